package dev.gamecluster.client.command.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.client.EndpointSource;
import dev.gamecluster.client.FakeNode;
import dev.gamecluster.client.FakeWorld;
import dev.gamecluster.client.NodeEndpoint;
import dev.gamecluster.client.command.bench.result.KindSummary;
import dev.gamecluster.client.command.bench.result.Summary;
import dev.gamecluster.protocol.client.ErrorCode;
import dev.gamecluster.protocol.client.Request;
import dev.gamecluster.protocol.client.ServerMessage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The generator against nodes of a test: real sockets, the real protocol, a ROUTER of JeroMQ. */
@Timeout(120)
class LoadRunTest {
    private static final long FIRST_USER = 1_000;
    private static final int CLIENTS = 5;

    private final FakeWorld world = new FakeWorld();
    private final FakeNode first = new FakeNode("first", world);
    private final FakeNode second = new FakeNode("second", world);
    private final AtomicReference<NodeEndpoint> where = new AtomicReference<>();
    private final EndpointSource endpoints = () -> CompletableFuture.completedFuture(where.get());

    @BeforeEach
    void startOnTheFirst() {
        where.set(first.endpoint());
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    @Test
    void shouldMakeTheLoadItSays() {
        Measurement measured =
                run(openLoop(100, 1, Map.of(Operation.QUERY, 1.0, Operation.SET_VELOCITY, 1.0)), progress -> {});
        Summary summary = measured.summary();
        assertThat(summary.due()).isBetween(388L, 612L); // 500, five standard deviations
        assertThat(summary.answered()).isEqualTo(summary.due());
        assertThat(summary.sent()).isEqualTo(summary.due());
        assertThat(summary.failed() + summary.unanswered() + summary.sessionsLost() + summary.reconnects())
                .isZero();
        KindSummary query = summary.kinds().get(0);
        KindSummary write = summary.kinds().get(1);
        assertThat(query.kind()).isEqualTo("query");
        assertThat(write.kind()).isEqualTo("write");
        assertThat(query.count() + write.count()).isEqualTo(summary.due());
        assertThat(query.count()).isBetween(summary.due() / 2 - 60, summary.due() / 2 + 60);
        assertThat(measured.timeline()).hasSize(10);
        assertThat(measured.timeline().stream()
                        .mapToLong(interval -> interval.due())
                        .sum())
                .isEqualTo(summary.due());
        shouldHaveAppliedEachOnce();
    }

    @Test
    void shouldMakeTheSameLoadWhenTheServerDoesNotAnswer() {
        first.answerInstead(request -> request instanceof Request.Query ? new ServerMessage.Unknown("silence") : null);
        LoadRun[] run = new LoadRun[1];
        Scenario scenario = openLoop(40, 1, Map.of(Operation.QUERY, 1.0));
        run[0] = LoadRun.ofGame(scenario, 1, FIRST_USER, endpoints, progress -> {
            if (progress.phase() == Progress.Phase.DRAINING) {
                run[0].stop();
            }
        });
        Summary summary = run[0].run().summary();
        assertThat(summary.due()).isBetween(130L, 270L);
        assertThat(summary.answered()).isZero();
        assertThat(summary.unanswered()).isEqualTo(summary.due());
    }

    @Test
    void shouldResumeSessionsAndRepeatWritesWhenTheNodeIsLost() {
        Scenario scenario = openLoop(20, 3, Map.of(Operation.SET_VELOCITY, 1.0));
        Measurement measured = run(scenario, progress -> {
            if (progress.phase() == Progress.Phase.MEASURING && progress.phaseSeconds() > 0.5 && isOnFirst()) {
                first.mute(); // what is applied from here on is answered by the second
                where.set(second.endpoint());
                first.close();
            }
        });
        Summary summary = measured.summary();
        assertThat(summary.reconnects()).isEqualTo(CLIENTS);
        assertThat(summary.sessionsLost()).isZero();
        assertThat(summary.failed()).isZero();
        assertThat(summary.unanswered()).isZero();
        assertThat(summary.answered()).isEqualTo(summary.due()).isGreaterThan(180);
        assertThat(second.operations()).contains("Login", "SetVelocity");
        shouldHaveAppliedEachOnce();
        assertThat(sessions()).hasSize(CLIENTS);
    }

    @Test
    void shouldGoWhereItIsRedirected() {
        Scenario scenario = openLoop(20, 3, Map.of(Operation.SET_VELOCITY, 1.0, Operation.QUERY, 1.0));
        Measurement measured = run(scenario, progress -> {
            if (progress.phase() == Progress.Phase.MEASURING && isOnFirst()) {
                where.set(second.endpoint());
                first.sendToAll(new ServerMessage.Redirect("draining"));
            }
        });
        assertThat(measured.summary().redirects()).isEqualTo(CLIENTS);
        assertThat(measured.summary().reconnects()).isEqualTo(CLIENTS);
        assertThat(measured.summary().sessionsLost()).isZero();
        assertThat(measured.summary().answered()).isEqualTo(measured.summary().due());
        assertThat(second.received().stream().filter(Request.Query.class::isInstance))
                .allMatch(query -> ((Request.Query) query).minimumTick() > 0);
        shouldHaveAppliedEachOnce();
        assertThat(sessions()).hasSize(CLIENTS);
    }

    @Test
    void shouldCountLostSessionsAndTheirWritesInDoubt() {
        Scenario scenario = openLoop(20, 3, Map.of(Operation.SET_VELOCITY, 1.0));
        Measurement measured = run(scenario, progress -> {
            if (progress.phase() == Progress.Phase.MEASURING && isOnFirst()) {
                world.forgetSessions();
                where.set(second.endpoint());
                first.close();
            }
        });
        assertThat(measured.summary().sessionsLost()).isEqualTo(CLIENTS);
        assertThat(measured.summary().answered() + measured.summary().failed())
                .isEqualTo(measured.summary().due());
    }

    @Test
    void shouldRepeatWithTheSameIdWhatIsUnavailable() {
        Set<String> refused = new HashSet<>();
        first.answerInstead(request -> request instanceof Request.SetVelocity set && refused.add(set.toString())
                ? ServerMessage.Failed.of(set.id(), ErrorCode.UNAVAILABLE, "by the test")
                : null);
        Summary summary = run(openLoop(5, 1, Map.of(Operation.SET_VELOCITY, 1.0)), progress -> {})
                .summary();
        assertThat(summary.answered()).isEqualTo(summary.due()).isPositive();
        assertThat(summary.errorsByCode().get("UNAVAILABLE")).isPositive();
        assertThat(summary.kinds().getFirst().p50()).isGreaterThan(240_000);
        shouldHaveAppliedEachOnce();
    }

    @Test
    void shouldCountRequestsThatAreRefusedForGoodAsFailed() {
        first.answerInstead(request -> request instanceof Request.Query query
                ? ServerMessage.Failed.of(query.id(), ErrorCode.OUT_OF_RANGE, "by the test")
                : null);
        Summary summary = run(openLoop(10, 1, Map.of(Operation.QUERY, 1.0)), progress -> {})
                .summary();
        assertThat(summary.failed()).isEqualTo(summary.due()).isPositive();
        assertThat(summary.errorsByCode())
                .containsOnlyKeys("OUT_OF_RANGE"); // counted by when they came, not by when they were due
    }

    @Test
    void shouldLogOutAndInAgain() {
        Summary summary = run(openLoop(20, 1, Map.of(Operation.RELOGIN, 1.0)), progress -> {})
                .summary();
        assertThat(summary.kinds().getFirst().kind()).isEqualTo("login");
        assertThat(summary.answered()).isEqualTo(summary.due()).isGreaterThan(50);
        assertThat(summary.sessionsLost() + summary.reconnects()).isZero();
        assertThat(sessions().size()).isGreaterThan(50);
    }

    @Test
    void shouldKeepSoManyInFlight() {
        Scenario scenario = closedLoop(7, 1);
        Summary summary = run(scenario, progress -> {}).summary();
        assertThat(summary.answered()).isEqualTo(summary.due()).isGreaterThan(200);
        assertThat(summary.unanswered()).isZero();
        shouldHaveAppliedEachOnce();
    }

    @Test
    void shouldNotHaveMoreInFlight() {
        first.answerInstead(
                request -> request instanceof Request.SetVelocity ? new ServerMessage.Unknown("silence") : null);
        LoadRun[] run = new LoadRun[1];
        run[0] = LoadRun.ofGame(closedLoop(7, 1), 1, FIRST_USER, endpoints, progress -> {
            if (progress.phase() == Progress.Phase.DRAINING) {
                run[0].stop();
            }
        });
        run[0].run();
        assertThat(first.operations().stream().filter("SetVelocity"::equals)).hasSize(7 * CLIENTS);
    }

    @Test
    void shouldEndEarlyWithWhatItHas() {
        LoadRun[] run = new LoadRun[1];
        run[0] = LoadRun.ofGame(openLoop(50, 600, Map.of(Operation.QUERY, 1.0)), 1, FIRST_USER, endpoints, progress -> {
            if (progress.phase() == Progress.Phase.MEASURING) {
                run[0].stop();
            }
        });
        Measurement measured = run[0].run();
        assertThat(measured.summary().measuredSeconds()).isBetween(0.01, 10.0);
        assertThat(measured.summary().answered()).isPositive();
        assertThat(measured.warnings()).contains("the run was stopped before its time was over");
    }

    @Test
    void shouldSayWhyNobodyCouldLogIn() {
        where.set(new NodeEndpoint("nobody", "tcp://127.0.0.1:1"));
        LoadRun[] run = new LoadRun[1];
        run[0] = LoadRun.ofGame(openLoop(1, 1, Map.of(Operation.QUERY, 1.0)), 1, FIRST_USER, endpoints, progress -> {
            if (!progress.trouble().isEmpty()) {
                run[0].stop();
            }
        });
        Measurement measured = run[0].run();
        assertThat(measured.beginNanos()).isZero();
        assertThat(measured.warnings())
                .singleElement()
                .asString()
                .contains("no client could log in")
                .contains("refused");
    }

    // ---- the parts -------------------------------------------------------------------------------------------------

    private Measurement run(Scenario scenario, Consumer<Progress> observer) {
        return LoadRun.ofGame(scenario, 1, FIRST_USER, endpoints, observer).run();
    }

    private boolean isOnFirst() {
        return where.get().equals(first.endpoint());
    }

    private Set<String> sessions() {
        Set<String> sessions = new HashSet<>();
        world.log().forEach(applied -> sessions.add(applied.session()));
        return sessions;
    }

    /** Each write of each session once, in the order of the ids. */
    private void shouldHaveAppliedEachOnce() {
        Map<String, Long> newest = new HashMap<>();
        for (FakeWorld.Applied applied : world.log()) {
            assertThat(applied.write().id()).isGreaterThan(newest.getOrDefault(applied.session(), 0L));
            newest.put(applied.session(), applied.write().id());
        }
    }

    private static Scenario openLoop(double ratePerClient, int seconds, Map<Operation, Double> mix) {
        return scenario(ratePerClient, 0, seconds, mix);
    }

    private static Scenario closedLoop(int inFlight, int seconds) {
        return scenario(0, inFlight, seconds, Map.of(Operation.SET_VELOCITY, 1.0));
    }

    private static Scenario scenario(double rate, int inFlight, int seconds, Map<Operation, Double> mix) {
        boolean walks = inFlight == 0 && !mix.containsKey(Operation.RELOGIN);
        return new Scenario(
                "test", "", CLIENTS, 0, 100, 1_000, 1, seconds, rate, inFlight, walks, mix, 10, 10, 1, List.of(), "");
    }
}
