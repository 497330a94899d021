package dev.gamecluster.registry.core;

import dev.gamecluster.protocol.node.Endpoints;
import dev.gamecluster.protocol.node.Position;
import dev.gamecluster.protocol.node.Role;
import java.util.Optional;

/**
 * One node as it last reported itself.
 *
 * @param publishedEndpoint where clients outside of the nodes' network connect; empty when nothing was published
 * @param admitted it may be elected
 * @param holding each of its heartbeats has said for {@link NodeEntry#HOLDING_MILLIS} that it holds writes (master only)
 * @param loadPermille 0..1000
 * @param lastHeartbeatMillis how long ago it was heard
 */
public record NodeView(
        String name,
        int nodeId,
        Role role,
        NodeState state,
        long epoch,
        long promisedEpoch,
        Position position,
        boolean admitted,
        boolean following,
        boolean holding,
        long lagMicros,
        int clients,
        int users,
        int loadPermille,
        Endpoints endpoints,
        Optional<String> publishedEndpoint,
        long lastHeartbeatMillis) {}
