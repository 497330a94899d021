package dev.gamecluster.gameserver.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.protocol.client.ErrorCode;
import dev.gamecluster.protocol.client.Request;
import dev.gamecluster.protocol.client.ServerMessage;
import dev.gamecluster.protocol.client.ServerMessage.AoeApplied;
import dev.gamecluster.protocol.client.ServerMessage.Applied;
import dev.gamecluster.protocol.client.ServerMessage.Failed;
import dev.gamecluster.protocol.client.ServerMessage.Kicked;
import dev.gamecluster.protocol.client.ServerMessage.LoggedIn;
import dev.gamecluster.protocol.client.ServerMessage.QueryResult;
import dev.gamecluster.protocol.client.ServerMessage.Redirect;
import dev.gamecluster.protocol.client.UserList;
import dev.gamecluster.protocol.node.ControlMessage.Heartbeat;
import dev.gamecluster.protocol.node.ControlMessage.Prepare;
import dev.gamecluster.protocol.node.ControlMessage.Prepared;
import dev.gamecluster.protocol.node.ControlMessage.Protection;
import dev.gamecluster.protocol.node.ControlMessage.StepDown;
import dev.gamecluster.protocol.node.ControlMessage.SteppedDown;
import dev.gamecluster.protocol.node.Delta;
import dev.gamecluster.protocol.node.LogRecord;
import dev.gamecluster.protocol.node.PeerMessage;
import dev.gamecluster.protocol.node.Position;
import dev.gamecluster.protocol.node.Role;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A master and its slaves, from the loss bound to a change of reign; the test is the registry. */
class ReplicationTest {
    private static final long ONE = 101;
    private static final long TWO = 102;
    private static final long USER = 42;
    private static final long OTHER = 43;
    private static final int SMALL_RING_BYTES = 20_000;

    private final MemoryCluster cluster = new MemoryCluster();
    private final MemoryNode master =
            cluster.add(1, NodeSettings.defaults().withRingBytes(SMALL_RING_BYTES), TicketCheck.NOT_REQUIRED);
    private final MemoryNode slave = cluster.add(2);

    @BeforeEach
    void beginProtectedReign() {
        cluster.assign(1, master, Protection.LIFTED, master, slave);
        admitted(slave);
        cluster.assign(1, master, Protection.ENFORCED, master, slave);
    }

    private void admitted(MemoryNode node) {
        cluster.until(() -> node.view().admittedSeq() > 0 && node.view().following());
    }

    private static Request.SetVelocity velocity(long id, double x) {
        return new Request.SetVelocity(id, x, 0);
    }

    private static Request.Aoe aoe(long id) {
        return new Request.Aoe(id, 50, 10);
    }

    private static UserList world(MemoryNode node) {
        node.send(999, new Request.Query(1, -2e6, -2e6, 2e6, 2e6, 0));
        return node.only(999, QueryResult.class).users();
    }

    private static long money(MemoryNode node, long user) {
        UserList users = world(node);
        for (int i = 0; i < users.size(); i++) {
            if (users.id(i) == user) {
                return users.money(i);
            }
        }
        throw new AssertionError("no user " + user);
    }

    /** Equal seq means equal hash. */
    private void sameWorld(MemoryNode... nodes) {
        cluster.until(() -> java.util.Arrays.stream(nodes).allMatch(node -> node.seq() == nodes[0].seq()));
        for (MemoryNode node : nodes) {
            assertThat(node.core.state().hash()).isEqualTo(nodes[0].core.state().hash());
            assertThat(node.core.state().recomputeHash())
                    .isEqualTo(node.core.state().hash());
        }
    }

    private void slaveDoesNotAcknowledge() {
        slave.losesSent = PeerMessage.Ack.class::isInstance;
    }

    private void slaveAcknowledges() {
        slave.losesSent = message -> false;
    }

    @Nested
    class Acknowledging {
        @Test
        void shouldAnswerTheMastersClientOnlyWhenASlaveHasIt() {
            slaveDoesNotAcknowledge();
            master.send(ONE, new Request.Login(1, USER, null, null));
            cluster.run(20);
            assertThat(master.hasReceived(ONE)).isFalse();
            slaveAcknowledges();
            cluster.until(() -> master.hasReceived(ONE));

            assertThat(slave.core.state().knownUsers()).isEqualTo(1);
            assertThat(slave.core.state().session(1)).isNotNull();
        }

