/**
 * The registry's HTTP face under {@code /api/v1}: resources, their JSON, problems, the stream of events, health and metrics. Asks
 * {@link dev.gamecluster.registry.server.RegistryServer} for everything; decides nothing. Also used by the operator, so nothing
 * here may assume that the registry is alone.
 */
package dev.gamecluster.registry.http;
