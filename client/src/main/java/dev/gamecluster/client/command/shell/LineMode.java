package dev.gamecluster.client.command.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/**
 * Without a terminal: one command a line, answers as lines (or one JSON object a command), problems of the connection on the
 * error stream. Empty lines and lines that begin with # are passed over.
 */
final class LineMode {
    private static final long WATCH_MILLIS = 1_000;

    private final Player player;
    private final BufferedReader in;
    private final PrintWriter out;
    private final PrintWriter errors;
    private final boolean json;

    LineMode(Player player, BufferedReader in, PrintWriter out, PrintWriter errors, boolean json) {
        this.player = player;
        this.in = in;
        this.out = out;
        this.errors = errors;
        this.json = json;
    }

    /** @return false when a command failed */
    boolean run() {
        boolean well = true;
        try {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.isBlank() || line.strip().startsWith("#")) {
                    continue;
                }
                LineCommand command;
                try {
                    command = LineParser.parse(line);
                } catch (IllegalArgumentException e) {
                    complain(line.strip(), e.getMessage());
                    well = false;
                    continue;
                }
                if (command instanceof LineCommand.Quit) {
                    break;
                }
                well &= command instanceof LineCommand.Watch watch ? watch(watch) : print(player.execute(command));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("standard input cannot be read", e);
        }
        if (player.loggedIn()) {
            well &= player.execute(new LineCommand.Logout()).ok();
        }
        return well;
    }

    /** Tells of a line that is no command. */
    private void complain(String line, String message) {
        if (json) {
            out.println(new com.fasterxml.jackson.databind.ObjectMapper()
                    .createObjectNode()
                    .put("command", line)
                    .put("ok", false)
                    .put("error", message));
            out.flush();
        } else {
            errors.println(message);
            errors.flush();
        }
    }

    boolean print(Reply reply) {
        if (json) {
            out.println(reply.json());
        } else {
            PrintWriter stream = reply.ok() ? out : errors;
            reply.lines().forEach(stream::println);
            stream.flush();
        }
        out.flush();
        return reply.ok();
    }

    private boolean watch(LineCommand.Watch watch) {
        for (int second = 0; second < watch.seconds(); second++) {
            if (!print(player.execute(watch))) {
                return false;
            }
            try {
                Thread.sleep(WATCH_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
