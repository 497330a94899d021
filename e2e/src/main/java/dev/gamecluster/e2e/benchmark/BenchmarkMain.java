package dev.gamecluster.e2e.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks whose names match a regular expression (all without one), each in JVMs of its own with the collector of the game
 * server; writes JMH's JSON, then prints a table, and how the numbers stand to the goals.
 */
public final class BenchmarkMain {
    private static final String PACKAGE = "dev\\.gamecluster\\.e2e\\.benchmark\\.";
    private static final String[] JVM = {
        "-Xms3g", "-Xmx3g", "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=10", "--enable-native-access=ALL-UNNAMED"
    };

    private BenchmarkMain() {}

    /** @param arguments file for the JSON, then the regular expression, which may be missing or empty */
    public static void main(String[] arguments) throws RunnerException, IOException {
        if (arguments.length < 1) {
            System.err.println("usage: BenchmarkMain RESULTS.json [REGULAR-EXPRESSION]");
            System.exit(2);
        }
        Path results = Path.of(arguments[0]).toAbsolutePath();
        Files.createDirectories(results.getParent());
        String wanted = arguments.length > 1 ? arguments[1] : "";
        Collection<RunResult> measured = new Runner(options(wanted, results)).run();
        ResultTable.lines(measured).forEach(System.out::println);
        Goals.lines(measured).forEach(System.out::println);
        System.out.println("JSON: " + arguments[0]);
    }

    private static Options options(String wanted, Path results) {
        return new OptionsBuilder()
                .include(PACKAGE + ".*(" + wanted + ")")
                .addProfiler(GCProfiler.class)
                .addProfiler(ProcessorTime.class)
                .jvmArgs(JVM)
                .shouldFailOnError(true)
                .resultFormat(ResultFormatType.JSON)
                .result(results.toString())
                .build();
    }
}
