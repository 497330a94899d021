package dev.gamecluster.client.command.bench;

import dev.gamecluster.client.command.bench.load.Scenario;
import picocli.CommandLine.Option;

/** Options that change a scenario for one run. */
final class ScenarioOptions {
    @Option(names = "--clients", paramLabel = "N", description = "Clients, one connection each.")
    Integer clients;

    @Option(names = "--rate", paramLabel = "R", description = "Open loop: requests a second of each client.")
    Double rate;

    @Option(names = "--in-flight", paramLabel = "N", description = "Closed loop: unanswered requests of each client.")
    Integer inFlight;

    @Option(names = "--for", paramLabel = "SECONDS", description = "How long is measured.")
    Integer seconds;

    @Option(names = "--warm-up", paramLabel = "SECONDS", description = "Between the last login and the measurement.")
    Integer warmUp;

    @Option(names = "--ramp", paramLabel = "N", description = "Logins a second.")
    Double ramp;

    @Option(names = "--slaves", paramLabel = "N", description = "Slaves of the cluster that --local starts.")
    Integer slaves;

    boolean changesSlaves() {
        return slaves != null;
    }

    /** @throws IllegalArgumentException when a value is not allowed */
    Scenario applyTo(Scenario scenario) {
        if (rate != null && inFlight != null) {
            throw new IllegalArgumentException("--rate and --in-flight together are not allowed: expected one of them");
        }
        return new Scenario(
                scenario.name(),
                scenario.description(),
                clients == null ? scenario.clients() : clients,
                slaves == null ? scenario.slaves() : slaves,
                scenario.areaSide(),
                ramp == null ? scenario.rampPerSecond() : ramp,
                warmUp == null ? scenario.warmUpSeconds() : warmUp,
                seconds == null ? scenario.durationSeconds() : seconds,
                rate != null ? rate : inFlight != null ? 0 : scenario.ratePerClient(),
                inFlight != null ? inFlight : rate != null ? 0 : scenario.inFlight(),
                scenario.walks(),
                scenario.mix(),
                scenario.querySide(),
                scenario.aoeRadius(),
                scenario.aoeMoney(),
                scenario.faults(),
                scenario.text());
    }
}
