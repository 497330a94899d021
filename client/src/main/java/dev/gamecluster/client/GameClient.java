package dev.gamecluster.client;

import dev.gamecluster.protocol.client.Request;
import dev.gamecluster.protocol.client.ServerMessage;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * One client of a cluster. It connects when the first request is made, finds another node when its node is lost, and resumes its
 * session there; a write whose future completes normally was applied exactly once.
 *
 * <p>Methods may be called from any thread, return at once, and requests are sent in the order of the calls. Futures complete on
 * the runtime's thread (see {@link ClientRuntime}), normally with the server's answer or exceptionally with a {@link
 * GameClientException}. Writes may be made right behind a login: they are sent when it is answered.
 */
public final class GameClient implements AutoCloseable {
    private final ClientRuntime runtime;
    private final ClientOptions options;
    private final Conversation conversation;
    private final AtomicInteger unansweredWrites = new AtomicInteger();
    private final AtomicInteger unansweredReads = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param listener called on the runtime's thread; must not block */
    public GameClient(
            ClientRuntime runtime, EndpointSource endpoints, ClientOptions options, Consumer<ClientEvent> listener) {
        this.runtime = Objects.requireNonNull(runtime, "runtime");
        this.options = Objects.requireNonNull(options, "options");
        runtime.reserve();
        RuntimeWire wire = new RuntimeWire(runtime, endpoints, listener);
        conversation = new Conversation(wire, options, runtime.newRandom());
        wire.serve(conversation);
        runtime.execute(() -> runtime.add(conversation));
    }

    /** @param user unsigned 64 bit */
    public CompletableFuture<ServerMessage.LoggedIn> login(long user) {
        return login(user, null, null);
    }

    /**
     * @param user unsigned 64 bit
     * @param session a session of this user to resume, or null for a new one
     * @param ticket proof of who the client is, where the cluster wants one, or null
     */
    public CompletableFuture<ServerMessage.LoggedIn> login(long user, String session, String ticket) {
        return write(id -> new Request.Login(id, user, session, ticket), ServerMessage.LoggedIn.class);
    }

    public CompletableFuture<ServerMessage.Applied> logout() {
        return write(Request.Logout::new, ServerMessage.Applied.class);
    }

    /** @param x metres per second, y likewise; the speed is at most 20 */
    public CompletableFuture<ServerMessage.Applied> setVelocity(double x, double y) {
        return write(id -> new Request.SetVelocity(id, x, y), ServerMessage.Applied.class);
    }

    /**
     * @param radius metres, 0..50
     * @param money unsigned 64 bit, added to what every other user within the radius has
     */
    public CompletableFuture<ServerMessage.AoeApplied> aoe(double radius, long money) {
        return write(id -> new Request.Aoe(id, radius, money), ServerMessage.AoeApplied.class);
    }

    /** All logged-in users of a closed rectangle (metres), from a world that has every write this client was answered. */
    public CompletableFuture<ServerMessage.QueryResult> query(double minX, double minY, double maxX, double maxY) {
        return query(minX, minY, maxX, maxY, 0);
    }

    /** @param minimumTick only from a world at least at this tick */
    public CompletableFuture<ServerMessage.QueryResult> query(
            double minX, double minY, double maxX, double maxY, long minimumTick) {
        return read(id -> new Request.Query(id, minX, minY, maxX, maxY, minimumTick), ServerMessage.QueryResult.class);
    }

    public CompletableFuture<ServerMessage.Pong> ping() {
        return read(Request.Ping::new, ServerMessage.Pong.class);
    }

    /** Ends the client without logging out: the session ends when its silence is noticed. Unanswered requests fail. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            runtime.release();
            runtime.executeUnlessClosed(() -> {
                conversation.close("the client was closed");
                runtime.remove(conversation);
            });
        }
    }

    private <A extends ServerMessage> CompletableFuture<A> write(LongFunction<Request> request, Class<A> answer) {
        return submit(request, answer, unansweredWrites, options.unansweredWrites(), "writes");
    }

    private <A extends ServerMessage> CompletableFuture<A> read(LongFunction<Request> request, Class<A> answer) {
        return submit(request, answer, unansweredReads, options.unansweredReads(), "queries and pings");
    }

    private <A extends ServerMessage> CompletableFuture<A> submit(
            LongFunction<Request> request, Class<A> type, AtomicInteger unanswered, int bound, String what) {
        if (unanswered.incrementAndGet() > bound) {
            unanswered.decrementAndGet();
            return CompletableFuture.failedFuture(new GameClientException.TooManyUnanswered(
                    "not sent: " + bound + " " + what + " of this client are unanswered already"));
        }
        CompletableFuture<ServerMessage> answer = new CompletableFuture<>();
        CompletableFuture<A> result = new CompletableFuture<>();
        answer.whenComplete((message, problem) -> {
            unanswered.decrementAndGet();
            if (problem != null) {
                result.completeExceptionally(problem);
            } else if (type.isInstance(message)) {
                result.complete(type.cast(message));
            } else {
                result.completeExceptionally(new GameClientException.OutcomeUnknown("the node answered with a "
                        + message.getClass().getSimpleName() + " where a " + type.getSimpleName() + " belongs"));
            }
        });
        try {
            runtime.execute(() -> conversation.submit(request, answer, System.nanoTime()));
        } catch (GameClientException.Closed e) {
            answer.completeExceptionally(e);
        }
        return result;
    }
}
