package dev.gamecluster.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The indexed world against the plain one, through random lives by seed. */
class WorldModelTest {
    private static final int USERS = 400;

    private final World world = new World();
    private final PlainWorld plain = new PlainWorld();

    /** Where a life takes place. */
    private record Place(double centreX, double centreY, double reach, double maxSpeed) {
        private static final Place[] ALL = {
            new Place(0, 0, 1_000_000, 20), // the whole map
            new Place(0, 0, 100, 20), // across the root's boundaries
            new Place(999_990, -999_990, 60, 20), // in a corner
            new Place(523.25, 77.75, 3, 2), // a crowd
            new Place(-1024, 4096, 0, 0.7), // one spot, on the boundary of many leaves
            new Place(262_144, 0, 1e-7, 1e-9) // crawling across a boundary
        };

        double[] start(SplittableRandom random) {
            double x = centreX + (reach == 0 ? 0 : random.nextDouble(-reach, reach));
            double y = centreY + (reach == 0 ? 0 : random.nextDouble(-reach, reach));
            return new double[] {Math.clamp(x, -1e6, 1e6), Math.clamp(y, -1e6, 1e6)};
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18})
    void shouldAnswerLikeThePlainWorldWhenLivingARandomLife(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Place place = Place.ALL[(int) (seed % Place.ALL.length)];
        for (int round = 0; round < 600; round++) {
            for (int command = random.nextInt(12); command > 0; command--) {
                command(random, place);
            }
            int ticks = random.nextInt(10) == 0 ? random.nextInt(400) : random.nextInt(4);
            for (int tick = 0; tick < ticks; tick++) {
                world.step();
                plain.step();
            }
            assertSame(random, place);
        }
        assertThat(world.index().keptAppointments()).as("somebody crossed").isPositive();
    }

    private void command(SplittableRandom random, Place place) {
        long user = random.nextLong(USERS) * 0x9e3779b97f4a7c15L;
        if (!plain.isLoggedIn(user)) {
            double[] start = place.start(random);
            world.login(user, start[0], start[1]);
            plain.login(user, start[0], start[1]);
            return;
        }
        int slot = world.slotOf(user);
        switch (random.nextInt(6)) {
            case 0 -> {
                world.logout(slot);
                plain.logout(user);
            }
            case 1 -> {
                double radius = random.nextInt(3) == 0 ? random.nextInt(51) : random.nextDouble(50);
                long money = random.nextInt(4) == 0 ? -1L >>> 1 : random.nextLong(1000);
                assertThat(world.aoe(slot, radius, money)).isEqualTo(plain.aoe(user, radius, money));
            }
            default -> {
                double angle = random.nextInt(2) == 0 ? random.nextInt(8) * Math.PI / 4 : random.nextDouble(7);
                double speed = random.nextDouble(place.maxSpeed);
                world.setVelocity(slot, speed * Math.cos(angle), speed * Math.sin(angle));
                plain.setVelocity(user, speed * Math.cos(angle), speed * Math.sin(angle));
            }
        }
    }

    private void assertSame(SplittableRandom random, Place place) {
        assertThat(world.hash()).isEqualTo(world.recomputeHash());
        assertThat(world.loggedInUsers()).isEqualTo(plain.loggedInUsers().size());
        assertSameAnswer(-1e6, -1e6, 1e6, 1e6);
        double[] centre = place.start(random);
        double width = random.nextDouble(2 * place.reach + 1);
        double height = random.nextDouble(2 * place.reach + 1);
        assertSameAnswer(centre[0] - width, centre[1] - height, centre[0] + width, centre[1] + height);
        double cellX = Math.floor(centre[0]);
        double cellY = Math.floor(centre[1]);
        assertSameAnswer(cellX - random.nextInt(40), cellY - random.nextInt(40), cellX, cellY);
        for (long user : plain.loggedInUsers()) {
            if (random.nextInt(20) == 0) {
                assertSameAnswer(plain.x(user), plain.y(user), plain.x(user), plain.y(user));
            }
        }
    }

    private void assertSameAnswer(double minX, double minY, double maxX, double maxY) {
        assertThat(PlainWorld.query(world, minX, minY, maxX, maxY)).isEqualTo(plain.query(minX, minY, maxX, maxY));
    }
}
