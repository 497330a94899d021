package dev.gamecluster.e2e.apiserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * Plays kube-proxy for one port of a Service: a connection goes to the pod that the Service selects at that moment, and stays with it.
 * When it selects none, connections end at once.
 */
final class LocalService implements AutoCloseable {
    private static final int CONNECT_MILLIS = 1_000;

    private final ServerSocket listener;
    private final Supplier<OptionalInt> target;

    /** @param target port on loopback of the pod that is selected now */
    LocalService(Supplier<OptionalInt> target) {
        this.target = target;
        try {
            this.listener = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        } catch (IOException problem) {
            throw new UncheckedIOException("no port for a Service", problem);
        }
        Thread.ofPlatform().daemon().name("service-" + port()).start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket pod = new Socket()) {
            OptionalInt port = target.get();
            if (port.isEmpty()) {
                return;
            }
            pod.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port.getAsInt()), CONNECT_MILLIS);
            client.setTcpNoDelay(true);
            pod.setTcpNoDelay(true);
            Thread back = Thread.ofVirtual().start(() -> copy(pod, client));
            copy(client, pod);
            back.join();
        } catch (IOException refused) {
            // The client sees its connection end, as it would on a machine.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until one side ends; then both do. */
    private static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException ended) {
            // Closing both is all there is to do.
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException problem) {
            throw new UncheckedIOException("a Service could not be closed", problem);
        }
    }
}