        @Test
        void shouldAnswerTheSlavesClientWhenTheSlaveHasAppliedIt() {
            slave.login(ONE, 1, USER);
            slave.send(ONE, velocity(2, 7));
            while (!slave.hasReceived(ONE)) {
                assertThat(world(slave).velocityX(0)).isZero();
                cluster.step();
            }

            assertThat(world(slave).velocityX(0)).isEqualTo(7);
            assertThat(world(master).velocityX(0)).isEqualTo(7);
        }

        @Test
        void shouldGiveTheSameTickOnEveryNode() {
            LoggedIn login = slave.login(ONE, 1, USER);
            Applied applied = slave.ask(ONE, velocity(2, 7), Applied.class);
            cluster.run(300);
            master.resume(TWO, 3, USER, login.session());

            assertThat(master.ask(TWO, velocity(2, 7), Applied.class)).isEqualTo(applied);
        }

        @Test
        void shouldNotTellClientsOfASlaveThatIsNotAdmitted() {
            MemoryNode late = cluster.add(3);
            late.control(cluster.assignment(1, master, Protection.ENFORCED, false, master, slave));
            cluster.until(() -> late.view().following());
            late.send(ONE, new Request.Login(1, USER, null, null));
            cluster.until(() -> late.core.state().knownUsers() == 1);
            assertThat(late.hasReceived(ONE)).isFalse();

            cluster.assign(1, master, Protection.ENFORCED, master, slave, late);
            cluster.until(() -> late.hasReceived(ONE));

            assertThat(late.view().admittedSeq()).isPositive();
            assertThat(late.only(ONE, LoggedIn.class).user()).isEqualTo(USER);
        }
    }

    @Nested
    class Holding {
        @Test
        void shouldStandStillWhenNoSlaveAcknowledgesAndGoOnWithoutAJump() {
            cluster.run(100);
            slaveDoesNotAcknowledge();
            cluster.run(60);
            long tick = master.tick();
            long seq = master.seq();
            assertThat(master.view().holding()).isTrue();
            cluster.run(2_000);
            assertThat(master.tick()).isEqualTo(tick);
            assertThat(master.seq()).isEqualTo(seq);
            assertThat(master.view().heldNanos()).isPositive();

            slaveAcknowledges();
            cluster.run(100);

            assertThat(master.view().holding()).isFalse();
            assertThat(master.tick() - tick)
                    .as("100 ticks were held, a few at most are made up")
                    .isBetween(4L, 11L);
            sameWorld(master, slave);
        }

        @Test
        void shouldNeverHaveMoreUnacknowledgedThanTheBoundAndATick() {
            slaveDoesNotAcknowledge();
            long seq = master.seq();
            cluster.run(1_000);

            long ticks = master.seq() - seq;
            assertThat(ticks).as("records of 30 ms and one more").isBetween(1L, 4L);
        }

        @Test
        void shouldAnswerUnavailableAfterOneSecondAndApplyTheRepeatedWriteOnce() {
            master.login(ONE, 1, USER);
            master.login(TWO, 1, OTHER);
            slaveDoesNotAcknowledge();
            cluster.run(100);
            master.send(ONE, aoe(2));
            cluster.run(995);
            assertThat(master.hasReceived(ONE)).isFalse();
            cluster.run(30);
            assertThat(master.only(ONE, Failed.class).code()).isEqualTo(ErrorCode.UNAVAILABLE);
            cluster.run(200);
            assertThat(master.received(ONE)).as("answered once").isEmpty();

            slaveAcknowledges();
            AoeApplied applied = master.ask(ONE, aoe(2), AoeApplied.class);

            assertThat(applied.hits()).isEqualTo(1);
            assertThat(money(master, OTHER)).isEqualTo(10);
            cluster.run(50);
            assertThat(money(slave, OTHER)).isEqualTo(10);
        }

