package dev.gamecluster.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How much work is done, counted rather than timed. */
class WorldWorkTest {
    private static final int USERS = 100_000;

    private final SplittableRandom random = new SplittableRandom(1);
    private final World world = new World();

    @ParameterizedTest
    @CsvSource({"1000, 50", "1000, 20", "1000, 5", "1, 50", "1, 2", "0, 0", "0, 50", "2000000, 50"})
    void shouldExamineFewUsersPerHitWhenManyCluster(double side, double radius) {
        fill(USERS, side);
        for (int i = 0; i < 100; i++) {
            long examinedBefore = world.index().examinedUsers();
            long visitedBefore = world.index().visitedNodes();
            long hits = world.aoe(random.nextInt(USERS), radius, 1);
            assertThat(world.index().examinedUsers() - examinedBefore).isLessThanOrEqualTo(4 * hits + 1000);
            assertThat(world.index().visitedNodes() - visitedBefore).isLessThanOrEqualTo(hits + 500);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 0.3, 0.01, 0})
    void shouldDoWorkLinearInUsersReturnedWhenQueryGrows(double share) {
        fill(USERS, 2_000_000);
        double reach = share * 1_000_000;
        long found = PlainWorld.query(world, -reach, -reach, reach, reach).size();
        assertThat(world.index().examinedUsers()).isLessThanOrEqualTo(found + 5_000);
        assertThat(world.index().visitedNodes()).isLessThanOrEqualTo(found + 1_000);
    }

    @Test
    void shouldVisitOneNodeWhenWorldIsNearlyEmpty() {
        world.login(1, 5, 5);
        world.login(2, 500_000, 5);
        assertThat(PlainWorld.query(world, -1e6, -1e6, 1e6, 1e6)).hasSize(2);
        assertThat(world.index().visitedNodes()).isOne();
    }

    @Test
    void shouldMergeLeavesWhenUsersHaveLeft() {
        fill(USERS, 1000);
        for (int slot = 0; slot < USERS; slot++) {
            world.logout(slot);
        }
        assertThat(PlainWorld.query(world, 100, 100, 200, 200)).isEmpty();
        assertThat(world.index().visitedNodes()).isOne();
    }

    @Test
    void shouldMergeLeavesWhenUsersHaveWalkedAway() {
        fill(5000, 100);
        for (int slot = 0; slot < 5000; slot++) {
            double angle = random.nextDouble(2 * Math.PI);
            world.setVelocity(slot, 19 * Math.cos(angle), 19 * Math.sin(angle));
        }
        for (int tick = 0; tick < 50_000; tick++) {
            world.step();
        }
        PlainWorld.query(world, -100, -100, 100, 100);
        // The way down to the empty centre, in each of the root's quadrants; unmerged it would be thousands.
        assertThat(world.index().visitedNodes()).isLessThan(200);
    }

    @Test
    void shouldNotTouchAnybodyWhenAllRest() {
        fill(USERS, 1000);
        steps(40_000);
        assertThat(world.index().keptAppointments()).isZero();
    }

    @Test
    void shouldTouchOnlyUsersThatMayCrossWhenAllWalk() {
        fill(USERS, 2_000_000);
        walk(1.4);
        steps(20_000);
        // Each is looked at every 8192 to 16383 ticks, and seldom besides: leaves are kilometres wide.
        assertThat(world.index().keptAppointments()).isBetween(USERS / 2L, 4L * USERS);
    }

    @Test
    void shouldNotLookAtUsersAllTheTimeWhenTheyPushAgainstTheBorder() {
        for (int slot = 0; slot < 1000; slot++) {
            world.login(slot, 999_999, slot);
            world.setVelocity(slot, 20, 0);
        }
        steps(1000);
        assertThat(world.index().keptAppointments()).isLessThan(5_000);
    }

    @Test
    void shouldNotLookAtUserAllTheTimeWhenItTurnsOften() {
        int slot = world.login(1, 100, 100);
        for (int i = 0; i < 10_000; i++) {
            world.setVelocity(slot, i % 7, -i % 5);
            world.step();
        }
        assertThat(world.index().keptAppointments()).isLessThan(10);
    }

    private void fill(int users, double side) {
        for (int slot = 0; slot < users; slot++) {
            double x = side == 0 ? 0.5 : random.nextDouble(-side / 2, side / 2);
            double y = side == 0 ? 0.5 : random.nextDouble(-side / 2, side / 2);
            world.login(slot, x, y);
        }
    }

    private void walk(double speed) {
        for (int slot = 0; slot < world.knownUsers(); slot++) {
            double angle = random.nextDouble(2 * Math.PI);
            world.setVelocity(slot, speed * Math.cos(angle), speed * Math.sin(angle));
        }
    }

    private void steps(int ticks) {
        for (int i = 0; i < ticks; i++) {
            world.step();
        }
    }
}
