package dev.gamecluster.client.command.shell;

import dev.gamecluster.client.ClientEvent;
import dev.gamecluster.client.ClientOptions;
import dev.gamecluster.client.ClientRuntime;
import dev.gamecluster.client.EndpointSource;
import dev.gamecluster.client.GameClient;
import dev.gamecluster.client.RegistryEndpoints;
import dev.gamecluster.client.command.CommandFailed;
import dev.gamecluster.client.command.Notices;
import dev.gamecluster.client.command.ReachOption;
import dev.gamecluster.client.command.RegistryApi;
import dev.gamecluster.client.command.RegistryOptions;
import dev.gamecluster.client.command.Streams;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gamecluster client}. */
@Command(
        name = "client",
        description = {
            "Plays: login, walk, look, aoe. Finds a node, and goes on elsewhere when the node is lost.",
            "At a terminal it has a prompt ('help' lists what can be typed); otherwise it reads one command a line,"
                    + " and its exit code is 1 when one failed."
        },
        mixinStandardHelpOptions = true)
public final class ClientCommand implements Callable<Integer> {
    private static final int GIVE_UP_MILLIS = 10_000;

    @Spec
    CommandSpec spec;

    @Mixin
    RegistryOptions registry;

    @Mixin
    ReachOption reach;

    @Option(names = "--user", paramLabel = "NUMBER", description = "Log in as this user at the start.")
    String user;

    @Option(
            names = "--endpoint",
            paramLabel = "tcp://HOST:PORT",
            description = "Connect to this node only, and ask no registry.")
    String endpoint;

    @Option(names = "--json", description = "Print one JSON object for each command; read commands as lines.")
    boolean json;

    @Override
    public Integer call() {
        Long number = userNumber();
        if (endpoint != null) {
            return play(fixed(), null, number);
        }
        try (RegistryEndpoints endpoints =
                        new RegistryEndpoints(registry.registries(), registry.cluster(), reach.reach());
                RegistryApi api = registry.api()) {
            return play(endpoints, api, number);
        }
    }

    private int play(EndpointSource endpoints, RegistryApi api, Long number) {
        return json || !Streams.inputIsTerminal() ? lines(endpoints, api, number) : prompt(endpoints, api, number);
    }

    private int lines(EndpointSource endpoints, RegistryApi api, Long number) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter errors = spec.commandLine().getErr();
        Consumer<String> notice = text -> {
            errors.println("* " + text);
            errors.flush();
        };
        try (Session session = new Session(endpoints, api, number)) {
            session.listener = event -> Notices.unexpected(event).ifPresent(notice);
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            LineMode mode = new LineMode(session.player, in, out, errors, json);
            boolean began = number == null || mode.print(session.player.execute(new LineCommand.Login(number)));
            return began && mode.run() ? 0 : 1;
        }
    }

    private int prompt(EndpointSource endpoints, RegistryApi api, Long number) {
        try (Terminal terminal = TerminalBuilder.builder().system(true).build();
                Session session = new Session(endpoints, api, number)) {
            Shell shell = new Shell(session.player, terminal);
            session.listener = event -> shell.notice(Notices.text(event));
            terminal.writer().println("Type 'help' for what can be typed, 'quit' to leave.");
            if (number != null) {
                session.player.execute(new LineCommand.Login(number)).lines().forEach(terminal.writer()::println);
            }
            shell.run();
            return 0;
        } catch (IOException e) {
            throw new CommandFailed("the terminal cannot be used: " + e.getMessage());
        }
    }

    private Long userNumber() {
        try {
            return user == null ? null : Long.valueOf(Long.parseUnsignedLong(user));
        } catch (NumberFormatException e) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--user '" + user + "' is not allowed: expected an integer of 0..18446744073709551615");
        }
    }

    private EndpointSource fixed() {
        try {
            return EndpointSource.fixed(endpoint);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage());
        }
    }

    /** The client of this process, with everything it needs. */
    private static final class Session implements AutoCloseable {
        private final ClientRuntime runtime = new ClientRuntime();
        private final Player player;
        private volatile Consumer<ClientEvent> listener = event -> {};

        Session(EndpointSource endpoints, RegistryApi api, Long number) {
            ClientOptions options = ClientOptions.DEFAULT.withGiveUpAfterMillis(GIVE_UP_MILLIS);
            GameClient client = new GameClient(runtime, endpoints, options, this::happened);
            player = new Player(client, api, number, RandomGenerator.getDefault());
        }

        private void happened(ClientEvent event) {
            if (event instanceof ClientEvent.Kicked) {
                player.loggedOut();
            }
            listener.accept(event);
        }

        @Override
        public void close() {
            runtime.close();
        }
    }
}
