package dev.gamecluster.registry.server;

import zmq.Msg;
import zmq.msg.MsgAllocator;

/**
 * Memory for a frame that comes in, on the heap.
 *
 * <p>JeroMQ 0.6.0 takes the length of a frame for signed: one with its highest bit set passes the check of the largest message, and
 * then either no array can be made or one of up to 2 GiB is, and the I/O thread of the whole registry breaks. Such a frame, which no
 * ZeroMQ library sends, becomes an empty one here; what follows it on its connection is garbage, and is treated as such.
 */
final class FrameAllocator implements MsgAllocator {
    private final int maximumBytes;

    FrameAllocator(int maximumBytes) {
        this.maximumBytes = maximumBytes;
    }

    @Override
    public Msg allocate(int size) {
        return new Msg(size < 0 || size > maximumBytes ? 0 : size);
    }
}