        @Test
        void shouldRefuseTheWriteAboveTheBoundOfOneSession() {
            master.login(ONE, 1, USER);
            slaveDoesNotAcknowledge();
            cluster.run(100);
            for (int id = 2; id < 258; id++) {
                master.send(ONE, velocity(id, 1));
            }
            assertThat(master.hasReceived(ONE)).isFalse();

            master.send(ONE, velocity(258, 9));
            Failed failed = master.only(ONE, Failed.class);
            assertThat(failed.code()).isEqualTo(ErrorCode.OVERLOADED);
            assertThat(failed.id()).isEqualTo(258);

            slaveAcknowledges();
            cluster.until(() -> world(master).velocityX(0) == 1);
            cluster.run(50);
            assertThat(master.received(ONE)).hasSize(256).allMatch(Applied.class::isInstance);
            assertThat(world(master).velocityX(0))
                    .as("the refused one was not applied")
                    .isEqualTo(1);
        }

        @Test
        void shouldBoundTheCopiesOfOneWrite() {
            master.login(ONE, 1, USER);
            slaveDoesNotAcknowledge();
            cluster.run(100);
            for (int copy = 0; copy < 1_000; copy++) {
                master.send(ONE, velocity(2, 1));
            }
            assertThat(master.received(ONE)).hasSize(1_000 - 256).allMatch(Failed.class::isInstance);

            slaveAcknowledges();
            cluster.run(50);

            assertThat(master.received(ONE)).hasSize(256).allMatch(Applied.class::isInstance);
        }

        @Test
        void shouldAnswerQueriesAndPingsMeanwhile() {
            slaveDoesNotAcknowledge();
            cluster.run(500);

            assertThat(world(master).size()).isZero();
            master.send(ONE, new Request.Ping(1));
            assertThat(master.only(ONE, ServerMessage.Pong.class).lagMillis()).isGreaterThan(400);
        }

        @Test
        void shouldKeepTheBoundWhileAnAdmittedSlaveIsAliveWhateverTheRegistrySays() {
            cluster.assign(1, master, Protection.LIFTED, master, slave);
            slaveDoesNotAcknowledge();
            master.send(ONE, new Request.Login(1, USER, null, null));
            cluster.run(500);

            assertThat(master.hasReceived(ONE)).isFalse();
            assertThat(master.view().protectedWrites()).isTrue();
            assertThat(master.view().holding()).isTrue();
        }

        @Test
        void shouldGoOnUnprotectedWhenTheRegistrySaysThatNoSlaveIsAlive() {
            slave.stopped = true;
            master.send(ONE, new Request.Login(1, USER, null, null));
            cluster.run(500);
            assertThat(master.hasReceived(ONE)).isFalse();

            cluster.assign(1, master, Protection.LIFTED, master);
            cluster.until(() -> master.hasReceived(ONE));

            assertThat(master.view().protectedWrites()).isFalse();
            assertThat(master.core.state().admissions().toList()).isEmpty();
        }

        @Test
        void shouldWaitForASlaveWhenThePolicyIsToHold() {
            slave.stopped = true;
            cluster.assign(1, master, Protection.ENFORCED, master);
            cluster.run(500);
            long tick = master.tick();
            MemoryNode late = cluster.add(3);
            cluster.assign(1, master, Protection.ENFORCED, master, late);

            admitted(late);
            cluster.run(100);

            assertThat(master.tick()).isGreaterThan(tick);
            sameWorld(master, late);
        }
    }

    @Nested
    class CatchingUp {
        @Test
        void shouldFillAGapFromTheRing() {
            long lost = slave.seq() + 3;
            slave.losesFeed = delta -> delta.firstSeq() <= lost && lost <= delta.lastSeq();
            cluster.run(500);

            assertThat(slave.seq()).isGreaterThan(lost);
            assertThat(master.view().snapshotsSent()).isZero();
            assertThat(slave.view().divergences()).isZero();
            sameWorld(master, slave);
        }

        @Test
        void shouldFollowAFeedThatLosesEverySecondDelta() {
            slave.login(ONE, 1, USER);
            int[] count = {0};
            slave.losesFeed = delta -> count[0]++ % 2 == 0;
            for (int id = 2; id < 40; id++) {
                slave.ask(ONE, velocity(id, id % 20), Applied.class);
            }
            slave.losesFeed = delta -> false;
            cluster.run(100);

            assertThat(master.view().snapshotsSent()).isZero();
            sameWorld(master, slave);
        }

