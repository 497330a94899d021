package dev.gamecluster.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Motion and life of a user, sentence by sentence of the contract. */
class WorldTest {
    private final World world = new World();

    @Test
    void shouldBeEmptyAtTickZeroWhenNew() {
        assertThat(world.tick()).isZero();
        assertThat(world.knownUsers()).isZero();
        assertThat(world.loggedInUsers()).isZero();
        assertThat(world.slotOf(42)).isEqualTo(-1);
        assertThat(PlainWorld.query(world, -1e6, -1e6, 1e6, 1e6)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE})
    void shouldCreateUserAtStartWithNothingWhenNeverSeen(long user) {
        int slot = world.login(user, -12.5, 7);

        assertThat(world.slotOf(user)).isEqualTo(slot);
        assertThat(world.userAt(slot)).isEqualTo(user);
        assertThat(world.isLoggedIn(slot)).isTrue();
        assertState(slot, -12.5, 7, 0, 0, 0);
        assertThat(world.knownUsers()).isOne();
        assertThat(world.loggedInUsers()).isOne();
    }

    @Test
    void shouldMoveByVelocityTimesStepWhenOneTickPasses() {
        int slot = world.login(1, 10, 20);
        world.setVelocity(slot, 1.5, -0.5);
        assertState(slot, 10, 20, 1.5, -0.5, 0);

        world.step();

        assertThat(world.tick()).isOne();
        assertState(slot, 10.03, 19.99, 1.5, -0.5, 0);
    }

    @Test
    void shouldUseNewVelocityFromNextStepWhenChangedWhileMoving() {
        int slot = world.login(1, 0, 0);
        world.setVelocity(slot, 10, 0);
        world.step();
        world.step();

        world.setVelocity(slot, 0, -10);
        assertState(slot, 0.4, 0, 0, -10, 0);
        world.step();

        assertState(slot, 0.4, -0.2, 0, -10, 0);
    }

    @Test
    void shouldUseTheLastVelocityWhenSetTwiceInOneTick() {
        int slot = world.login(1, 0, 0);
        world.setVelocity(slot, 20, 0);
        world.setVelocity(slot, 0, 5);
        world.step();
        assertState(slot, 0, 0.1, 0, 5, 0);
    }

    @ParameterizedTest
    @CsvSource({"1, 999999.9", "-1, -999999.9"})
    void shouldStopAtBorderOnOneAxisWhileTheOtherGoesOn(int sign, double start) {
        int slot = world.login(1, start, 5);
        world.setVelocity(slot, sign * 10, 1);
        steps(100);

        assertState(slot, sign * 1e6, 7, sign * 10, 1, 0);
        assertThat(world.x(slot)).isEqualTo(sign * 1e6);
    }

    @Test
    void shouldStopInCornerAndComeBackWhenTurned() {
        int slot = world.login(1, -999_999, 999_999);
        world.setVelocity(slot, -10, 10);
        steps(1000);
        assertState(slot, -1e6, 1e6, -10, 10, 0);

        world.setVelocity(slot, 1, -1);
        steps(50);
        assertState(slot, -999_999, 999_999, 1, -1, 0);
    }

    @Test
    void shouldNotFreezeWhenWalkingSlowlyFarFromTheOrigin() {
        int slot = world.login(1, 900_000, -900_000);
        world.setVelocity(slot, 1.4, -0.001);
        long ticks = 2_000_000;
        for (long i = 0; i < ticks; i++) {
            double before = world.x(slot);
            world.step();
            assertThat(world.x(slot) > before).as("moved at tick %s", i).isTrue();
        }
        BigDecimal walked =
                new BigDecimal("1.4").multiply(new BigDecimal("0.02")).multiply(BigDecimal.valueOf(ticks));
        assertThat(world.x(slot)).isCloseTo(900_000 + walked.doubleValue(), within(1e-6));
        assertThat(world.y(slot)).isCloseTo(-900_040, within(1e-6));
        assertThat(PlainWorld.query(world, world.x(slot), world.y(slot), world.x(slot), world.y(slot)))
                .hasSize(1);
    }

