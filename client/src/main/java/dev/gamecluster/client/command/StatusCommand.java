package dev.gamecluster.client.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gamecluster status}. */
@Command(
        name = "status",
        description = "Shows the cluster and its nodes, as the registry knows them.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Runnable {
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
                out.println(answer.toPrettyString());
            } else {
                ClusterStatus status = ClusterStatus.of(answer);
                out.println(status.summary());
                if (!status.phase().isEmpty()) {
                    out.println("phase " + status.phase() + ", bound on lost world time: " + status.protection());
                }
                if (!status.lastFailover().isEmpty()) {
                    out.println("last change of master: " + status.lastFailover());
                }
                if (!status.nodes().isEmpty()) {
                    out.println();
                    NodeTable.lines(status.nodes()).forEach(out::println);
                }
            }
        }
        out.flush();
    }
}
