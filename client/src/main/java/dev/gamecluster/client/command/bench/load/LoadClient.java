package dev.gamecluster.client.command.bench.load;

/** One simulated client. All calls on the loop's thread. */
interface LoadClient {
    /** Largest number of requests of one client without an answer; what a session may have, too. */
    int UNANSWERED = 256;

    /** Connects, and logs in where there is something to log in to; tells {@link Stage#playing} when it is done. */
    void start(long dueNanos, long nowNanos);

    /** Sends a request now, or as soon as there is a connection. */
    void due(Operation operation, long dueNanos, long nowNanos);

    /** Requests without a final answer. */
    int unanswered();

    /** Whether one more request can be taken. */
    boolean hasRoom();

    /** The moment that was asked for with {@link Stage#wake}. */
    void wake(long nowNanos);

    /** Called every 100 ms or so: looks for what has taken too long. */
    void sweep(long nowNanos);

    /** Says good bye where that is polite; what is unanswered stays so. */
    void leave(long nowNanos);

    /** Ends it. */
    void close();
}
