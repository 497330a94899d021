package dev.gamecluster.client.command.local;

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
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Simulated users: each walks up and down in a direction of its own, changes it twice a second, and now and then gives money to
 * those around it. Their requests are spread evenly over time, so that gaps between acknowledgements mean something.
 */
final class Bots implements AutoCloseable {
    static final int MOST = 1_000;
    private static final long FIRST_USER = 1_001;
    private static final long STEP_NANOS = 500_000_000L;
    private static final long LOGIN_AGAIN_NANOS = 1_000_000_000L;
    private static final double WALK_METRES_PER_SECOND = 1.4;
    private static final double AOE_SHARE = 0.1;
    private static final double AOE_METRES = 20;

    private final ClientRuntime runtime = new ClientRuntime();
    private final List<Bot> bots = new ArrayList<>();
    private final GapMeter gaps = new GapMeter();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile String lastError = "";
    private volatile boolean stopped;

    /** @param log takes what happens to the bots, line by line, on the runtime's thread */
    Bots(int count, EndpointSource endpoints, Consumer<String> log) {
        SplittableRandom random = new SplittableRandom();
        long nowNanos = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long user = FIRST_USER + i;
            GameClient client = new GameClient(
                    runtime,
                    endpoints,
                    ClientOptions.DEFAULT,
                    event -> log.accept("user " + user + ": " + Notices.text(event)));
            bots.add(new Bot(client, user, random.split(), nowNanos + STEP_NANOS * i / count));
        }
        if (count > 0) {
            Thread.ofPlatform().name("bots").daemon().start(this::drive);
        }
    }

    int count() {
        return bots.size();
    }

    long acknowledged() {
        return acknowledged.get();
    }

    long failed() {
        return failed.get();
    }

    String lastError() {
        return lastError;
    }

    GapMeter gaps() {
        return gaps;
    }

    @Override
    public void close() {
        stopped = true;
        runtime.close();
    }

    private void drive() {
        while (!stopped) {
            long nowNanos = System.nanoTime();
            long nextNanos = nowNanos + STEP_NANOS;
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
            dueNanos += STEP_NANOS * (1 + (nowNanos - dueNanos) / STEP_NANOS);
            switch (state) {
                case OUT -> {
                    state = State.LOGGING_IN;
                    dueNanos += LOGIN_AGAIN_NANOS - STEP_NANOS;
                    count(client.login(user), State.IN);
                }
                case LOGGING_IN -> {}
                case IN -> act();
            }
        }

        private void act() {
            if (random.nextDouble() < AOE_SHARE) {
                count(client.aoe(AOE_METRES, 1), State.IN);
                return;
            }
            forth = !forth;
            heading = forth
                    ? random.nextDouble(2 * Math.PI)
                    : heading + Math.PI; // and back again: they stay where they are
            count(
                    client.setVelocity(
                            WALK_METRES_PER_SECOND * Math.cos(heading), WALK_METRES_PER_SECOND * Math.sin(heading)),
                    State.IN);
        }

        private void count(CompletableFuture<?> answer, State then) {
            answer.whenComplete((message, problem) -> {
                if (problem == null) {
                    state = then;
                    acknowledged.incrementAndGet();
                    gaps.acknowledged(System.nanoTime());
                } else if (!(problem instanceof GameClientException.Closed)) {
                    boolean out = state == State.LOGGING_IN
                            || problem instanceof GameClientException.Kicked
                            || problem instanceof GameClientException.Refused;
                    state = out ? State.OUT : state;
                    failed.incrementAndGet();
                    lastError = problem.getMessage();
                }
            });
        }
    }
}
