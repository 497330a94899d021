package dev.gamecluster.gameserver.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.client.Request;
import dev.gamecluster.protocol.client.ServerMessage;
import dev.gamecluster.protocol.node.ControlMessage;
import dev.gamecluster.protocol.node.Delta;
import dev.gamecluster.protocol.node.Endpoints;
import dev.gamecluster.protocol.node.MalformedMessageException;
import dev.gamecluster.protocol.node.NodeCodec;
import dev.gamecluster.protocol.node.NodeMessage;
import dev.gamecluster.protocol.node.PeerMessage;
import dev.gamecluster.protocol.node.SessionKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A node of a {@link MemoryCluster}: its core, and an output that keeps or passes on what it is given, as bytes. */
final class MemoryNode implements NodeOutput, Randomness {
    private enum Way {
        FEED,
        FROM_MASTER,
        FROM_SLAVE
    }

    private record Letter(Way way, long route, byte[] bytes) {}

    final int id;
    final NodeIdentity identity;
    final NodeCore core;
    private final MemoryCluster cluster;
    private final Map<Long, List<ServerMessage>> answers = new HashMap<>();
    private ArrayDeque<Letter> post = new ArrayDeque<>();
    private MemoryNode master;
    private long keys;

    final List<ControlMessage> control = new ArrayList<>();
    final List<String> reports = new ArrayList<>();
    /** Where the next user never seen before appears, on both axes. */
    double start;
    /** Messages from this node to others, and deltas to this node, that get lost. */
    Predicate<PeerMessage> losesSent = message -> false;

    Predicate<Delta> losesFeed = delta -> false;
    /** What happens to a delta on its way to this node. */
    UnaryOperator<Delta> damagesFeed = delta -> delta;

    /** A dead or stopped node: takes nothing and does nothing. */
    boolean stopped;

    MemoryNode(MemoryCluster cluster, int id, NodeSettings settings, TicketCheck tickets) {
        this.cluster = cluster;
        this.id = id;
        Endpoints endpoints = new Endpoints("tcp://n" + id + ":1", "tcp://n" + id + ":2", "tcp://n" + id + ":3");
        this.identity = new NodeIdentity("local/test", "n" + id, id, endpoints);
        this.core = new NodeCore(identity, settings, this, this, tickets, cluster.nowNanos);
    }

    // ---- as a client sees it ---------------------------------------------------------------------------------------

    void send(long connection, Request request) {
        core.onRequest(connection, request, cluster.nowNanos);
    }

    /** Everything that the connection was sent since the last call. */
    List<ServerMessage> received(long connection) {
        List<ServerMessage> all = answers.remove(connection);
        return all == null ? List.of() : all;
    }

    boolean hasReceived(long connection) {
        return answers.containsKey(connection);
    }

    /** The one message that the connection was sent since the last call. */
    <M extends ServerMessage> M only(long connection, Class<M> type) {
        List<ServerMessage> all = received(connection);
        assertThat(all).hasSize(1);
        assertThat(all.getFirst()).isInstanceOf(type);
        return type.cast(all.getFirst());
    }

    /** Sends and runs the cluster until there is an answer. */
    <M extends ServerMessage> M ask(long connection, Request request, Class<M> type) {
        send(connection, request);
        cluster.until(() -> hasReceived(connection));
        return only(connection, type);
    }

    ServerMessage.LoggedIn login(long connection, long id, long user) {
        return ask(connection, new Request.Login(id, user, null, null), ServerMessage.LoggedIn.class);
    }

    ServerMessage.LoggedIn resume(long connection, long id, long user, String session) {
        return ask(connection, new Request.Login(id, user, session, null), ServerMessage.LoggedIn.class);
    }

    // ---- as the cluster sees it ------------------------------------------------------------------------------------

    void step() {
        ArrayDeque<Letter> arrived = post;
        post = new ArrayDeque<>();
        if (!stopped) {
            arrived.forEach(this::take);
            core.onCycle(cluster.nowNanos);
        }
    }

    private void take(Letter letter) {
        NodeMessage message;
        try {
            message = NodeCodec.decode(letter.bytes);
        } catch (MalformedMessageException malformed) {
            throw new AssertionError("what a node sends can be read", malformed);
        }
        switch (letter.way) {
            case FEED -> {
                Delta delta = ((PeerMessage.Feed) message).delta();
                if (!losesFeed.test(delta)) {
                    core.onFeed(damagesFeed.apply(delta), cluster.nowNanos);
                }
            }
            case FROM_MASTER -> core.onMaster((PeerMessage) message, cluster.nowNanos);
            case FROM_SLAVE -> core.onPeer(letter.route, (PeerMessage) message, cluster.nowNanos);
        }
    }

    boolean follows(MemoryNode other) {
        return master == other;
    }

    void control(ControlMessage message) {
        core.onControl(message, cluster.nowNanos);
    }

    NodeView view() {
        return core.view(cluster.nowNanos);
    }

    long seq() {
        return core.state().seq();
    }

    long tick() {
        return core.state().tick();
    }

    <M extends ControlMessage> M lastControl(Class<M> type) {
        return control.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    // ---- NodeOutput ------------------------------------------------------------------------------------------------

    @Override
    public void toClient(long connection, ServerMessage message) {
        answers.computeIfAbsent(connection, key -> new ArrayList<>()).add(message);
    }

    @Override
    public void publish(Delta delta) {
        PeerMessage.Feed feed = new PeerMessage.Feed(delta);
        if (!losesSent.test(feed)) {
            cluster.followersOf(this)
                    .forEach(slave -> slave.post.add(new Letter(Way.FEED, id, NodeCodec.encode(feed))));
        }
    }

    @Override
    public void toPeer(long route, PeerMessage message) {
        if (!losesSent.test(message)) {
            cluster.node((int) route).post.add(new Letter(Way.FROM_MASTER, id, NodeCodec.encode(message)));
        }
    }

    @Override
    public void toMaster(PeerMessage message) {
        if (master != null && !losesSent.test(message)) {
            master.post.add(new Letter(Way.FROM_SLAVE, id, NodeCodec.encode(message)));
        }
    }

    @Override
    public void toRegistry(ControlMessage message) {
        control.add(message);
    }

    @Override
    public void follow(Endpoints endpoints) {
        master = cluster.nodeAt(endpoints);
    }

    @Override
    public void unfollow() {
        master = null;
    }

    @Override
    public void report(String sentence) {
        reports.add(sentence);
    }

    @Override
    public SessionKey sessionKey() {
        return new SessionKey(id, ++keys);
    }

    @Override
    public double between(double minimum, double maximum) {
        return Math.clamp(start, minimum, maximum);
    }
}
