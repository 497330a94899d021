/**
 * What to do: from the spec, what was observed and the time, to actions and a status. Pure: no client, no clock, no randomness, no thread;
 * the same input gives the same plan. Kubernetes objects appear here as data only.
 */
package dev.gamecluster.operator.plan;
