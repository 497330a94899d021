package dev.gamecluster.client.command.bots;

import dev.gamecluster.client.command.LiveBlock;
import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Prints lines with the time of day, any thread.
 *
 * @param block null when the output is no terminal
 */
record Announcer(PrintWriter out, LiveBlock block) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    void tell(String line) {
        String stamped = LocalTime.now().format(TIME) + "  " + line;
        if (block != null) {
            block.print(stamped);
        } else {
            out.println(stamped);
            out.flush();
        }
    }

    /** Whether there is something that can be redrawn in place. */
    boolean isLive() {
        return block != null;
    }

    void show(List<String> lines) {
        block.show(lines);
    }
}
