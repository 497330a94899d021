/**
 * Experiments and tests on a real Kubernetes: GameClusters of the current kubeconfig, what Kubernetes says of them, and what is done to
 * their pods. No assertions; nothing here knows how the operator works inside.
 */
package dev.gamecluster.e2e.kubernetes;
