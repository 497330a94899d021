package dev.gamecluster.gameserver.io;

import dev.gamecluster.protocol.Limits;
import dev.gamecluster.protocol.client.ServerMessage;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.SpscArrayQueue;

/**
 * The two queues between the client face and the world thread.
 *
 * <p>Requests are bounded: a full queue makes the face answer OVERLOADED. Answers never block the world thread: what does not fit waits
 * on its side, and while anything waits there (or too many users wait to be written) it takes no further requests, so the requests'
 * bound is the answers' bound too.
 */
final class Exchange implements AutoCloseable {
    /** Users in query answers that are not yet written. Above: no more requests are taken. */
    private static final long UNWRITTEN_USERS = 2_000_000;

    private static final int ANSWERS = 65_536;
    /** So many requests are worth a cycle: nobody lets more of them gather. */
    private static final int ENOUGH = 32;

    final Doorbell world = new Doorbell();
    final Doorbell face = new Doorbell();
    private final SpscArrayQueue<Inbound> requests = new SpscArrayQueue<>(Limits.REQUEST_QUEUE);
    private final SpscArrayQueue<Outbound> answers = new SpscArrayQueue<>(ANSWERS);
    private final ArrayDeque<Outbound> overflow = new ArrayDeque<>();
    private final AtomicLong unwrittenUsers = new AtomicLong();
    private boolean answered;
    private volatile Thread gatherer;

    // ---- face ------------------------------------------------------------------------------------------------------

    /** @return false when the queue is full */
    boolean offerRequest(Inbound request) {
        return requests.offer(request);
    }

    /** Ends a cycle in which requests were offered. */
    void flushRequests() {
        world.ring();
        Thread waiting = gatherer;
        if (waiting != null && isEnough()) {
            LockSupport.unpark(waiting);
        }
    }

    private boolean isEnough() {
        return requests.size() >= ENOUGH;
    }

    /** @return the next answer, or null */
    Outbound pollAnswer() {
        return answers.poll();
    }

    void written(long users) {
        unwrittenUsers.addAndGet(-users);
    }

    boolean hasAnswers() {
        return !answers.isEmpty();
    }

    // ---- world thread ----------------------------------------------------------------------------------------------

    /** @return the next request, or null when there is none or answers must go out first */
    Inbound pollRequest() {
        return overflow.isEmpty() && unwrittenUsers.get() < UNWRITTEN_USERS ? requests.poll() : null;
    }

    /** How full the queue of requests is, 0..1000. */
    int requestsPermille() {
        return (int) (1_000L * requests.size() / Limits.REQUEST_QUEUE);
    }

    boolean hasRequests() {
        return !requests.isEmpty();
    }

    /** Lets requests come, for as long, or until there are enough. */
    void gather(long nanos) {
        gatherer = Thread.currentThread();
        if (!isEnough()) {
            LockSupport.parkNanos(this, nanos);
        }
        gatherer = null;
    }

    void answer(long connection, ServerMessage message) {
        if (message instanceof ServerMessage.QueryResult result) {
            unwrittenUsers.addAndGet(result.users().size());
        }
        Outbound outbound = new Outbound(connection, message);
        if (!overflow.isEmpty() || !answers.offer(outbound)) {
            overflow.addLast(outbound);
        }
        answered = true;
    }

    /** Ends a cycle: hands over what waited, wakes the face. */
    void flushAnswers() {
        while (!overflow.isEmpty() && answers.offer(overflow.getFirst())) {
            overflow.removeFirst();
        }
        if (answered) {
            answered = false;
            face.ring();
        }
    }

    boolean isBlocked() {
        return !overflow.isEmpty();
    }

    /** After both threads have ended. */
    @Override
    public void close() {
        world.close();
        face.close();
    }
}
