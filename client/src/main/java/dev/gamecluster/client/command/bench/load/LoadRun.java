package dev.gamecluster.client.command.bench.load;

import dev.gamecluster.client.EndpointSource;
import dev.gamecluster.client.command.bench.load.Progress.Phase;
import dev.gamecluster.client.command.bench.result.Interval;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Makes one load, on the thread that calls {@link #run}:
 *
 * <ol>
 *   <li>Log clients in, so many a second.
 *   <li>Open loop: requests are due at random moments, independent of each other and of all answers. Clients with Poisson arrivals of
 *       rate r, all n together, are one Poisson process of rate n·r in which each arrival belongs to a client drawn at random; so one
 *       number has to be kept instead of n. Closed loop: each client is given work whenever less than {@code inFlight} is on its way.
 *   <li>Warm up, measure, give no more work, wait for the answers that are still due, log out.
 * </ol>
 */
public final class LoadRun implements Stage {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;
    /** After the last login was due; who is not in by then comes late to the measurement. */
    private static final long LOGIN_PATIENCE_NANOS = 30 * NANOS_PER_SECOND;

    private static final long DRAIN_NANOS = 5 * NANOS_PER_SECOND;
    private static final long INTERRUPTED_DRAIN_NANOS = 300 * NANOS_PER_MILLI;
    private static final long LEAVE_NANOS = 300 * NANOS_PER_MILLI;
    private static final int SHORT_RUN_SECONDS = 20;
    private static final long SHORT_INTERVAL_NANOS = 100 * NANOS_PER_MILLI;
    private static final long LONG_INTERVAL_NANOS = NANOS_PER_SECOND;
    private static final long SWEEP_NANOS = 10 * NANOS_PER_MILLI;
    /** A client is looked at in every tenth sweep. */
    private static final int SWEEP_PARTS = 10;
    /** Requests sent between two looks at the sockets. */
    private static final int BATCH = 32;

    private record Wake(long atNanos, LoadClient client) {}

    private final Scenario scenario;
    private final Consumer<Progress> observer;
    private final SocketLoop loop;
    private final Recorder recorder = new Recorder();
    private final GeneratorWatch watch = new GeneratorWatch();
    private final SplittableRandom random;
    private final OperationChoice choice;
    private final List<LoadClient> clients = new ArrayList<>();
    private final List<LoadClient> playing = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final PriorityQueue<Wake> wakes =
            new PriorityQueue<>(Comparator.comparingLong(Wake::atNanos)); // moments of one run: far from any overflow
    private final long intervalNanos;

    private Phase phase = Phase.LOGIN;
    private long phaseNanos;
    private long startNanos;
    private int started;
    private long arrivalNanos;
    private long sweepNanos;
    private int sweepPart;
    private long beginNanos;
    private long endNanos;
    private long nextIntervalNanos;
    private long nextSecondNanos;
    private volatile boolean stopAsked;

    private LoadRun(Scenario scenario, long seed, Consumer<Progress> observer) {
        this.scenario = scenario;
        this.observer = observer;
        this.loop = new SocketLoop(
                scenario.isOpenLoop() ? scenario.ratePerClient() * scenario.clients() : scenario.rampPerSecond());
        this.random = new SplittableRandom(seed);
        this.choice = new OperationChoice(scenario.mix(), random.split());
        this.intervalNanos =
                scenario.durationSeconds() <= SHORT_RUN_SECONDS ? SHORT_INTERVAL_NANOS : LONG_INTERVAL_NANOS;
    }

    /**
     * Players of a game.
     *
     * @param firstUser the players are this user and the following ones
     * @param observer is told once a second how it stands, on the run's thread
     */
    public static LoadRun ofGame(
            Scenario scenario, long seed, long firstUser, EndpointSource endpoints, Consumer<Progress> observer) {
        LoadRun run = new LoadRun(scenario, seed, observer);
        GameUser.Surroundings surroundings = new GameUser.Surroundings(
                run, endpoints, RequestWriter.of(scenario), new AnswerScan(), scenario.walks());
        run.populate(index -> new GameUser(surroundings, firstUser + index, run.random.split()));
        return run;
    }

    /** The same number of connections to a redis-server, at the same rate or with as much in flight; every request is a PING. */
    public static LoadRun ofRedis(
            Scenario scenario, long seed, InetSocketAddress address, Consumer<Progress> observer) {
        LoadRun run = new LoadRun(scenario, seed, observer);
        run.populate(index -> new RedisPinger(run, address));
        return run;
    }

    private void populate(IntFunction<LoadClient> client) {
        for (int i = 0; i < scenario.clients(); i++) {
            clients.add(client.apply(i));
        }
    }

    /** Any thread: ends the measurement now; {@link #run} returns soon. */
    public void stop() {
        loop.post(() -> stopAsked = true);
    }

    /** Makes the load. Once. */
    public Measurement run() {
        startNanos = System.nanoTime();
        phaseNanos = startNanos;
        sweepNanos = startNanos;
        nextSecondNanos = startNanos + NANOS_PER_SECOND;
        if (scenario.warmUpSeconds() == 0) {
            measure(startNanos);
        }
        while (phase != Phase.DONE) {
            long nowNanos = System.nanoTime();
            startClients(nowNanos);
            arrivals();
            wakeClients(System.nanoTime());
            sweep(System.nanoTime());
            intervals(System.nanoTime());
            advance(System.nanoTime());
            loop.poll(nextNanos());
        }
        clients.forEach(LoadClient::close);
        loop.close();
        return measurement();
    }

    // ---- work ------------------------------------------------------------------------------------------------------

    private boolean isGivingWork() {
        return phase == Phase.LOGIN || phase == Phase.WARM_UP || phase == Phase.MEASURING;
    }

    private void startClients(long nowNanos) {
        while (isGivingWork() && started < clients.size() && startDueNanos() - nowNanos <= 0) {
            clients.get(started).start(startDueNanos(), nowNanos);
            started++;
        }
    }

    private long startDueNanos() {
        return startNanos + (long) (started * (NANOS_PER_SECOND / scenario.rampPerSecond()));
    }

    private void arrivals() {
        if (!scenario.isOpenLoop() || playing.isEmpty() || !isGivingWork()) {
            return;
        }
        long nowNanos = System.nanoTime();
        for (int sent = 0; sent < BATCH && arrivalNanos - nowNanos <= 0; sent++) {
            if (phase == Phase.MEASURING && arrivalNanos - endNanos >= 0) {
                return; // due after the end
            }
            playing.get(random.nextInt(playing.size())).due(choice.next(), arrivalNanos, nowNanos);
            arrivalNanos += untilNextArrival();
            nowNanos = System.nanoTime();
        }
    }

    private long untilNextArrival() {
        double ratePerNano = scenario.ratePerClient() * playing.size() / NANOS_PER_SECOND;
        return (long) (-Math.log(1 - random.nextDouble()) / ratePerNano);
    }

    @Override
    public void playing(LoadClient client, long nowNanos) {
        playing.add(client);
        if (playing.size() == 1) {
            arrivalNanos = nowNanos + untilNextArrival();
        }
    }

    @Override
    public void finished(LoadClient client, long nowNanos) {
        if (scenario.isOpenLoop() || !isGivingWork()) {
            return;
        }
        while (client.unanswered() < scenario.inFlight() && client.hasRoom()) {
            client.due(choice.next(), nowNanos, nowNanos);
        }
    }

    // ---- time ------------------------------------------------------------------------------------------------------

    @Override
    public void wake(LoadClient client, long atNanos) {
        wakes.add(new Wake(atNanos, client));
    }

    private void wakeClients(long nowNanos) {
        while (!wakes.isEmpty() && wakes.peek().atNanos() - nowNanos <= 0) {
            wakes.poll().client().wake(nowNanos);
        }
    }

    private void sweep(long nowNanos) {
        if (nowNanos - sweepNanos < 0) {
            return;
        }
        sweepNanos = nowNanos + SWEEP_NANOS;
        for (int i = sweepPart; i < started; i += SWEEP_PARTS) {
            clients.get(i).sweep(nowNanos);
        }
        sweepPart = (sweepPart + 1) % SWEEP_PARTS;
    }

    private void intervals(long nowNanos) {
        while (phase == Phase.MEASURING
                && nowNanos - nextIntervalNanos >= 0
                && endNanos - nextIntervalNanos > intervalNanos / 2) { // the last one ends with the run
            recorder.endInterval(nextIntervalNanos);
            nextIntervalNanos += intervalNanos;
        }
        if (nowNanos - nextSecondNanos >= 0) {
            tell(nowNanos);
            nextSecondNanos = nowNanos + NANOS_PER_SECOND;
        }
    }

    private void tell(long nowNanos) {
        Interval second = recorder.endSecond(nowNanos);
        observer.accept(new Progress(
                phase,
                (nowNanos - phaseNanos) / (double) NANOS_PER_SECOND,
                second,
                playing.size(),
                recorder.sent(),
                recorder.failedSoFar(),
                recorder.sendDelayMicros(99),
                recorder.lastTrouble()));
    }

    private long nextNanos() {
        long next = Math.min(sweepNanos, nextSecondNanos);
        if (isGivingWork()) {
            next = started < clients.size() ? Math.min(next, startDueNanos()) : next;
            next = scenario.isOpenLoop() && !playing.isEmpty() ? Math.min(next, arrivalNanos) : next;
        }
        return wakes.isEmpty() ? next : Math.min(next, wakes.peek().atNanos());
    }

    // ---- phases ----------------------------------------------------------------------------------------------------

    private void advance(long nowNanos) {
        switch (phase) {
            case LOGIN -> {
                boolean late = nowNanos - startDueNanos() > LOGIN_PATIENCE_NANOS;
                if (stopAsked || late && playing.isEmpty()) {
                    leave(nowNanos);
                } else if (playing.size() == clients.size() || started == clients.size() && late) {
                    enter(Phase.WARM_UP, nowNanos);
                }
            }
            case WARM_UP -> {
                if (stopAsked) {
                    leave(nowNanos);
                } else if (nowNanos - phaseNanos >= scenario.warmUpSeconds() * NANOS_PER_SECOND) {
                    measure(nowNanos);
                }
            }
            case MEASURING -> {
                if (stopAsked || nowNanos - endNanos >= 0 && isAllGiven(nowNanos)) {
                    drain(nowNanos);
                }
            }
            case DRAINING -> {
                long patience = stopAsked ? INTERRUPTED_DRAIN_NANOS : DRAIN_NANOS;
                if (recorder.open() == 0 || nowNanos - phaseNanos >= patience) {
                    recorder.endInterval(endNanos);
                    leave(nowNanos);
                }
            }
            case LEAVING -> {
                if (nowNanos - phaseNanos >= LEAVE_NANOS) {
                    enter(Phase.DONE, nowNanos);
                }
            }
            case DONE -> {}
        }
    }

    /** Whether everything that was due before the end has been given out, or the generator is hopelessly behind. */
    private boolean isAllGiven(long nowNanos) {
        if (!scenario.isOpenLoop() || playing.isEmpty() || arrivalNanos - endNanos >= 0) {
            return true;
        }
        if (nowNanos - endNanos < DRAIN_NANOS) {
            return false;
        }
        warnings.add("the generator could not send all that was due: the numbers say nothing about the cluster");
        return true;
    }

    private void enter(Phase next, long nowNanos) {
        phase = next;
        phaseNanos = nowNanos;
    }

    private void measure(long nowNanos) {
        if (scenario.warmUpSeconds() > 0 && playing.size() < clients.size()) {
            warnings.add((clients.size() - playing.size()) + " of " + clients.size()
                    + " clients were not logged in when the measurement began: " + recorder.lastTrouble());
        }
        beginNanos = nowNanos;
        endNanos = nowNanos + scenario.durationSeconds() * NANOS_PER_SECOND;
        nextIntervalNanos = nowNanos + intervalNanos;
        recorder.begin(nowNanos, endNanos);
        watch.begin(loop);
        enter(Phase.MEASURING, nowNanos);
    }

    private void drain(long nowNanos) {
        if (stopAsked) {
            endNanos = Math.min(endNanos, nowNanos);
            recorder.endAt(endNanos);
            warnings.add("the run was stopped before its time was over");
        }
        watch.end(loop);
        enter(Phase.DRAINING, nowNanos);
    }

    private void leave(long nowNanos) {
        clients.forEach(client -> client.leave(nowNanos));
        enter(Phase.LEAVING, nowNanos);
    }

    private Measurement measurement() {
        if (playing.isEmpty()) {
            warnings.add("no client could log in: " + recorder.lastTrouble());
        } else if (playing.size() < clients.size()) {
            warnings.add((clients.size() - playing.size()) + " of " + clients.size() + " clients never logged in: "
                    + recorder.lastTrouble());
        }
        return new Measurement(
                recorder.summary(watch.verdict(recorder, scenario.isOpenLoop())),
                recorder.timeline(),
                recorder.curves(),
                beginNanos,
                warnings);
    }

    @Override
    public Recorder recorder() {
        return recorder;
    }

    @Override
    public SocketLoop loop() {
        return loop;
    }
}
