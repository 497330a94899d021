/**
 * The operator as a real process against a real API server, with real game server processes: what a kubelet, kube-proxy and the garbage
 * collector would do is played by doubles. Nothing of the product is replaced here.
 */
package dev.gamecluster.e2e.apiserver;
