package dev.gamecluster.e2e.benchmark;

import java.util.SplittableRandom;

/** Where the users of a benchmark stand. */
public enum Places {
    /** Anywhere on the map, each for itself: a million users are one in four square kilometres. */
    UNIFORM {
        @Override
        void put(int user, SplittableRandom random, double[] position) {
            position[0] = random.nextDouble(-LIMIT, LIMIT);
            position[1] = random.nextDouble(-LIMIT, LIMIT);
        }

        @Override
        Rectangle holding(int wanted, int users, SplittableRandom random) {
            double half = Math.sqrt((double) wanted / users) * LIMIT;
            double x = random.nextDouble(-LIMIT + half, LIMIT - half + 1e-3);
            double y = random.nextDouble(-LIMIT + half, LIMIT - half + 1e-3);
            return Rectangle.around(x, y, half, half);
        }
    },

    /** In towns of one square kilometre with ten thousand users each, ten towns to a row, 100 km from each other. */
    CLUSTERED {
        @Override
        void put(int user, SplittableRandom random, double[] position) {
            int town = user / TOWN_USERS;
            position[0] = centre(town % ROW) + random.nextDouble(-TOWN_HALF, TOWN_HALF);
            position[1] = centre(town / ROW) + random.nextDouble(-TOWN_HALF, TOWN_HALF);
        }

        @Override
        Rectangle holding(int wanted, int users, SplittableRandom random) {
            int towns = Math.max(1, users / TOWN_USERS);
            int town = random.nextInt(towns);
            if (wanted == 0) {
                return Rectangle.around(centre(town % ROW) + 40_000, centre(town / ROW), 1, 1);
            }
            if (wanted > ROW * TOWN_USERS) {
                return Rectangle.around(0, 0, LIMIT, LIMIT);
            }
            if (wanted > TOWN_USERS) {
                return Rectangle.around(0, centre(town / ROW), LIMIT, 2 * TOWN_HALF);
            }
            double half = Math.sqrt((double) wanted / TOWN_USERS) * TOWN_HALF;
            double slack = TOWN_HALF - half + 1e-3;
            double x = centre(town % ROW) + random.nextDouble(-slack, slack);
            double y = centre(town / ROW) + random.nextDouble(-slack, slack);
            return Rectangle.around(x, y, half, half);
        }
    };

    private static final double LIMIT = 1_000_000;
    private static final int TOWN_USERS = 10_000;
    private static final double TOWN_HALF = 500;
    private static final int ROW = 10;
    private static final double TOWN_DISTANCE = 100_000;

    /** A closed rectangle, metres. */
    record Rectangle(double minX, double minY, double maxX, double maxY) {
        static Rectangle around(double x, double y, double halfWidth, double halfHeight) {
            return new Rectangle(x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight);
        }
    }

    /** Draws the place of the user with this number (0, 1, 2, ...). */
    abstract void put(int user, SplittableRandom random, double[] position);

    /** A rectangle, each time another, that holds about so many of the users. */
    abstract Rectangle holding(int wanted, int users, SplittableRandom random);

    private static double centre(int line) {
        return (line - ROW / 2.0 + 0.5) * TOWN_DISTANCE;
    }
}
