package dev.gamecluster.client.command.bench;

import dev.gamecluster.client.command.bench.load.Scenario;
import java.nio.file.Path;
import java.util.List;

/**
 * Everything that was asked for.
 *
 * @param report folder for the reports, or null for none but the text
 * @param redis whether redis-server is measured, too
 */
record BenchPlan(
        Scenario scenario,
        long seed,
        Target target,
        List<Assertion> assertions,
        Path report,
        boolean redis,
        String commandLine) {
    BenchPlan {
        assertions = List.copyOf(assertions);
    }
}
