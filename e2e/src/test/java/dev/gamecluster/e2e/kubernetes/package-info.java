/**
 * The product on a real Kubernetes, as its users meet it: installed and operated with kubectl, played from pods. Runs by {@code make e2e}
 * only, on the cluster of the current kubeconfig. Nothing here may know how the operator works inside.
 */
package dev.gamecluster.e2e.kubernetes;
