package dev.gamecluster.gameserver.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/** The bytes that one connection has not taken yet: whole frames, of which the first may be sent in part. */
final class Outbox {
    /** Sent at once; then others have their turn. */
    private static final int TURN_BYTES = 1024 * 1024;

    private final int maximumFrames;
    private final long maximumBytes;
    private final int alwaysFrames;
    private final ArrayDeque<byte[]> frames = new ArrayDeque<>(2);
    private int sentOfFirst;
    private long bytes;

    /**
     * @param maximumBytes of all frames together
     * @param alwaysFrames so many frames may be of any size
     */
    Outbox(int maximumFrames, long maximumBytes, int alwaysFrames) {
        this.maximumFrames = maximumFrames;
        this.maximumBytes = maximumBytes;
        this.alwaysFrames = alwaysFrames;
    }

    void add(byte[] frame) {
        frames.addLast(frame);
        bytes += frame.length;
    }

    boolean isEmpty() {
        return frames.isEmpty();
    }

    /** Whether nothing more may wait here. */
    boolean isFull() {
        return frames.size() >= maximumFrames || bytes > maximumBytes && frames.size() > alwaysFrames;
    }

    /**
     * Sends what the connection takes, some of it at least.
     *
     * @param buffer to fill and to send from, of any content
     * @param left told of each frame that has left
     * @return whether everything has left
     */
    boolean send(SocketChannel channel, ByteBuffer buffer, Consumer<byte[]> left) throws IOException {
        int sent = 0;
        while (!frames.isEmpty() && sent < TURN_BYTES) {
            fill(buffer.clear());
            int taken = channel.write(buffer.flip());
            forget(taken, left);
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

    private void forget(int taken, Consumer<byte[]> left) {
        int rest = taken;
        bytes -= taken;
        while (!frames.isEmpty() && rest >= frames.getFirst().length - sentOfFirst) {
            byte[] first = frames.removeFirst();
            rest -= first.length - sentOfFirst;
            sentOfFirst = 0;
            left.accept(first);
        }
        sentOfFirst += rest;
    }

    /** @return how many frames were dropped */
    int drop(Consumer<byte[]> left) {
        int dropped = frames.size();
        frames.forEach(left);
        frames.clear();
        bytes = 0;
        return dropped;
    }
}
