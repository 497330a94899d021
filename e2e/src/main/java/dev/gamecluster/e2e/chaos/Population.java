package dev.gamecluster.e2e.chaos;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** Makes a world large: users that have logged in and out once, and are known for ever. Speaks the client protocol itself, pipelined. */
final class Population {
    private static final int CONNECTIONS = 16;
    private static final int IN_FLIGHT = 64;
    private static final int PATIENCE_MILLIS = 10_000;
    /** JeroMQ 0.6.0 may begin a connection that never shakes hands; it is to be made anew soon. */
    private static final int HANDSHAKE_MILLIS = 500;

    private final ZMQ.Socket[] sockets = new ZMQ.Socket[CONNECTIONS];
    private final int[] unanswered = new int[CONNECTIONS];
    private final long[] ids = new long[CONNECTIONS];

    private Population(ZContext context, List<String> endpoints) {
        for (int i = 0; i < CONNECTIONS; i++) {
            sockets[i] = context.createSocket(SocketType.DEALER);
            sockets[i].setReceiveTimeOut(PATIENCE_MILLIS);
            sockets[i].setHandshakeIvl(HANDSHAKE_MILLIS);
            sockets[i].connect(endpoints.get(i % endpoints.size()));
        }
    }

    /** Logs users {@code from} to {@code from + count - 1} in and out over these nodes. */
    static void settle(List<String> endpoints, long from, int count) {
        try (ZContext context = new ZContext()) {
            Population population = new Population(context, new ArrayList<>(endpoints));
            for (int i = 0; i < count; i++) {
                population.visit(i % CONNECTIONS, from + i);
            }
            for (int i = 0; i < CONNECTIONS; i++) {
                population.drain(i, 0);
            }
        }
    }

    private void visit(int connection, long user) {
        drain(connection, IN_FLIGHT);
        send(connection, "{\"id\":" + ++ids[connection] + ",\"op\":\"login\",\"user\":" + user + "}");
        send(connection, "{\"id\":" + ++ids[connection] + ",\"op\":\"logout\"}");
    }

    private void send(int connection, String frame) {
        sockets[connection].send(frame.getBytes(StandardCharsets.UTF_8));
        unanswered[connection]++;
    }

    private void drain(int connection, int until) {
        while (unanswered[connection] > until) {
            byte[] answer = sockets[connection].recv();
            String text = answer == null ? "nothing" : new String(answer, StandardCharsets.UTF_8);
            if (!text.contains("\"ok\":true")) {
                throw new IllegalStateException("populating the world: a node answered " + text);
            }
            unanswered[connection]--;
        }
    }
}
