package dev.gamecluster.client.command.bots;

import dev.gamecluster.client.ClientEvent;
import dev.gamecluster.client.ClientOptions;
import dev.gamecluster.client.ClientRuntime;
import dev.gamecluster.client.EndpointSource;
import dev.gamecluster.client.GameClient;
import dev.gamecluster.client.GameClientException;
import dev.gamecluster.client.command.Notices;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Simulated users: each walks up and down in a direction of its own, changes it again and again, and now and then gives money to
 * those around it. Their requests are spread evenly over time, so that gaps between acknowledgements mean something.
 */
public final class Bots implements AutoCloseable {
    /** Bots of one process. */
    public static final int MOST = 1_000;
    /** Writes of one bot in a second, where nobody says otherwise. */
    public static final double USUAL_RATE = 2;

    private static final double SECOND_NANOS = 1e9;
    private static final long LOGIN_AGAIN_NANOS = 1_000_000_000L;
    private static final double WALK_METRES_PER_SECOND = 1.4;
    private static final double AOE_SHARE = 0.1;
    private static final double AOE_METRES = 20;
    private static final long LEAVE_MILLIS = 2_000;

    private final ClientRuntime runtime = new ClientRuntime();
    private final List<Bot> bots = new ArrayList<>();
    private final GapMeter gaps = new GapMeter();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicInteger playing = new AtomicInteger();
    private final long stepNanos;
    private volatile String lastError = "";
    private volatile String waitingFor = "";
    private volatile boolean stopped;

    /**
     * @param firstUser the bots are this user and the following ones
     * @param writesPerSecond of all bots together
     * @param log takes what happens to the bots, line by line, on the runtime's thread
     */
    public Bots(int count, long firstUser, double writesPerSecond, EndpointSource endpoints, Consumer<String> log) {
        stepNanos = (long) (SECOND_NANOS * Math.max(1, count) / writesPerSecond);
        SplittableRandom random = new SplittableRandom();
        long nowNanos = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long user = firstUser + i;
            GameClient client =
                    new GameClient(runtime, endpoints, ClientOptions.DEFAULT, event -> happened(event, user, log));
            bots.add(new Bot(
                    client, user, random.split(), nowNanos + (long) (Math.min(stepNanos, SECOND_NANOS) * i / count)));
        }
        if (count > 0) {
            Thread.ofPlatform().name("bots").daemon().start(this::drive);
        }
    }

    private void happened(ClientEvent event, long user, Consumer<String> log) {
        if (event instanceof ClientEvent.Searching searching) {
            waitingFor = searching.reason();
        }
        log.accept("user " + user + ": " + Notices.text(event));
    }

    public int count() {
        return bots.size();
    }

    /** Time between two writes of one bot. */
    long stepMillis() {
        return stepNanos / 1_000_000;
    }

    /** Bots that are logged in. */
    public int playing() {
        return playing.get();
    }

    public long acknowledged() {
        return acknowledged.get();
    }

    /** Writes that failed, and logins but for those that found nobody: such a bot waits, see {@link #waitingFor}. */
    public long failed() {
        return failed.get();
    }

    public String lastError() {
        return lastError;
    }

    /** Why a bot last found no node; empty when each found one at once. */
    public String waitingFor() {
        return waitingFor;
    }

    public GapMeter gaps() {
        return gaps;
    }

    /** Stops playing and logs everybody out, waiting for the answers a little. */
    public void leave() {
        stopped = true;
        CompletableFuture<?>[] answers = bots.stream()
                .filter(bot -> bot.state == State.IN)
                .map(bot -> bot.client.logout())
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(answers)
                .completeOnTimeout(null, LEAVE_MILLIS, TimeUnit.MILLISECONDS)
                .exceptionally(unanswered -> null)
                .join();
    }

    @Override
    public void close() {
        stopped = true;
        runtime.close();
    }

    private void drive() {
        while (!stopped) {
            long nowNanos = System.nanoTime();
            long nextNanos = nowNanos + Math.min(stepNanos, LOGIN_AGAIN_NANOS);
            for (Bot bot : bots) {
                if (nowNanos - bot.dueNanos >= 0) {
                    bot.step(nowNanos);
                }
                nextNanos = bot.dueNanos - nextNanos < 0 ? bot.dueNanos : nextNanos;
            }
            LockSupport.parkNanos(Math.max(1_000_000, nextNanos - System.nanoTime()));
        }
    }

    private enum State {
        OUT,
        LOGGING_IN,
        IN
    }

    private final class Bot {
        private final GameClient client;
        private final long user;
        private final SplittableRandom random;
        private volatile State state = State.OUT;
        private long dueNanos;
        private double heading;
        private boolean forth;

        private Bot(GameClient client, long user, SplittableRandom random, long dueNanos) {
            this.client = client;
            this.user = user;
            this.random = random;
            this.dueNanos = dueNanos;
        }

        private void step(long nowNanos) {
            dueNanos += stepNanos * (1 + (nowNanos - dueNanos) / stepNanos);
            switch (state) {
                case OUT -> {
                    state = State.LOGGING_IN;
                    dueNanos = Math.max(dueNanos, nowNanos + LOGIN_AGAIN_NANOS);
                    count(client.login(user));
                }
                case LOGGING_IN -> {}
                case IN -> act();
            }
        }

        private void act() {
            if (random.nextDouble() < AOE_SHARE) {
                count(client.aoe(AOE_METRES, 1));
                return;
            }
            forth = !forth;
            heading = forth
                    ? random.nextDouble(2 * Math.PI)
                    : heading + Math.PI; // and back again: they stay where they are
            count(client.setVelocity(
                    WALK_METRES_PER_SECOND * Math.cos(heading), WALK_METRES_PER_SECOND * Math.sin(heading)));
        }

        private void count(CompletableFuture<?> answer) {
            answer.whenComplete((message, problem) -> {
                if (problem == null) {
                    become(State.IN);
                    acknowledged.incrementAndGet();
                    gaps.acknowledged(System.nanoTime());
                } else if (!stopped && !(problem instanceof GameClientException.Closed)) {
                    failed(problem);
                }
            });
        }

        private void failed(Throwable problem) {
            boolean login = state == State.LOGGING_IN;
            if (login
                    || problem instanceof GameClientException.Kicked
                    || problem instanceof GameClientException.Refused) {
                become(State.OUT);
            }
            if (login && problem instanceof GameClientException.Unreachable) {
                waitingFor = problem.getMessage();
            } else {
                failed.incrementAndGet();
                lastError = problem.getMessage();
            }
        }

        /** On the runtime's thread. */
        private void become(State next) {
            if ((state == State.IN) != (next == State.IN)) {
                playing.addAndGet(next == State.IN ? 1 : -1);
            }
            state = next;
        }
    }
}
