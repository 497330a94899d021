/**
 * The registry as a program of its own: configuration, start, stop, the beans that the HTTP face needs, the log. Switched off (build
 * property {@code gamecluster.registry.standalone=false}) where the registry is embedded.
 */
package dev.gamecluster.registry.app;
