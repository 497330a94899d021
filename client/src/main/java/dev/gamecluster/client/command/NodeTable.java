package dev.gamecluster.client.command;

import dev.gamecluster.client.command.TextTable.Align;
import java.util.List;
import java.util.Locale;

/** The nodes of a cluster as a table for people. */
final class NodeTable {
    private NodeTable() {}

    static List<String> lines(List<ClusterStatus.Node> nodes) {
        boolean anyPublished =
                nodes.stream().anyMatch(node -> !node.publishedEndpoint().isEmpty());
        TextTable table = new TextTable()
                .column("NODE", Align.LEFT)
                .column("ROLE", Align.LEFT)
                .column("STATE", Align.LEFT)
                .column("EPOCH", Align.RIGHT)
                .column("SEQ", Align.RIGHT)
                .column("TICK", Align.RIGHT)
                .column("LAG", Align.RIGHT)
                .column("CLIENTS", Align.RIGHT)
                .column("LOAD", Align.RIGHT)
                .column("HEARD", Align.RIGHT)
                .column("ENDPOINT", Align.LEFT)
                .column(anyPublished ? "PUBLISHED" : "", Align.LEFT);
        for (ClusterStatus.Node node : nodes) {
            table.row(
                    node.name(),
                    node.role(),
                    node.state(),
                    Long.toString(node.epoch()),
                    Long.toString(node.seq()),
                    Long.toString(node.tick()),
                    lag(node),
                    Integer.toString(node.clients()),
                    percent(node.load()),
                    node.lastHeartbeatMillis() + " ms ago",
                    node.endpoint(),
                    node.publishedEndpoint());
        }
        return table.lines();
    }

    static String lag(ClusterStatus.Node node) {
        return node.isMaster() ? "-" : String.format(Locale.ROOT, "%.0f ms", node.lagMillis());
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }
}
