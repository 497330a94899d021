/** The Kubernetes objects that belong to a GameCluster, made from its spec. Pure: nothing here talks to Kubernetes. */
package dev.gamecluster.operator.manifest;