        @Test
        void shouldTakeASnapshotWhenTheRingIsTooShort() {
            master.login(TWO, 1, OTHER);
            cluster.assign(1, master, Protection.LIFTED, master);
            slave.stopped = true;
            cluster.run(4_000);
            slave.stopped = false;
            cluster.assign(1, master, Protection.LIFTED, master, slave);
            cluster.until(() -> master.view().snapshotsSent() == 1);
            admitted(slave);
            cluster.run(1_100);

            assertThat(master.view().snapshotsSent()).isEqualTo(1);
            assertThat(slave.view().divergences()).isZero();
            sameWorld(master, slave);
        }

        @Test
        void shouldAnswerRepeatedIdsFromASnapshotsMemory() {
            LoggedIn login = slave.login(ONE, 1, USER);
            slave.login(TWO, 1, OTHER);
            AoeApplied first = slave.ask(ONE, aoe(2), AoeApplied.class);
            cluster.run(4_000);
            MemoryNode late = cluster.add(3);
            cluster.assign(1, master, Protection.ENFORCED, master, slave, late);
            admitted(late);
            assertThat(master.view().snapshotsSent()).isEqualTo(1);

            late.resume(ONE, 3, USER, login.session());

            assertThat(late.ask(ONE, aoe(2), AoeApplied.class)).isEqualTo(first);
            assertThat(money(late, OTHER)).isEqualTo(10);
        }

        @Test
        void shouldDropADivergedCopyAndTakeASnapshotAndServeItsClientsOn() {
            cluster.run(3_000);
            LoggedIn login = slave.login(ONE, 1, USER);
            slave.damagesFeed = ReplicationTest::twistVelocity;
            slave.ask(ONE, velocity(2, 1), Applied.class);
            slave.damagesFeed = delta -> delta;
            assertThat(world(slave).velocityX(0)).isEqualTo(2);
            cluster.until(() -> slave.view().divergences() == 1);
            admitted(slave);

            assertThat(master.view().snapshotsSent()).isEqualTo(1);
            assertThat(slave.reports).anyMatch(sentence -> sentence.contains("differs from the master's"));
            assertThat(world(slave).velocityX(0)).isEqualTo(1);
            for (int id = 3; id < 20; id++) {
                assertThat(slave.ask(ONE, velocity(id, 3), Applied.class).id()).isEqualTo(id);
            }
            assertThat(slave.login(ONE, 50, USER).session()).isEqualTo(login.session());
            sameWorld(master, slave);
        }

        @Test
        void shouldLoseNoWriteThatWaitedWhileTheCopyWasReplaced() {
            cluster.run(3_000);
            slave.login(ONE, 1, USER);
            slave.login(TWO, 1, OTHER);
            slave.damagesFeed = ReplicationTest::twistVelocity;
            slave.ask(ONE, velocity(2, 1), Applied.class);
            slave.damagesFeed = delta -> delta;
            for (int id = 3; slave.view().divergences() == 0; id++) {
                slave.send(ONE, aoe(id));
                cluster.step();
            }
            int sent = 0;
            for (int id = 5_000; id < 5_010; id++) {
                slave.send(ONE, aoe(id));
                sent++;
            }
            cluster.run(500);

            List<ServerMessage> answers = slave.received(ONE);
            assertThat(answers).allMatch(AoeApplied.class::isInstance);
            assertThat(answers.stream().filter(answer -> ((AoeApplied) answer).id() >= 5_000))
                    .hasSize(sent);
            assertThat(money(master, OTHER)).isEqualTo(10L * answers.size());
            assertThat(slave.view().pendingWrites()).isZero();
        }

        @Test
        void shouldNotBelieveAnEmptyReplayWhenItHasNothing() {
            MemoryNode fresh = cluster.add(3);
            fresh.losesSent = message -> true;
            cluster.assign(1, master, Protection.ENFORCED, master, slave, fresh);
            fresh.core.onMaster(new PeerMessage.Replay(1, List.of()), cluster.nowNanos);

            assertThat(fresh.view().following()).isFalse();
        }

