package dev.gamecluster.client.command;

import dev.gamecluster.client.command.bench.BenchCommand;
import dev.gamecluster.client.command.bots.BotsCommand;
import dev.gamecluster.client.command.local.LocalCommand;
import dev.gamecluster.client.command.shell.ClientCommand;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code gamecluster}. Exit codes: 0 done, 1 failed, 2 wrong usage. */
@Command(
        name = "gamecluster",
        description = "A replicated real-time game world.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            LocalCommand.class,
            ClientCommand.class,
            BotsCommand.class,
            BenchCommand.class,
            StatusCommand.class,
            NodesCommand.class,
            SwitchoverCommand.class,
            DrainCommand.class,
            RegistryCommand.class,
            ServerCommand.class
        },
        footer = {
            "",
            "A first try:  gamecluster local up --bots 20     then, elsewhere:  gamecluster client --user 1",
            "",
            "Environment:  GAMECLUSTER_REGISTRY      address of the registry, instead of --registry",
            "              GAMECLUSTER_CLUSTER       the cluster, instead of --cluster",
            "              GAMECLUSTER_REACH         inside or outside, instead of --reach",
            "              GAMECLUSTER_JAVA_OPTIONS  options of the JVMs of registry and game servers",
            "Exit codes:   0 done, 1 failed, 2 wrong usage"
        })
public final class GameClusterCommand implements Runnable {
    private static final int HELP_WIDTH = 120;

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    /** The whole command line, with its way to report errors. */
    public static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new GameClusterCommand())
                .setParameterExceptionHandler(GameClusterCommand::wrongUsage)
                .setExecutionExceptionHandler((problem, command, parsed) -> failed(problem, command))
                .setUsageHelpWidth(HELP_WIDTH)
                .setUsageHelpAutoWidth(true);
        tellVersion(commandLine);
        return commandLine;
    }

    private static void tellVersion(CommandLine command) {
        command.getCommandSpec().versionProvider(new Version());
        command.getSubcommands().values().forEach(GameClusterCommand::tellVersion);
    }

    private static int wrongUsage(ParameterException problem, String[] arguments) {
        CommandLine command = problem.getCommandLine();
        PrintWriter errors = command.getErr();
        errors.println(command.getCommandSpec().qualifiedName() + ": " + firstLine(problem.getMessage()));
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(problem, errors)) {
            errors.println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
        }
        errors.flush();
        return CommandLine.ExitCode.USAGE;
    }

    /** An operating error is one line; anything else is a bug and shows where. */
    private static int failed(Exception problem, CommandLine command) throws Exception {
        if (!(problem instanceof CommandFailed)) {
            throw problem;
        }
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + problem.getMessage());
        command.getErr().flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse(text);
    }
}
