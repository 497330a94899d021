package dev.gamecluster.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Area effects and queries, sentence by sentence of the contract. */
class WorldAreaTest {
    private final World world = new World();

    @ParameterizedTest
    @CsvSource({
        "3, 4, 5, true",
        "3, 4.0001, 5, false",
        "50, 0, 50, true",
        "50.0001, 0, 50, false",
        "0, -50, 50, true",
        "30, -40, 50, true",
        "36, 36, 50, false",
        "0, 0, 0, true",
        "0.0001, 0, 0, false"
    })
    void shouldHitWhenWithinRadiusBorderIncluded(double dx, double dy, double radius, boolean hit) {
        int caller = world.login(1, 1000, -1000);
        int other = world.login(2, 1000 + dx, -1000 + dy);

        assertThat(world.aoe(caller, radius, 7)).isEqualTo(hit ? 1 : 0);

        assertThat(world.money(other)).isEqualTo(hit ? 7 : 0);
        assertThat(world.money(caller)).isZero();
        assertThat(world.hash()).isEqualTo(world.recomputeHash());
    }

    @Test
    void shouldHitWhereUsersAreNowWhenTheyMove() {
        int caller = world.login(1, 0, 0);
        int other = world.login(2, 60, 0);
        world.setVelocity(other, -20, 0);
        for (int tick = 0; tick < 24; tick++) {
            world.step();
            assertThat(world.aoe(caller, 50, 1)).isZero();
        }
        world.step();
        assertThat(world.aoe(caller, 50, 1)).isOne();
    }

    @Test
    void shouldAddUnsignedAndSaturateWhenMoneyOverflows() {
        int caller = world.login(1, 0, 0);
        int other = world.login(2, 0, 0);
        world.aoe(caller, 1, Long.MAX_VALUE);
        world.aoe(caller, 1, Long.MAX_VALUE);
        assertThat(world.money(other)).isEqualTo(-2L);
        world.aoe(caller, 1, 1);
        assertThat(world.money(other)).isEqualTo(-1L);
        world.aoe(caller, 1, 1);
        assertThat(world.money(other)).isEqualTo(-1L);
        assertThat(world.aoe(caller, 1, -1L)).isOne();
        assertThat(world.money(other)).isEqualTo(-1L);
        assertThat(world.hash()).isEqualTo(world.recomputeHash());
    }

    @Test
    void shouldNeitherHitNorReturnUserWhenLoggedOut() {
        int caller = world.login(1, 0, 0);
        int other = world.login(2, 1, 1);
        world.logout(other);

        assertThat(world.aoe(caller, 50, 5)).isZero();
        assertThat(world.money(other)).isZero();
        assertThat(PlainWorld.query(world, -10, -10, 10, 10).keySet()).containsExactly(1L);

        world.login(2, 0, 0);
        assertThat(world.aoe(caller, 50, 5)).isOne();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, -0.001, 50.001, Double.POSITIVE_INFINITY})
    void shouldRefuseRadiusWhenOutOfRange(double radius) {
        int caller = world.login(1, 0, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> world.aoe(caller, radius, 1))
                .withMessageContaining("radius is " + radius);
    }

    @Test
    void shouldHitAcrossBoundariesOfTheIndexWhenLeavesAreSmall() {
        int caller = world.login(0, 0, 0);
        long user = 1;
        for (int x = -60; x <= 60; x++) {
            for (int y = -60; y <= 60; y++) {
                world.login(user++, x, y);
            }
        }
        int expected = -1; // the caller itself
        for (int x = -50; x <= 50; x++) {
            for (int y = -50; y <= 50; y++) {
                expected += x * x + y * y <= 2500 ? 1 : 0;
            }
        }
        assertThat(world.aoe(caller, 50, 1)).isEqualTo(expected + 1);
    }

    @ParameterizedTest
    @CsvSource({
        "10, 20, 10, 20, true", // a point
        "9, 19, 10, 20, true", // upper corner included
        "10, 20, 11, 21, true", // lower corner included
        "10.0001, 19, 12, 21, false",
        "9, 19, 9.9999, 21, false",
        "9, 20.0001, 12, 21, false",
        "9, 19, 12, 19.9999, false",
        "-1e9, -1e9, 1e9, 1e9, true", // beyond the map on all sides
        "-1e300, -1e300, 1e300, 1e300, true", // far beyond
        "-1e6, 20, 1e6, 20, true" // a line
    })
    void shouldReturnUserWhenInClosedRectangle(double minX, double minY, double maxX, double maxY, boolean found) {
        world.login(5, 10, 20);
        assertThat(PlainWorld.query(world, minX, minY, maxX, maxY).keySet()).isEqualTo(found ? Set.of(5L) : Set.of());
    }

    @Test
    void shouldReturnUsersOnTheBorderWhenRectangleOnlyTouchesTheMap() {
        world.login(1, 1e6, 0);
        world.login(2, -1e6, -1e6);
        world.login(3, 0, 1e6);
        assertThat(PlainWorld.query(world, 1e6, -5, 2e6, 5).keySet()).containsExactly(1L);
        assertThat(PlainWorld.query(world, -2e6, -2e6, -1e6, -1e6).keySet()).containsExactly(2L);
        assertThat(PlainWorld.query(world, 0, 1e6, 0, 1e6).keySet()).containsExactly(3L);
        assertThat(PlainWorld.query(world, 1_000_000.1, -1e9, 1e9, 1e9)).isEmpty();
        assertThat(PlainWorld.query(world, -1e9, -1e9, 1e9, -1_000_000.1)).isEmpty();
    }

    @Test
    void shouldSayWhereTheUserIsNowWhenAsked() {
        int slot = world.login(9, 2, 3);
        world.setVelocity(slot, 10, -10);
        for (int i = 0; i < 5; i++) {
            world.step();
        }
        assertThat(PlainWorld.query(world, 2.9, 1.9, 3.1, 2.1))
                .containsEntry(9L, "at " + world.x(slot) + " " + world.y(slot) + " moving 10.0 -10.0 has 0");
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 0, 0", "0, 1, 0, 0", "NaN, 0, 0, 0", "0, 0, 0, NaN", "-Infinity, 0, 0, 0", "0, 0, 0, Infinity"})
    void shouldRefuseRectangleWhenNotAnOrderedFiniteOne(double minX, double minY, double maxX, double maxY) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlainWorld.query(world, minX, minY, maxX, maxY))
                .withMessageContaining("finite and in this order");
    }
}