        @Test
        void shouldForwardAgainWhatGotLost() {
            slave.login(ONE, 1, USER);
            slave.losesSent = PeerMessage.Forward.class::isInstance;
            slave.send(ONE, velocity(2, 5));
            cluster.run(50);
            slave.losesSent = message -> false;
            cluster.until(() -> slave.hasReceived(ONE));

            assertThat(slave.only(ONE, Applied.class).id()).isEqualTo(2);
        }
    }

    private static Delta twistVelocity(Delta delta) {
        List<Delta.Entry> entries = delta.entries().stream()
                .map(entry -> entry.record() instanceof LogRecord.SetVelocity set
                        ? new Delta.Entry(
                                new LogRecord.SetVelocity(
                                        set.session(), set.requestId(), set.velocityX() + 1, set.velocityY()),
                                entry.outcome())
                        : entry)
                .toList();
        return new Delta(delta.epoch(), delta.firstSeq(), delta.publishedNanos(), entries);
    }

    @Nested
    class Sessions {
        @Test
        void shouldMoveASessionBetweenNodes() {
            LoggedIn login = slave.login(ONE, 1, USER);
            slave.ask(ONE, velocity(2, 4), Applied.class);

            LoggedIn moved = master.resume(TWO, 3, USER, login.session());
            cluster.run(50);

            assertThat(moved.session()).isEqualTo(login.session());
            assertThat(slave.only(ONE, Kicked.class).reason()).isEqualTo("session resumed elsewhere");
            assertThat(world(slave).velocityX(0)).isEqualTo(4);
        }

        @Test
        void shouldKickAcrossNodes() {
            slave.login(ONE, 1, USER);
            master.login(TWO, 1, USER);
            cluster.run(50);

            assertThat(slave.only(ONE, Kicked.class).reason()).isEqualTo("logged in elsewhere");
        }

        @Test
        void shouldClaimBackTheSessionsOfANodeThatWasThoughtLost() {
            LoggedIn login = slave.login(ONE, 1, USER);
            slave.ask(ONE, velocity(2, 4), Applied.class);
            cluster.assign(1, master, Protection.LIFTED, master);
            cluster.run(10);
            assertThat(master.core.state().session(1).deadlineTick()).isPositive();
            cluster.assign(1, master, Protection.LIFTED, master, slave);
            cluster.run(2_000);

            assertThat(master.core.state().session(1).deadlineTick()).isZero();
            assertThat(slave.received(ONE)).isEmpty();
            assertThat(slave.login(ONE, 3, USER).session()).isEqualTo(login.session());
            assertThat(world(master).velocityX(0)).isEqualTo(4);
        }

        @Test
        void shouldReportAClientThatFellSilentOnASlave() {
            slave.login(ONE, 1, USER);
            cluster.run(10_400);
            assertThat(master.core.state().session(1).deadlineTick()).isPositive();
            cluster.run(10_200);

            assertThat(world(slave).size()).isZero();
        }

        @Test
        void shouldSayRedirectWhenTheRegistryDrains() {
            slave.login(ONE, 1, USER);
            slave.control(cluster.assignment(1, master, Protection.ENFORCED, true, master, slave));
            slave.control(cluster.assignment(1, master, Protection.ENFORCED, true, master, slave));

            assertThat(slave.received(ONE)).containsExactly(new Redirect("draining"));
            assertThat(slave.ask(ONE, velocity(2, 1), Applied.class).id())
                    .as("served until it goes")
                    .isEqualTo(2);
        }
    }

    @Nested
    class ChangeOfReign {
        private void loseMaster() {
            master.stopped = true;
            slave.control(new Prepare(2));
            cluster.assign(2, slave, Protection.LIFTED, slave);
        }

