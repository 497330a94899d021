/**
 * The registry's ZeroMQ face and its thread: one thread owns all sockets and all directors, everybody else hands it commands. No
 * decisions here (those are in {@code core}), no HTTP, no Quarkus.
 */
package dev.gamecluster.registry.server;
