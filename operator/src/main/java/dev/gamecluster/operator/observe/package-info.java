/** What is: pods as Kubernetes tells them, kept in a cache, and their reading into {@code plan.PodView}. Nothing is changed from here. */
package dev.gamecluster.operator.observe;
