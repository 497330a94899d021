package dev.gamecluster.gameserver.io;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Where the registry or a node is, as an address that can be dialled without asking a name server.
 *
 * <p>A name server that does not answer holds up whoever asks it, for many seconds. So names are resolved on a thread of their own, when
 * somebody says that the address may be stale; meanwhile, and when resolving fails, the last known addresses stand. An address given as
 * such is taken as it is, without a thread. A name with several addresses gives one after the other.
 */
final class PeerAddress implements AutoCloseable {
    /** Asks a name server. */
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    private static final Pattern NUMERIC = Pattern.compile("\\[[0-9a-fA-F:.]+]|\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern ENDPOINT =
            Pattern.compile("tcp://[^:/\\[\\]]+:\\d{1,5}|tcp://\\[[0-9a-fA-F:.]+]:\\d{1,5}");
    private static final String SCHEME = "tcp://";

    private final String what;
    private final String host;
    private final String port;
    private final Resolver resolver;
    private final Consumer<String> report;
    /** One question at a time is enough. */
    private final BlockingQueue<Boolean> questions = new ArrayBlockingQueue<>(1);

    private volatile List<String> known = List.of();
    private volatile boolean closed;
    private int given;
    private boolean failing;

    /**
     * @param what is there, for people: "the registry"
     * @param endpoint {@code tcp://host:port}
     * @param report told when the name cannot be resolved any more, and when it can again
     * @throws IllegalArgumentException the endpoint is none
     */
    PeerAddress(String what, String endpoint, Resolver resolver, Consumer<String> report) {
        if (!ENDPOINT.matcher(endpoint).matches()) {
            throw new IllegalArgumentException(
                    "the endpoint '" + endpoint + "' of " + what + " is not allowed: expected tcp://host:port");
        }
        int colon = endpoint.lastIndexOf(':');
        this.what = what;
        this.host = endpoint.substring(SCHEME.length(), colon);
        this.port = endpoint.substring(colon + 1);
        this.resolver = resolver;
        this.report = report;
        if (NUMERIC.matcher(host).matches()) {
            known = List.of(endpoint);
        } else {
            Thread thread = new Thread(this::answerQuestions, "peer-address");
            thread.setDaemon(true);
            thread.start();
            refresh();
        }
    }

    /** Resolves anew, elsewhere and soon. */
    void refresh() {
        questions.offer(Boolean.TRUE);
    }

    /** @return {@code tcp://address:port}, or null while none is known */
    String next() {
        List<String> addresses = known;
        return addresses.isEmpty() ? null : addresses.get(Math.floorMod(given++, addresses.size()));
    }

    /** The thread ends as soon as the name server lets it. */
    @Override
    public void close() {
        closed = true;
        refresh();
    }

    private void answerQuestions() {
        try {
            while (!closed) {
                questions.take();
                if (!closed) {
                    resolve();
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void resolve() {
        try {
            List<String> resolved = endpoints(resolver.resolve(host));
            boolean moved = !resolved.equals(known);
            known = resolved;
            failing = false;
            if (moved) {
                report.accept(what + " " + host + " is at " + String.join(", ", resolved));
            }
        } catch (UnknownHostException unknown) {
            if (!failing) {
                report.accept("the name of " + what + ", " + host + ", cannot be resolved now"
                        + (known.isEmpty() ? "" : "; going on with " + String.join(", ", known)));
            }
            failing = true;
        }
    }

    /** JeroMQ speaks IPv4 unless told otherwise, so those come alone where there are any. */
    private List<String> endpoints(InetAddress[] addresses) {
        List<String> four = new ArrayList<>();
        List<String> six = new ArrayList<>();
        for (InetAddress address : addresses) {
            if (address instanceof Inet4Address) {
                four.add(SCHEME + address.getHostAddress() + ":" + port);
            } else {
                six.add(SCHEME + "[" + address.getHostAddress() + "]:" + port);
            }
        }
        return List.copyOf(four.isEmpty() ? six : four);
    }
}
