package dev.gamecluster.client.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gamecluster switchover}. */
@Command(
        name = "switchover",
        description = "Makes a slave the master, without losing anything; returns when it is done.",
        mixinStandardHelpOptions = true)
final class SwitchoverCommand implements Runnable {
    @Spec
    CommandSpec spec;

    @Mixin
    RegistryOptions registry;

    @Option(names = "--to", paramLabel = "NODE", description = "The new master. Default: the registry chooses.")
    String target;

    @Option(names = "--json", description = "Print the registry's JSON.")
    boolean json;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        try (RegistryApi api = registry.api()) {
            JsonNode answer = api.switchover(target);
            out.println(
                    json
                            ? answer.toPrettyString()
                            : "master is now " + answer.path("to").asText() + " (was "
                                    + answer.path("from").asText() + "), epoch "
                                    + answer.path("epoch").asLong() + ", gap "
                                    + answer.path("gap_ms").asText() + " ms");
        }
        out.flush();
    }
}
