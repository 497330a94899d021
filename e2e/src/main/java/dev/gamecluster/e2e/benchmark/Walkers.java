package dev.gamecluster.e2e.benchmark;

import dev.gamecluster.world.World;
import java.util.SplittableRandom;

/** A world full of people who walk: ids spread over all 64 bits, 0.5 to 2 m/s in any direction, begun at different ticks. */
final class Walkers {
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final int ROUNDS = 50;
    private static final int TICKS_PER_ROUND = 10;
    private static final int VELOCITIES = 1 << 12;

    private final double[] velocities = new double[2 * VELOCITIES];
    private final SplittableRandom random;
    private int nextVelocity;

    Walkers(SplittableRandom random) {
        this.random = random;
        for (int i = 0; i < VELOCITIES; i++) {
            double speed = random.nextDouble(0.5, 2);
            double direction = random.nextDouble(2 * Math.PI);
            velocities[2 * i] = toMillimetres(speed * Math.cos(direction));
            velocities[2 * i + 1] = toMillimetres(speed * Math.sin(direction));
        }
    }

    /** What clients send has few decimals. */
    private static double toMillimetres(double metres) {
        return Math.rint(1_000 * metres) / 1_000;
    }

    /** A never repeating, well spread id for each number. */
    static long id(int number) {
        return (number + 1) * SPREAD;
    }

    World world(int users, Places places) {
        World world = new World();
        double[] position = new double[2];
        for (int user = 0; user < users; user++) {
            places.put(user, random, position);
            turn(world, world.login(id(user), position[0], position[1]));
            if ((user + 1) % Math.max(1, users / ROUNDS) == 0) {
                step(world, TICKS_PER_ROUND);
            }
        }
        return world;
    }

    private static void step(World world, int ticks) {
        for (int i = 0; i < ticks; i++) {
            world.step();
        }
    }

    void turn(World world, int slot) {
        int at = draw();
        world.setVelocity(slot, velocities[at], velocities[at + 1]);
    }

    /** @return where the next velocity stands, for {@link #x} and {@link #y} */
    int draw() {
        nextVelocity = (nextVelocity + 1) & (VELOCITIES - 1);
        return 2 * nextVelocity;
    }

    double x(int at) {
        return velocities[at];
    }

    double y(int at) {
        return velocities[at + 1];
    }
}
