package dev.gamecluster.client.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gamecluster drain}. */
@Command(
        name = "drain",
        description = "Sends the clients of a node to others, so that it can be stopped. A master hands over first.",
        mixinStandardHelpOptions = true)
final class DrainCommand implements Runnable {
    @Spec
    CommandSpec spec;

    @Mixin
    RegistryOptions registry;

    @Parameters(paramLabel = "NODE", description = "Name of the node, see 'gamecluster nodes'.")
    String node;

    @Option(names = "--json", description = "Print the registry's JSON.")
    boolean json;

    @Override
    public void run() {
        if (!node.matches("[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?")) {
            throw new CommandFailed("node '" + node + "' is no name of a node, see 'gamecluster nodes'");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (RegistryApi api = registry.api()) {
            JsonNode answer = api.drain(node);
            out.println(
                    json
                            ? answer.toPrettyString()
                            : node + " is draining: it takes no new clients and sends its own to other nodes");
        }
        out.flush();
    }
}
