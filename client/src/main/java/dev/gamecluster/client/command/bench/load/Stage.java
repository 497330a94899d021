package dev.gamecluster.client.command.bench.load;

/** What clients tell the one who drives them. */
interface Stage {
    /** The client is logged in for the first time: it can be given work. */
    void playing(LoadClient client, long nowNanos);

    /** A request of the client has got its final answer. */
    void finished(LoadClient client, long nowNanos);

    /** Asks for {@link LoadClient#wake} at that moment. */
    void wake(LoadClient client, long atNanos);

    Recorder recorder();

    SocketLoop loop();
}