        @Test
        void shouldGoOnAtTheNextTickWithTheSameSessions() {
            LoggedIn login = slave.login(ONE, 1, USER);
            slave.ask(ONE, velocity(2, 4), Applied.class);
            cluster.run(100);
            long tick = slave.tick();
            master.stopped = true;
            cluster.run(3_000);
            assertThat(slave.tick() - tick).as("world time stands still").isLessThanOrEqualTo(1);
            tick = slave.tick();

            loseMaster();
            cluster.run(21);

            assertThat(slave.core.role()).isEqualTo(Role.MASTER);
            assertThat(slave.tick()).isEqualTo(tick + 1);
            assertThat(slave.received(ONE)).isEmpty();
            assertThat(slave.login(ONE, 3, USER).session()).isEqualTo(login.session());
            assertThat(world(slave).velocityX(0)).isEqualTo(4);
            assertThat(slave.lastControl(Heartbeat.class).role()).isEqualTo(Role.MASTER);
        }

        @Test
        void shouldApplyWhatWaitedOnce() {
            slave.login(ONE, 1, USER);
            slave.login(TWO, 1, OTHER);
            master.stopped = true;
            slave.send(ONE, aoe(2));
            slave.send(ONE, aoe(3));
            cluster.run(300);
            assertThat(slave.hasReceived(ONE)).isFalse();

            loseMaster();
            cluster.until(() -> slave.hasReceived(ONE));

            assertThat(slave.received(ONE))
                    .extracting(answer -> ((AoeApplied) answer).id())
                    .containsExactly(2L, 3L);
            assertThat(money(slave, OTHER)).isEqualTo(20);
        }

        @Test
        void shouldNotApplyAgainWhatTheOldMasterHadAppliedAndTheSlaveHadNotAnswered() {
            slave.login(ONE, 1, USER);
            slave.login(TWO, 1, OTHER);
            slave.send(ONE, aoe(2));
            cluster.step();
            cluster.step();
            slave.control(new Prepare(2));
            cluster.run(5);
            long applied = money(master, OTHER);
            loseMaster();
            cluster.until(() -> slave.hasReceived(ONE));

            assertThat(applied).isEqualTo(10);
            assertThat(slave.only(ONE, AoeApplied.class).hits()).isEqualTo(1);
            assertThat(money(slave, OTHER)).isEqualTo(10);
        }

        @Test
        void shouldStopApplyingAndAnsweringWhenPrepared() {
            slave.login(ONE, 1, USER);
            slave.control(new Prepare(5));
            Position promised = slave.lastControl(Prepared.class).position();
            slave.send(ONE, velocity(2, 4));
            cluster.run(500);

            assertThat(slave.lastControl(Prepared.class).epoch()).isEqualTo(5);
            assertThat(slave.core.state().position()).isEqualTo(promised);
            assertThat(slave.hasReceived(ONE)).isFalse();
            assertThat(slave.view().following()).isFalse();
            cluster.run(600);
            assertThat(slave.only(ONE, Failed.class).code()).isEqualTo(ErrorCode.UNAVAILABLE);
        }

        @Test
        void shouldAnswerPrepareAgainAndNeverPromiseLess() {
            slave.control(new Prepare(5));
            slave.control(new Prepare(5));
            slave.control(new Prepare(3));
            cluster.assign(4, master, Protection.LIFTED, slave);

            assertThat(slave.control.stream().filter(Prepared.class::isInstance))
                    .hasSize(3)
                    .allMatch(answer -> ((Prepared) answer).epoch() == 5);
            assertThat(slave.view().epoch()).isEqualTo(1);
        }

        @Test
        void shouldStopTheMasterThatPromisedAndAnswerNobody() {
            master.login(ONE, 1, USER);
            master.control(new Prepare(2));
            long seq = master.seq();
            master.send(ONE, velocity(2, 4));
            cluster.run(500);

            assertThat(master.seq()).isEqualTo(seq);
            assertThat(master.hasReceived(ONE)).isFalse();
        }

        @Test
        void shouldTakeASnapshotWhenTheOldMasterIsAheadAndApplyItsClientsWriteOnce() {
            master.login(ONE, 1, USER);
            slave.login(TWO, 1, OTHER);
            master.losesSent = message -> true;
            master.send(ONE, aoe(2));
            cluster.run(200);
            assertThat(master.seq()).isGreaterThan(slave.seq());
            assertThat(master.hasReceived(ONE)).isFalse();
            master.losesSent = message -> false;

            cluster.assign(2, slave, Protection.LIFTED, slave, master);
            cluster.until(() -> master.hasReceived(ONE));

            assertThat(master.only(ONE, AoeApplied.class).hits()).isEqualTo(1);
            assertThat(master.core.role()).isEqualTo(Role.SLAVE);
            assertThat(slave.view().snapshotsSent()).isEqualTo(1);
            assertThat(money(slave, OTHER)).isEqualTo(10);
            sameWorld(slave, master);
        }

