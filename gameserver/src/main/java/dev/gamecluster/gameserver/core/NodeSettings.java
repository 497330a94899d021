package dev.gamecluster.gameserver.core;

import dev.gamecluster.protocol.Limits;

/**
 * What can be configured of a node's core.
 *
 * @param heartbeatMillis interval of heartbeats to the registry
 * @param maximumLossMillis the loss bound until the registry says another
 * @param capacity clients the node is meant for; load is clients divided by it
 * @param startMinX smallest x at which a new user appears, metres; the other three likewise
 * @param ringBytes recent log that the node keeps for others
 */
public record NodeSettings(
        int heartbeatMillis,
        int maximumLossMillis,
        int capacity,
        double startMinX,
        double startMinY,
        double startMaxX,
        double startMaxY,
        long ringBytes) {

    /** With a ring of the default size. */
    public NodeSettings(
            int heartbeatMillis,
            int maximumLossMillis,
            int capacity,
            double startMinX,
            double startMinY,
            double startMaxX,
            double startMaxY) {
        this(
                heartbeatMillis,
                maximumLossMillis,
                capacity,
                startMinX,
                startMinY,
                startMaxX,
                startMaxY,
                Limits.RING_BYTES);
    }

    public static NodeSettings defaults() {
        double limit = Limits.MAP_LIMIT_METRES;
        return new NodeSettings(
                Limits.HEARTBEAT_MILLIS, Limits.MAXIMUM_LOSS_MILLIS, 5_000, -limit, -limit, limit, limit);
    }

    public NodeSettings withStartArea(double minX, double minY, double maxX, double maxY) {
        return new NodeSettings(heartbeatMillis, maximumLossMillis, capacity, minX, minY, maxX, maxY, ringBytes);
    }

    public NodeSettings withRingBytes(long bytes) {
        return new NodeSettings(
                heartbeatMillis, maximumLossMillis, capacity, startMinX, startMinY, startMaxX, startMaxY, bytes);
    }
}
