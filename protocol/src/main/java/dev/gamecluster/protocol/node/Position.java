package dev.gamecluster.protocol.node;

/**
 * How far a node's copy of the log reaches.
 *
 * @param epoch epoch of the last applied record (of the reign that wrote it), 0 when there is none
 * @param seq seq of the last applied record, 0 when there is none
 * @param tick tick that the world is at
 */
public record Position(long epoch, long seq, long tick) {
    public static final Position NOTHING = new Position(0, 0, 0);

    public boolean isNothing() {
        return seq == 0;
    }
}