    @Test
    void shouldKeepPositionAndMoneyAndRestWhenUserReturns() {
        int slot = world.login(7, 100, 100);
        int other = world.login(8, 101, 100);
        world.aoe(other, 5, 30);
        world.setVelocity(slot, 5, 0);
        steps(10);
        world.logout(slot);
        assertThat(world.isLoggedIn(slot)).isFalse();
        assertThat(world.loggedInUsers()).isOne();
        assertThat(world.knownUsers()).isEqualTo(2);
        assertState(slot, 101, 100, 0, 0, 30);
        steps(50);

        assertThat(world.login(7, -5, -5)).isEqualTo(slot);
        assertState(slot, 101, 100, 0, 0, 30);
        steps(50);
        assertState(slot, 101, 100, 0, 0, 30);
        assertThat(world.loggedInUsers()).isEqualTo(2);
    }

    @Test
    void shouldNotSeeNegativeZeroWhenGivenOne() {
        World positive = new World();
        positive.setVelocity(positive.login(1, 0.0, 0.0), 0.0, 0.0);
        world.setVelocity(world.login(1, -0.0, -0.0), -0.0, -0.0);
        assertThat(world.hash()).isEqualTo(positive.hash());
        assertThat(Double.doubleToRawLongBits(world.x(0))).isZero();
        assertThat(Double.doubleToRawLongBits(world.velocityY(0))).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1_000_000.1, -1_000_000.1})
    void shouldRefuseStartWhenNotOnMap(double bad) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> world.login(1, bad, 0))
                .withMessageContaining("startX is " + bad);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> world.login(1, 0, bad))
                .withMessageContaining("startY is " + bad);
        assertThat(world.knownUsers()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"NaN, 0", "0, NaN", "Infinity, 0", "0, -Infinity", "20.001, 0", "0, -20.001", "15, 15"})
    void shouldRefuseVelocityWhenNotWithinLimit(double vx, double vy) {
        int slot = world.login(1, 0, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> world.setVelocity(slot, vx, vy))
                .withMessageContaining("velocity (" + vx + ", " + vy + ")");
        assertState(slot, 0, 0, 0, 0, 0);
    }

    @ParameterizedTest
    @CsvSource({"20, 0", "0, -20", "12, 16", "-16, 12"})
    void shouldAcceptVelocityWhenExactlyAtLimit(double vx, double vy) {
        int slot = world.login(1, 0, 0);
        world.setVelocity(slot, vx, vy);
        steps(50);
        assertState(slot, vx, vy, vx, vy, 0);
    }

    @Test
    void shouldRefuseCommandsWhenStateDoesNotFit() {
        int slot = world.login(-1, 0, 0);
        assertThatIllegalStateException()
                .isThrownBy(() -> world.login(-1, 0, 0))
                .withMessageContaining("18446744073709551615 is logged in already");
        world.logout(slot);
        assertThatIllegalStateException().isThrownBy(() -> world.logout(slot));
        assertThatIllegalStateException().isThrownBy(() -> world.setVelocity(slot, 1, 1));
        assertThatIllegalStateException().isThrownBy(() -> world.aoe(slot, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> world.money(1)).withMessageContaining("slot is 1");
        assertThatIllegalArgumentException().isThrownBy(() -> world.logout(-1)).withMessageContaining("slot is -1");
    }

    @Test
    void shouldKeepAllUsersApartWhenTheirNumberGrows() {
        int users = 200_000;
        for (int i = 0; i < users; i++) {
            assertThat(world.login(i * 0x1_0000_0001L, i % 1000, i / 1000)).isEqualTo(i);
        }
        for (int i = 0; i < users; i++) {
            assertThat(world.slotOf(i * 0x1_0000_0001L)).isEqualTo(i);
        }
        assertThat(world.slotOf(1)).isEqualTo(-1);
        assertThat(world.hash()).isEqualTo(world.recomputeHash());
    }

    private void steps(int ticks) {
        for (int i = 0; i < ticks; i++) {
            world.step();
        }
    }

    private void assertState(int slot, double x, double y, double vx, double vy, long money) {
        assertThat(world.x(slot)).isCloseTo(x, within(1e-9));
        assertThat(world.y(slot)).isCloseTo(y, within(1e-9));
        assertThat(world.velocityX(slot)).isEqualTo(vx);
        assertThat(world.velocityY(slot)).isEqualTo(vy);
        assertThat(world.money(slot)).isEqualTo(money);
        assertThat(world.hash()).isEqualTo(world.recomputeHash());
    }
}
