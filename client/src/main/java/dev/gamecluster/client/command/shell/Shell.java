package dev.gamecluster.client.command.shell;

import dev.gamecluster.client.command.LiveBlock;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Terminal;

/** At a terminal: a prompt with history and completion; what happens meanwhile is printed above the prompt. */
final class Shell {
    private static final int WATCH_MILLIS = 250;

    private final Player player;
    private final Terminal terminal;
    private final LineReader reader;

    Shell(Player player, Terminal terminal) {
        this.player = player;
        this.terminal = terminal;
        this.reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("gamecluster")
                .completer(new StringsCompleter(LineParser.NAMES))
                .variable(LineReader.HISTORY_FILE, historyFile())
                .build();
    }

    /** May be called from any thread. */
    void notice(String text) {
        reader.printAbove("* " + text);
    }

    void run() {
        PrintWriter out = terminal.writer();
        while (true) {
            String line;
            try {
                line = reader.readLine("gamecluster> ");
            } catch (UserInterruptException e) {
                continue; // Ctrl-C clears the line
            } catch (EndOfFileException e) {
                break;
            }
            if (!line.isBlank() && !carryOut(line, out)) {
                break;
            }
            out.flush();
        }
        if (player.loggedIn()) {
            print(player.execute(new LineCommand.Logout()), out);
            out.flush();
        }
    }

    /** @return false at the end */
    private boolean carryOut(String line, PrintWriter out) {
        LineCommand command;
        try {
            command = LineParser.parse(line);
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            return true;
        }
        if (command instanceof LineCommand.Quit) {
            return false;
        }
        if (command instanceof LineCommand.Watch watch) {
            watch(watch, out);
        } else {
            print(player.execute(command), out);
        }
        return true;
    }

    private static void print(Reply reply, PrintWriter out) {
        reply.lines().forEach(out::println);
    }

    private void watch(LineCommand.Watch watch, PrintWriter out) {
        CountDownLatch interrupted = new CountDownLatch(1);
        Terminal.SignalHandler before = terminal.handle(Terminal.Signal.INT, signal -> interrupted.countDown());
        LiveBlock block = new LiveBlock(out, terminal::getWidth, terminal::getHeight);
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(watch.seconds());
        try {
            do {
                Reply reply = player.execute(watch);
                block.show(reply.ok() ? reply.lines() : List.of(reply.lines().getFirst()));
            } while (!interrupted.await(WATCH_MILLIS, TimeUnit.MILLISECONDS) && System.nanoTime() - endNanos < 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            terminal.handle(Terminal.Signal.INT, before);
        }
    }

    /** {@code $XDG_STATE_HOME/gamecluster/history} where that is set, else {@code ~/.gamecluster/history}. */
    private static Path historyFile() {
        String state = System.getenv("XDG_STATE_HOME");
        Path directory = state == null || state.isBlank()
                ? Path.of(System.getProperty("user.home"), ".gamecluster")
                : Path.of(state, "gamecluster");
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            return Path.of(
                    System.getProperty("java.io.tmpdir"),
                    "gamecluster-history-" + ProcessHandle.current().pid());
        }
        return directory.resolve("history");
    }
}
