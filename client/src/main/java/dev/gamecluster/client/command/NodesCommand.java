package dev.gamecluster.client.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gamecluster nodes}. */
@Command(name = "nodes", description = "Lists the nodes of the cluster.", mixinStandardHelpOptions = true)
final class NodesCommand implements Runnable {
    @Spec
    CommandSpec spec;

    @Mixin
    RegistryOptions registry;

    @Option(names = "--json", description = "Print the registry's JSON.")
    boolean json;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        try (RegistryApi api = registry.api()) {
            JsonNode answer = api.cluster();
            if (json) {
                out.println(answer.path("nodes").toPrettyString());
            } else {
                NodeTable.lines(ClusterStatus.of(answer).nodes()).forEach(out::println);
            }
        }
        out.flush();
    }
}
