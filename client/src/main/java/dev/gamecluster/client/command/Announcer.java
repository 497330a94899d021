package dev.gamecluster.client.command;

import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Prints lines with the time of day, any thread.
 *
 * @param block null when the output is no terminal
 * @param time how the time of day is written
 */
public record Announcer(PrintWriter out, LiveBlock block, DateTimeFormatter time) {
    public static final DateTimeFormatter TO_THE_MILLISECOND = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
    public static final DateTimeFormatter TO_THE_SECOND = DateTimeFormatter.ofPattern("HH:mm:ss");

    public void tell(String line) {
        String stamped = LocalTime.now().format(time) + "  " + line;
        if (block != null) {
            block.print(stamped);
        } else {
            out.println(stamped);
            out.flush();
        }
    }

    /** Whether there is something that can be redrawn in place. */
    public boolean isLive() {
        return block != null;
    }

    public void show(List<String> lines) {
        block.show(lines);
    }
}
