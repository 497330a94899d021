package dev.gamecluster.client;

import dev.gamecluster.protocol.client.Decoded;
import dev.gamecluster.protocol.client.ErrorCode;
import dev.gamecluster.protocol.client.Request;
import dev.gamecluster.protocol.client.RequestDecoder;
import dev.gamecluster.protocol.client.ServerMessage;
import dev.gamecluster.protocol.client.ServerMessageEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/** A node as clients see it: a ROUTER that speaks the real protocol over a real socket, on a world shared with other fakes. */
public final class FakeNode implements AutoCloseable {
    private final FakeWorld world;
    private final String name;
    private final ZContext context = new ZContext(1);
    private final ZMQ.Socket router;
    private final String endpoint;
    private final Thread thread;
    private final Map<String, String> sessionOfPeer = new HashMap<>();
    private final List<byte[]> peers = new CopyOnWriteArrayList<>();
    private final List<Request> received = new CopyOnWriteArrayList<>();
    private final List<ServerMessage.Event> toSend = new CopyOnWriteArrayList<>();
    private volatile Function<Request, ServerMessage> insteadOf = request -> null;
    private volatile boolean mute;
    private volatile boolean stopped;

    public FakeNode(String name) {
        this(name, new FakeWorld());
    }

    public FakeNode(String name, FakeWorld world) {
        this.name = name;
        this.world = world;
        router = context.createSocket(SocketType.ROUTER);
        router.setLinger(0);
        router.bind("tcp://127.0.0.1:*");
        endpoint = router.getLastEndpoint();
        thread = Thread.ofPlatform().name("fake-" + name).daemon().start(this::run);
    }

    public NodeEndpoint endpoint() {
        return new NodeEndpoint(name, endpoint);
    }

    public List<Request> received() {
        return List.copyOf(received);
    }

    /** What was asked, by name. */
    public List<String> operations() {
        return received.stream()
                .map(request -> request.getClass().getSimpleName())
                .toList();
    }

    /** Applies everything and answers nothing, like a node whose network is cut in one direction. */
    public void mute() {
        mute = true;
    }

    /** Answers with what the function gives, without applying anything, where it gives something. */
    public void answerInstead(Function<Request, ServerMessage> answers) {
        insteadOf = answers;
    }

    static Function<Request, ServerMessage> refusingWrites(ErrorCode code) {
        return request ->
                request instanceof Request.Write ? ServerMessage.Failed.of(request.id(), code, "by the test") : null;
    }

    public void sendToAll(ServerMessage.Event event) {
        toSend.add(event);
    }

    /** Like kill -9: connections close, nothing more is said. */
    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        router.setReceiveTimeOut(5);
        while (!stopped) {
            byte[] peer = router.recv();
            if (peer != null) {
                serve(peer, router.recv());
            }
            List<ServerMessage.Event> events = new ArrayList<>(toSend);
            for (ServerMessage.Event event : events) {
                peers.forEach(each -> send(each, event));
            }
            toSend.removeAll(events);
        }
        context.close();
    }

    private void serve(byte[] peer, byte[] frame) {
        Request request =
                switch (RequestDecoder.decode(frame)) {
                    case Decoded.Ok ok -> ok.request();
                    case Decoded.Bad bad -> {
                        send(peer, bad.failed());
                        yield null;
                    }
                };
        if (request == null) {
            return;
        }
        received.add(request);
        if (peers.stream().noneMatch(known -> Arrays.equals(known, peer))) {
            peers.add(peer);
        }
        ServerMessage other = insteadOf.apply(request);
        ServerMessage answer = other == null ? answer(Arrays.toString(peer), request) : other;
        if (!mute) {
            send(peer, answer);
        }
    }

    private ServerMessage answer(String peer, Request request) {
        return switch (request) {
            case Request.Login login -> {
                ServerMessage.LoggedIn in = world.login(login);
                sessionOfPeer.put(peer, in.session());
                yield in;
            }
            case Request.Write write -> world.write(sessionOfPeer.get(peer), write);
            case Request.Query query -> world.query(query);
            case Request.Ping ping -> world.ping(ping);
        };
    }

    private void send(byte[] peer, ServerMessage message) {
        router.send(peer, ZMQ.SNDMORE);
        router.send(ServerMessageEncoder.encode(message));
    }
}