        @Test
        void shouldBeginTheNextReignWithWhatItHadNotPublished() {
            slave.login(TWO, 1, OTHER);
            master.send(ONE, new Request.Login(1, USER, null, null));
            master.control(new Prepare(2));
            assertThat(master.core.state().knownUsers())
                    .as("applied, and its delta still open")
                    .isEqualTo(2);

            cluster.assign(2, master, Protection.ENFORCED, master, slave);
            cluster.until(() -> master.hasReceived(ONE));

            assertThat(master.only(ONE, LoggedIn.class).user()).isEqualTo(USER);
            assertThat(master.view().snapshotsSent())
                    .as("the slave is replayed the rest")
                    .isZero();
            sameWorld(master, slave);
        }

        @Test
        void shouldHandOverWithoutLossWhenAskedToStepDown() {
            master.login(ONE, 1, USER);
            slave.login(TWO, 1, OTHER);
            master.send(ONE, aoe(2));
            master.control(new StepDown(1));
            Position last = master.lastControl(SteppedDown.class).position();
            master.send(ONE, aoe(3));
            slave.send(TWO, aoe(2));
            cluster.until(() -> slave.seq() == last.seq());
            cluster.run(100);
            assertThat(slave.seq()).as("the log has ended").isEqualTo(last.seq());

            cluster.assign(2, slave, Protection.LIFTED, slave, master);
            admitted(master);
            cluster.run(50);

            assertThat(master.received(ONE))
                    .containsExactly(new AoeApplied(2, last.tick() + 1, 1), new AoeApplied(3, last.tick() + 1, 1));
            assertThat(slave.received(TWO))
                    .anyMatch(AoeApplied.class::isInstance)
                    .contains(new Redirect("promoted"));
            assertThat(slave.view().snapshotsSent())
                    .as("the old master keeps its world")
                    .isZero();
            assertThat(money(slave, OTHER)).isEqualTo(20);
            assertThat(money(slave, USER)).isEqualTo(10);
            sameWorld(slave, master);
        }

        @Test
        void shouldIgnoreAStepDownOfAnotherReign() {
            master.control(new StepDown(7));
            cluster.run(100);

            assertThat(master.control).noneMatch(SteppedDown.class::isInstance);
            assertThat(slave.seq()).isGreaterThan(master.seq() - 5);
        }

        @Test
        void shouldLetAThirdNodeFollowTheNewMasterFromItsRing() {
            MemoryNode third = cluster.add(3);
            cluster.assign(1, master, Protection.ENFORCED, master, slave, third);
            admitted(third);
            third.login(ONE, 1, USER);
            master.stopped = true;
            cluster.run(100);
            cluster.assign(2, slave, Protection.ENFORCED, slave, third);

            assertThat(third.ask(ONE, velocity(2, 4), Applied.class).id()).isEqualTo(2);
            assertThat(slave.view().snapshotsSent()).isZero();
            sameWorld(slave, third);
        }

        @Test
        void shouldTakeNothingFromTheMasterOfALowerEpoch() {
            cluster.assign(2, slave, Protection.LIFTED, slave);
            MemoryNode third = cluster.add(3);
            cluster.assign(2, slave, Protection.LIFTED, third);
            cluster.until(() -> third.view().following());
            long hash = third.core.state().hash();
            Delta old = new Delta(
                    1,
                    third.seq() + 1,
                    0,
                    List.of(new Delta.Entry(
                            new LogRecord.Tick(third.tick() + 1),
                            new dev.gamecluster.protocol.node.Outcome(
                                    dev.gamecluster.protocol.node.Outcome.Code.APPLIED, 0, 0, 0))));
            third.core.onFeed(old, cluster.nowNanos);
            third.core.onMaster(new PeerMessage.Replay(1, List.of(old)), cluster.nowNanos);

            assertThat(third.core.state().hash()).isEqualTo(hash);
        }
    }
}
