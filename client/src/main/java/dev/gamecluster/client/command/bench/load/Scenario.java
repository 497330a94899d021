package dev.gamecluster.client.command.bench.load;

import java.util.List;
import java.util.Map;

/**
 * What load is made. Either open loop (each client is asked for {@code ratePerClient} requests a second at random moments, whatever
 * became of the earlier ones) or closed loop ({@code inFlight} requests of each client are always on their way).
 *
 * @param clients 1..{@value #CLIENTS}
 * @param slaves of the cluster that {@code --local} starts, 0..16
 * @param areaSide metres: side of the square around the origin where users appear and queries lie
 * @param rampPerSecond logins a second at the beginning
 * @param warmUpSeconds between the last login and the measurement; 0: everything is measured, from the first login
 * @param ratePerClient requests a second, 0 for closed loop
 * @param inFlight requests of each client on their way, 0 for open loop, up to {@value LoadClient#UNANSWERED}
 * @param walks each client sets a velocity once after its first login
 * @param mix weights of operations, at least one positive
 * @param querySide metres: side of the squares that are asked for
 * @param aoeRadius metres, 0..50
 * @param text as it was written
 */
public record Scenario(
        String name,
        String description,
        int clients,
        int slaves,
        double areaSide,
        double rampPerSecond,
        int warmUpSeconds,
        int durationSeconds,
        double ratePerClient,
        int inFlight,
        boolean walks,
        Map<Operation, Double> mix,
        double querySide,
        double aoeRadius,
        long aoeMoney,
        List<Fault> faults,
        String text) {

    public static final int CLIENTS = 20_000;
    public static final int LONGEST_SECONDS = 7 * 86_400;
    private static final int SLAVES = 16;
    private static final double HIGHEST_RATE = 10_000;
    private static final double HIGHEST_RAMP = 100_000;
    private static final double LARGEST_SIDE = 2_000_000;
    private static final double LARGEST_RADIUS = 50;

    public Scenario {
        mix = Map.copyOf(mix);
        faults = List.copyOf(faults);
        require("clients", clients, 1, CLIENTS);
        require("slaves", slaves, 0, SLAVES);
        require("area.side", areaSide, 0, LARGEST_SIDE);
        require("ramp", rampPerSecond, 0.1, HIGHEST_RAMP);
        require("warmUp", warmUpSeconds, 0, LONGEST_SECONDS);
        require("duration", durationSeconds, 1, LONGEST_SECONDS);
        require("query.side", querySide, 0, LARGEST_SIDE);
        require("aoe.radius", aoeRadius, 0, LARGEST_RADIUS);
        if (ratePerClient > 0 && inFlight > 0 || ratePerClient == 0 && inFlight == 0) {
            throw new IllegalArgumentException(
                    "ratePerClient " + ratePerClient + " with inFlight " + inFlight
                            + " is not allowed: expected exactly one of them, ratePerClient for open loop, inFlight for closed loop");
        }
        require("ratePerClient", ratePerClient, 0, HIGHEST_RATE);
        require("inFlight", inFlight, 0, LoadClient.UNANSWERED);
        mix.forEach((operation, weight) -> require("mix." + operation.label(), weight, 0, 1e9));
        if (mix.values().stream().noneMatch(weight -> weight > 0)) {
            throw new IllegalArgumentException(
                    "mix " + mix.keySet() + " is not allowed: expected at least one weight above 0");
        }
        for (Fault fault : faults) {
            require("faults.at", fault.atSeconds(), 0, durationSeconds);
        }
    }

    public boolean isOpenLoop() {
        return inFlight == 0;
    }

    /** Requests a second of all clients together; 0 in closed loop. */
    public double ratePerSecond() {
        return clients * ratePerClient;
    }

    private static void require(String key, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    key + " " + shown(value) + " is not allowed: expected " + shown(least) + ".." + shown(most));
        }
    }

    private static String shown(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
