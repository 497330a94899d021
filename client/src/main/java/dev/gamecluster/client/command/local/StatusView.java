package dev.gamecluster.client.command.local;

import dev.gamecluster.client.command.ClusterStatus;
import dev.gamecluster.client.command.TextTable;
import dev.gamecluster.client.command.TextTable.Align;
import dev.gamecluster.client.command.bots.BotsReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What {@code local up} shows, as lines of text. */
final class StatusView {
    private StatusView() {}

    /** @param pid 0 when the process does not run at this moment */
    record Running(String name, long pid) {}

    /**
     * @param status null while the registry does not answer
     * @param problem why it does not
     * @param children registry first
     * @param bots null when there are none
     * @param lastFailover empty when there was none
     */
    record Picture(
            ClusterStatus status,
            String problem,
            List<Running> children,
            BotsReport bots,
            String lastFailover,
            long upSeconds) {}

    static List<String> table(Picture picture) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(head(picture));
        lines.add("");
        TextTable table = new TextTable()
                .column("NODE", Align.LEFT)
                .column("ROLE", Align.LEFT)
                .column("STATE", Align.LEFT)
                .column("PID", Align.RIGHT)
                .column("EPOCH", Align.RIGHT)
                .column("SEQ", Align.RIGHT)
                .column("TICK", Align.RIGHT)
                .column("LAG", Align.RIGHT)
                .column("CLIENTS", Align.RIGHT)
                .column("LOAD", Align.RIGHT);
        picture.children().forEach(child -> row(table, child, picture.status()));
        lines.addAll(table.lines());
        lines.add("");
        if (picture.bots() != null) {
            lines.add(picture.bots().text());
        }
        lines.add("last failover: " + (picture.lastFailover().isEmpty() ? "none yet" : picture.lastFailover()));
        lines.add(hint(picture));
        return lines;
    }

    /** One line, for output that is no terminal. */
    static String summary(Picture picture) {
        return head(picture)
                + (picture.bots() == null ? "" : "; " + picture.bots().text());
    }

    private static String head(Picture picture) {
        String up = String.format(
                Locale.ROOT,
                "up %02d:%02d:%02d",
                picture.upSeconds() / 3600,
                picture.upSeconds() / 60 % 60,
                picture.upSeconds() % 60);
        return (picture.status() == null
                        ? "no status yet (" + picture.problem() + ")"
                        : picture.status().summary())
                + ", " + up;
    }

    private static void row(TextTable table, Running child, ClusterStatus status) {
        String pid = child.pid() == 0 ? "-" : Long.toString(child.pid());
        if (child.name().equals("registry")) {
            String state = child.pid() == 0 ? "restarting" : status == null ? "starting" : "live";
            table.row(child.name(), "", state, pid, "", "", "", "", "", "");
            return;
        }
        ClusterStatus.Node node = find(status, child.name());
        if (node == null || child.pid() == 0) {
            table.row(child.name(), "", child.pid() == 0 ? "restarting" : "starting", pid, "", "", "", "", "", "");
            return;
        }
        table.row(
                node.name(),
                node.role(),
                node.state(),
                pid,
                Long.toString(node.epoch()),
                Long.toString(node.seq()),
                Long.toString(node.tick()),
                node.isMaster() ? "-" : String.format(Locale.ROOT, "%.0f ms", node.lagMillis()),
                Integer.toString(node.clients()),
                String.format(Locale.ROOT, "%.0f %%", 100 * node.load()));
    }

    /** A process that was replaced may still be listed as lost under the same name. */
    private static ClusterStatus.Node find(ClusterStatus status, String name) {
        ClusterStatus.Node found = null;
        if (status != null) {
            for (ClusterStatus.Node node : status.nodes()) {
                if (node.name().equals(name) && (found == null || found.state().equals("lost"))) {
                    found = node;
                }
            }
        }
        return found;
    }

    private static String hint(Picture picture) {
        if (picture.status() != null) {
            for (Running child : picture.children()) {
                if (child.pid() != 0 && child.name().equals(picture.status().master())) {
                    return "Kill the master and watch:  kill -9 " + child.pid() + "     Ctrl-C stops everything.";
                }
            }
        }
        return "Ctrl-C stops everything.";
    }
}
