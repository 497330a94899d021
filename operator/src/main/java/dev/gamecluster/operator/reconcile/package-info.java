/** The loop: observe, plan, act, store the status. And what makes it turn: Kubernetes, the registry, the clock. */
package dev.gamecluster.operator.reconcile;
