package dev.gamecluster.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorldSnapshotTest {
    private static final int USERS = 3000;
    private static final int PIECE = 97;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldHaveSameHashWhenGivenSameCommands(long seed) {
        World one = new World();
        World two = new World();
        SplittableRandom random = new SplittableRandom(seed);
        SplittableRandom sameRandom = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            live(one, random, 20);
            live(two, sameRandom, 20);
            assertThat(one.hash()).isEqualTo(two.hash()).isEqualTo(one.recomputeHash());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldRestoreTheMomentOfItsBeginWhenTheWorldGoesOn(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        World world = new World();
        for (int i = 0; i < 20; i++) {
            live(world, random, random.nextInt(3000));
            WorldSnapshot snapshot = world.beginSnapshot();
            assertThat(snapshot.hash()).isEqualTo(world.hash());
            assertThat(snapshot.tick()).isEqualTo(world.tick());
            SplittableRandom sameCommands = new SplittableRandom(i);
            World restored = restoreWhileLiving(world, snapshot, new SplittableRandom(i));

            assertThat(restored.hash()).isEqualTo(snapshot.hash()).isEqualTo(restored.recomputeHash());
            assertThat(restored.knownUsers()).isEqualTo(snapshot.users());

            for (int piece = 0; piece < pieces(snapshot); piece++) {
                live(restored, sameCommands, 50);
            }
            assertThat(restored.hash()).isEqualTo(world.hash());
            assertThat(PlainWorld.query(restored, -300, -300, 300, 300))
                    .isEqualTo(PlainWorld.query(world, -300, -300, 300, 300));
            snapshot.close();
        }
    }

    private static int pieces(WorldSnapshot snapshot) {
        return (snapshot.users() + PIECE - 1) / PIECE;
    }

    private static World restoreWhileLiving(World world, WorldSnapshot snapshot, SplittableRandom commands) {
        World restored = World.restoring(snapshot.tick());
        int handedOut = 0;
        while (snapshot.remaining() > 0) {
            live(world, commands, 50);
            handedOut += snapshot.copy(PIECE, restored::restoreUser);
            assertThat(snapshot.remaining()).isEqualTo(snapshot.users() - handedOut);
        }
        assertThat(snapshot.copy(PIECE, restored::restoreUser)).isZero();
        return restored;
    }

    @Test
    void shouldHandOutOldRecordsWhenEverythingChangedBeforeCopying() {
        World world = new World();
        int one = world.login(1, 10, 0);
        int two = world.login(2, 20, 0);
        WorldSnapshot snapshot = world.beginSnapshot();
        world.setVelocity(one, 1, 1);
        world.aoe(two, 50, 5);
        world.step();
        world.logout(one);
        world.login(3, 0, 0);

        World restored = World.restoring(snapshot.tick());
        assertThat(snapshot.copy(100, restored::restoreUser)).isEqualTo(2);

        assertThat(restored.hash()).isEqualTo(snapshot.hash());
        assertThat(restored.isLoggedIn(restored.slotOf(1))).isTrue();
        assertThat(restored.money(restored.slotOf(1))).isZero();
        assertThat(restored.slotOf(3)).isEqualTo(-1);
        assertThat(restored.loggedInUsers()).isEqualTo(2);
    }

    @Test
    void shouldBeCompleteAtOnceWhenTheWorldIsEmpty() {
        World world = new World();
        world.step();
        try (WorldSnapshot snapshot = world.beginSnapshot()) {
            assertThat(snapshot.remaining()).isZero();
            assertThat(World.restoring(snapshot.tick()).hash()).isEqualTo(snapshot.hash());
        }
    }

    @Test
    void shouldAllowOneSnapshotAtATime() {
        World world = new World();
        world.login(1, 0, 0);
        WorldSnapshot snapshot = world.beginSnapshot();
        assertThatIllegalStateException().isThrownBy(world::beginSnapshot);
        assertThatIllegalArgumentException().isThrownBy(() -> snapshot.copy(0, World.restoring(0)::restoreUser));
        snapshot.close();
        snapshot.close();
        assertThatIllegalStateException().isThrownBy(() -> snapshot.copy(1, World.restoring(0)::restoreUser));

        WorldSnapshot next = world.beginSnapshot();
        snapshot.close();
        assertThatIllegalStateException().isThrownBy(world::beginSnapshot);
        next.close();
    }

    @ParameterizedTest
    @CsvSource({
        "NaN, 0, 0, 0, 5, true, x0",
        "0, 1000001, 0, 0, 5, true, y0",
        "0, 0, 21, 0, 5, true, velocity",
        "0, 0, 0, 0, 6, true, sinceTick",
        "0, 0, 0, 0, -1, true, sinceTick",
        "0, 0, 1, 0, 5, false, logged out"
    })
    void shouldRefuseRecordWhenImpossible(
            double x, double y, double vx, double vy, long since, boolean loggedIn, String named) {
        World world = World.restoring(5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> world.restoreUser(1, x, y, vx, vy, since, 0, loggedIn))
                .withMessageContaining(named);
        assertThat(world.knownUsers()).isZero();
    }

    @Test
    void shouldRefuseRecordWhenRestoredTwiceOrTooLate() {
        World world = World.restoring(5);
        world.restoreUser(1, 0, 0, 0, 0, 5, 0, true);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> world.restoreUser(1, 0, 0, 0, 0, 5, 0, true))
                .withMessageContaining("twice");
        world.step();
        assertThatIllegalStateException().isThrownBy(() -> world.restoreUser(2, 0, 0, 0, 0, 5, 0, true));
        assertThatIllegalStateException().isThrownBy(() -> new World().restoreUser(2, 0, 0, 0, 0, 0, 0, true));
    }

    @Test
    void shouldHaveAnotherHashWhenAnythingDiffers() {
        long[] hashes = {
            restored(5, 1, 2, 3, 4, 5, 4, 7, true),
            restored(6, 1, 2, 3, 4, 5, 4, 7, true),
            restored(5, 2, 2, 3, 4, 5, 4, 7, true),
            restored(5, 1, Math.nextUp(2.0), 3, 4, 5, 4, 7, true),
            restored(5, 1, 2, Math.nextUp(3.0), 4, 5, 4, 7, true),
            restored(5, 1, 2, 3, Math.nextUp(4.0), 5, 4, 7, true),
            restored(5, 1, 2, 3, 4, Math.nextUp(5.0), 4, 7, true),
            restored(5, 1, 2, 3, 4, 5, 5, 7, true),
            restored(5, 1, 2, 3, 4, 5, 4, 8, true),
            restored(5, 1, 2, 3, 0, 0, 4, 7, true),
            restored(5, 1, 2, 3, 0, 0, 4, 7, false),
            World.restoring(5).hash(),
            new World().hash()
        };
        assertThat(hashes).doesNotHaveDuplicates();
    }

    private static long restored(
            long tick, long id, double x, double y, double vx, double vy, long since, long money, boolean loggedIn) {
        World world = World.restoring(tick);
        world.restoreUser(id, x, y, vx, vy, since, money, loggedIn);
        return world.hash();
    }

    /** The same commands on equal worlds, when the random is the same. */
    private static void live(World world, SplittableRandom random, int commands) {
        for (int i = 0; i < commands; i++) {
            long user = random.nextInt(USERS);
            int slot = world.slotOf(user);
            double a = random.nextDouble(-14, 14);
            double b = random.nextDouble(-14, 14);
            int choice = random.nextInt(20);
            if (slot < 0 || !world.isLoggedIn(slot)) {
                world.login(user, 10 * a, 10 * b);
            } else if (choice == 0) {
                world.logout(slot);
            } else if (choice == 1) {
                world.step();
            } else if (choice < 5) {
                world.aoe(slot, Math.abs(a), random.nextLong(100));
            } else {
                world.setVelocity(slot, a, b);
            }
        }
    }
}
