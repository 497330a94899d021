package dev.gamecluster.gameserver.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A port that leads to another one, which can change: what is connected then stays open and goes silent, as a machine that died. */
final class ForwardingPort implements AutoCloseable {
    private final class Link {
        final Socket near;
        final Socket far;
        volatile boolean silent;

        Link(Socket near, int target) throws IOException {
            this.near = near;
            this.far = new Socket(InetAddress.getLoopbackAddress(), target);
            new Thread(() -> pump(near, far, true), "forward").start();
            new Thread(() -> pump(far, near, false), "forward").start();
        }

        private void pump(Socket from, Socket to, boolean fromNear) {
            byte[] bytes = new byte[4_096];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                    if (!silent) {
                        out.write(bytes, 0, read);
                    }
                }
            } catch (IOException broken) {
                // as good as closed
            }
            if (fromNear && silent) {
                leftByDialler.incrementAndGet();
            }
            if (!silent) {
                close();
            }
        }

        void close() {
            try {
                near.close();
                far.close();
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
    }

    private final ServerSocket server;
    private final List<Link> links = new CopyOnWriteArrayList<>();
    private volatile int target;
    /** Silent connections that whoever dialled has closed. */
    final AtomicInteger leftByDialler = new AtomicInteger();

    ForwardingPort(int target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        new Thread(this::accept, "forwarding-port").start();
    }

    int port() {
        return server.getLocalPort();
    }

    /** Who connects from now on reaches another port; who is connected hears nothing more. */
    void moveTo(int newTarget) {
        target = newTarget;
        links.forEach(link -> link.silent = true);
    }

    private void accept() {
        try {
            while (true) {
                links.add(new Link(server.accept(), target));
            }
        } catch (IOException closed) {
            links.forEach(Link::close);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
