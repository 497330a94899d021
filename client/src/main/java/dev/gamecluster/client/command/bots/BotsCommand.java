package dev.gamecluster.client.command.bots;

import dev.gamecluster.client.RegistryEndpoints;
import dev.gamecluster.client.command.Announcer;
import dev.gamecluster.client.command.CommandFailed;
import dev.gamecluster.client.command.LiveBlock;
import dev.gamecluster.client.command.ReachOption;
import dev.gamecluster.client.command.RegistryOptions;
import dev.gamecluster.client.command.Streams;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gamecluster bots}. */
@Command(
        name = "bots",
        description = {
            "Lets simulated users play against a running cluster until Ctrl-C or SIGTERM: they walk about and give money.",
            "They wait for a cluster that is not there yet, go where they are redirected, and resume when a node is lost."
                    + " Exit code 1 when a write failed, or none was acknowledged."
        },
        mixinStandardHelpOptions = true)
public final class BotsCommand implements Callable<Integer> {
    private static final int LONGEST_SECONDS = 7 * 86_400;
    private static final double LOWEST_RATE = 0.01;
    private static final double HIGHEST_RATE = 10_000;
    private static final int SUMMARY_SECONDS = 10;
    private static final long USERS_OF_ONE_RUN = 1_000_000;

    @Spec
    CommandSpec spec;

    @Mixin
    RegistryOptions registry;

    @Mixin
    ReachOption reach;

    @Option(names = "--count", paramLabel = "N", defaultValue = "20", description = "Bots, 1..1000. Default: 20")
    int count;

    @Option(
            names = "--rate",
            paramLabel = "WRITES_PER_SECOND",
            description = "Writes of all bots together. Default: 2 for each bot")
    Double rate;

    @Option(names = "--for", paramLabel = "SECONDS", description = "Stop by themselves after this time.")
    Integer seconds;

    @Option(
            names = "--first-user",
            paramLabel = "NUMBER",
            description =
                    "The bots are this user and the following ones. Default: drawn, so that several runs do not meet")
    Long firstUser;

    @Option(names = "--verbose", description = "Print what happens to each bot: connections, redirects.")
    boolean verbose;

    @Override
    public Integer call() {
        check();
        try (Terminal terminal = terminal();
                RegistryEndpoints endpoints =
                        new RegistryEndpoints(registry.registries(), registry.cluster(), reach.reach())) {
            return play(endpoints, terminal);
        } catch (IOException e) {
            throw new CommandFailed("the terminal cannot be used: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    private int play(RegistryEndpoints endpoints, Terminal terminal) throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        LiveBlock block = terminal == null ? null : new LiveBlock(out, terminal::getWidth, terminal::getHeight);
        long first = firstUser == null
                ? USERS_OF_ONE_RUN * ThreadLocalRandom.current().nextLong(1, USERS_OF_ONE_RUN)
                : firstUser;
        double writes = rate == null ? Bots.USUAL_RATE * count : rate;
        Announcer announcer = new Announcer(out, block, Announcer.TO_THE_MILLISECOND);
        Consumer<String> log = verbose ? announcer::tell : line -> {};
        try (Bots bots = new Bots(count, first, writes, endpoints, log)) {
            BotsRun run = new BotsRun(bots, seconds == null ? 0 : seconds, announcer);
            announcer.tell(count + " bots, users " + first + ".." + (first + count - 1) + ", play against "
                    + registry.cluster() + " of " + String.join(", ", registry.addresses()));
            return runUntilStopped(run) ? 0 : 1;
        }
    }

    /** The process has been told to end: it still says how it went, and its exit code is that of the run. */
    private static boolean runUntilStopped(BotsRun run) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        boolean[] well = new boolean[1];
        Thread hook = new Thread(() -> endProcess(run, ended, well), "stop-bots");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            well[0] = run.run();
            ended.countDown();
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // the hook ends the process as soon as it knows how it went
        }
        return well[0];
    }

    private static void endProcess(BotsRun run, CountDownLatch ended, boolean[] well) {
        run.stop();
        try {
            boolean told = ended.await(SUMMARY_SECONDS, TimeUnit.SECONDS);
            Runtime.getRuntime().halt(told && well[0] ? 0 : 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Terminal terminal() throws IOException {
        return Streams.outputIsTerminal()
                ? TerminalBuilder.builder().system(true).nativeSignals(false).build()
                : null;
    }

    private void check() {
        require("--count", count, count >= 1 && count <= Bots.MOST, "1.." + Bots.MOST);
        if (rate != null) {
            require("--rate", rate, rate >= LOWEST_RATE && rate <= HIGHEST_RATE, LOWEST_RATE + ".." + HIGHEST_RATE);
        }
        if (seconds != null) {
            require("--for", seconds, seconds >= 1 && seconds <= LONGEST_SECONDS, "1.." + LONGEST_SECONDS);
        }
        if (firstUser != null) {
            long last = Long.MAX_VALUE - Bots.MOST;
            require("--first-user", firstUser, firstUser >= 0 && firstUser <= last, "0.." + last);
        }
    }

    private void require(String option, Number value, boolean allowed, String expected) {
        if (!allowed) {
            throw new ParameterException(
                    spec.commandLine(), option + " " + value + " is not allowed: expected " + expected);
        }
    }
}
