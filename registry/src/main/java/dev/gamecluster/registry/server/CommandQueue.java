package dev.gamecluster.registry.server;

import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

/** What other threads want done on the registry's thread. */
final class CommandQueue {
    /** Commands that wait. More: refused, the caller is told that the registry is overloaded. */
    static final int CAPACITY = 4_096;

    interface Command {
        void run(long nowNanos);
    }

    private final Queue<Command> commands = new ArrayBlockingQueue<>(CAPACITY);
    private final WakeUp wakeUp;

    CommandQueue(WakeUp wakeUp) {
        this.wakeUp = wakeUp;
    }

    /** @return false when it was full */
    boolean offer(Command command) {
        boolean taken = commands.offer(command);
        wakeUp.signal();
        return taken;
    }

    /** @return whether there was one */
    boolean runNext(long nowNanos) {
        Command command = commands.poll();
        if (command == null) {
            return false;
        }
        command.run(nowNanos);
        return true;
    }
}
