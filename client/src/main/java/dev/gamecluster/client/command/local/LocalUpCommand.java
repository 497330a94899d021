package dev.gamecluster.client.command.local;

import dev.gamecluster.client.command.CommandFailed;
import dev.gamecluster.client.command.bots.Bots;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gamecluster local up}: checks everything that can be checked, then hands over to {@link LocalRun}. */
@Command(
        name = "up",
        description = {
            "Starts a registry, a master and slaves as processes on loopback, and starts again what dies.",
            "Shows what goes on until Ctrl-C, which stops everything. Logs: .gamecluster/local/*.log"
        },
        mixinStandardHelpOptions = true)
final class LocalUpCommand implements Callable<Integer> {
    private static final Path LOGS = Path.of(".gamecluster", "local");
    /** Where bots appear: close enough to meet. */
    private static final String BOT_AREA = "-100,-100,100,100";

    private static final int LONGEST_SECONDS = 7 * 86_400;

    @Spec
    CommandSpec spec;

    @Option(names = "--slaves", paramLabel = "N", defaultValue = "2", description = "Slaves, 0..16. Default: 2")
    int slaves;

    @Option(
            names = "--bots",
            paramLabel = "N",
            defaultValue = "0",
            description = "Simulated users that walk about, 2 requests a second each, 0..1000. Default: 0")
    int bots;

    @Option(
            names = "--http-port",
            paramLabel = "P",
            defaultValue = "8080",
            description = "HTTP port of the registry. Default: 8080")
    int httpPort;

    @Option(
            names = "--port-base",
            paramLabel = "B",
            defaultValue = "5550",
            description = "The other ports: registry B, node i from B+5+10i to B+8+10i. Default: 5550")
    int portBase;

    @Option(
            names = "--start-area",
            paramLabel = "X1,Y1,X2,Y2",
            description = "Where new users appear, metres. Default: -100,-100,100,100 with bots, else the whole map")
    String startArea;

    @Option(
            names = "--for",
            paramLabel = "SECONDS",
            description = "Stop by itself after this time, with a summary; exit code 0 when all was well.")
    Integer seconds;

    @Override
    public Integer call() {
        LocalPlan plan = plan();
        List<Child> children = new LocalProcesses(LOGS).prepare(plan);
        PrintWriter out = spec.commandLine().getOut();
        return new LocalRun(plan, children, bots, seconds == null ? 0 : seconds, out, botLog()).run() ? 0 : 1;
    }

    private static PrintWriter botLog() {
        try {
            return new PrintWriter(Files.newBufferedWriter(LOGS.resolve("bots.log")), true);
        } catch (IOException e) {
            throw new CommandFailed("the log of the bots cannot be written: " + e.getMessage());
        }
    }

    private LocalPlan plan() {
        require("--bots", bots, 0, Bots.MOST);
        if (seconds != null) {
            require("--for", seconds, 1, LONGEST_SECONDS);
        }
        try {
            return new LocalPlan(slaves, httpPort, portBase, startArea == null && bots > 0 ? BOT_AREA : startArea);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private void require(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    spec.commandLine(), option + " " + value + " is not allowed: expected " + least + ".." + most);
        }
    }
}
