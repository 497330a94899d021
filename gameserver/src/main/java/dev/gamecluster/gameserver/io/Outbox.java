package dev.gamecluster.gameserver.io;

import dev.gamecluster.protocol.Limits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;

/** The bytes that one connection has not taken yet: whole frames, of which the first may be sent in part. */
final class Outbox {
    /** Sent at once; then others have their turn. */
    private static final int TURN_BYTES = 1024 * 1024;

    private final ArrayDeque<byte[]> frames = new ArrayDeque<>(2);
    private int sentOfFirst;
    private long bytes;

    void add(byte[] frame) {
        frames.addLast(frame);
        bytes += frame.length;
    }

    boolean isEmpty() {
        return frames.isEmpty();
    }

    /** Whether nothing more may wait here; a single answer, with what belongs to it, may have any size. */
    boolean isFull() {
        return frames.size() >= Limits.CLIENT_OUTBOX_MESSAGES
                || bytes > Limits.CLIENT_OUTBOX_BYTES && frames.size() > LargeAnswers.FRAMES;
    }

    /**
     * Sends what the connection takes, some of it at least.
     *
     * @param buffer to fill and to send from, of any content
     * @param large told of each large frame that has left
     * @return whether everything has left
     */
    boolean send(SocketChannel channel, ByteBuffer buffer, LargeAnswers large) throws IOException {
        int sent = 0;
        while (!frames.isEmpty() && sent < TURN_BYTES) {
            fill(buffer.clear());
            int taken = channel.write(buffer.flip());
            forget(taken, large);
            sent += taken;
            if (buffer.hasRemaining()) {
                return false;
            }
        }
        return frames.isEmpty();
    }

    private void fill(ByteBuffer buffer) {
        int from = sentOfFirst;
        for (byte[] frame : frames) {
            int count = Math.min(frame.length - from, buffer.remaining());
            buffer.put(frame, from, count);
            if (!buffer.hasRemaining()) {
                return;
            }
            from = 0;
        }
    }

    private void forget(int taken, LargeAnswers large) {
        int rest = taken;
        bytes -= taken;
        while (!frames.isEmpty() && rest >= frames.getFirst().length - sentOfFirst) {
            byte[] first = frames.removeFirst();
            rest -= first.length - sentOfFirst;
            sentOfFirst = 0;
            large.left(first);
        }
        sentOfFirst += rest;
    }

    /** @return how many frames were dropped */
    int drop(LargeAnswers large) {
        int dropped = frames.size();
        frames.forEach(large::left);
        frames.clear();
        bytes = 0;
        return dropped;
    }
}
