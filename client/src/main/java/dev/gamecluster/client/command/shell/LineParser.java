package dev.gamecluster.client.command.shell;

import dev.gamecluster.protocol.Limits;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** One line of text to a command. */
final class LineParser {
    static final List<String> NAMES = List.of(
            "login", "walk", "stop", "query", "look", "aoe", "where", "ping", "logout", "watch", "status", "help",
            "quit");

    static final List<String> HELP = List.of(
            "login [USER]          log in (a number); without USER the one of --user, or a random one",
            "walk X Y              set the velocity, metres per second, at most 20",
            "stop                  set the velocity to 0",
            "where                 my position",
            "look [RADIUS]         the users around me, within RADIUS metres (50)",
            "query [X1 Y1 X2 Y2]   the users of a rectangle, metres; without one: of the whole map",
            "aoe RADIUS MONEY      give MONEY to every other user within RADIUS metres (at most 50)",
            "watch [SECONDS]       show the users around me for a while (10), Ctrl-C ends it",
            "ping                  how old the world of my node is",
            "status                what the registry says of the cluster",
            "logout, help, quit");

    private static final double DEFAULT_RADIUS_METRES = 50;
    private static final int DEFAULT_WATCH_SECONDS = 10;
    private static final int LONGEST_WATCH_SECONDS = 86_400;

    private final String name;
    private final List<String> arguments;

    private LineParser(String name, List<String> arguments) {
        this.name = name;
        this.arguments = arguments;
    }

    /**
     * @param line not blank
     * @throws IllegalArgumentException with a sentence that names what is wrong and what is allowed
     */
    static LineCommand parse(String line) {
        List<String> words = Arrays.asList(line.strip().split("[\\s,]+"));
        return new LineParser(words.getFirst().toLowerCase(Locale.ROOT), words.subList(1, words.size())).command();
    }

    private LineCommand command() {
        return switch (name) {
            case "login" -> {
                atMost(1);
                yield new LineCommand.Login(arguments.isEmpty() ? null : unsigned(0, "USER"));
            }
            case "walk", "set_velocity" -> {
                exactly(2, "X Y");
                yield new LineCommand.Walk(number(0, "X"), number(1, "Y"));
            }
            case "stop" -> none(new LineCommand.Walk(0, 0));
            case "query" -> query();
            case "look" -> {
                atMost(1);
                yield new LineCommand.Look(arguments.isEmpty() ? DEFAULT_RADIUS_METRES : positive(0, "RADIUS"));
            }
            case "aoe" -> {
                exactly(2, "RADIUS MONEY");
                yield new LineCommand.Aoe(number(0, "RADIUS"), unsigned(1, "MONEY"));
            }
            case "where" -> none(new LineCommand.Where());
            case "ping" -> none(new LineCommand.Ping());
            case "logout" -> none(new LineCommand.Logout());
            case "watch" -> {
                atMost(1);
                yield new LineCommand.Watch(arguments.isEmpty() ? DEFAULT_WATCH_SECONDS : seconds());
            }
            case "status" -> none(new LineCommand.Status());
            case "help", "?" -> none(new LineCommand.Help());
            case "quit", "exit" -> none(new LineCommand.Quit());
            default ->
                throw new IllegalArgumentException(
                        "unknown command '" + name + "': expected one of " + String.join(", ", NAMES));
        };
    }

    private LineCommand query() {
        if (arguments.isEmpty()) {
            double edge = Limits.MAP_LIMIT_METRES;
            return new LineCommand.Query(-edge, -edge, edge, edge);
        }
        exactly(4, "X1 Y1 X2 Y2");
        double x1 = number(0, "X1");
        double y1 = number(1, "Y1");
        double x2 = number(2, "X2");
        double y2 = number(3, "Y2");
        return new LineCommand.Query(Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2));
    }

    private LineCommand none(LineCommand command) {
        atMost(0);
        return command;
    }

    private void atMost(int count) {
        if (arguments.size() > count) {
            throw new IllegalArgumentException("'" + name + "' takes "
                    + (count == 0 ? "no arguments" : "at most " + count + " argument") + ", not "
                    + arguments.size());
        }
    }

    private void exactly(int count, String what) {
        if (arguments.size() != count) {
            throw new IllegalArgumentException("'" + name + "' takes " + count + " arguments: " + name + " " + what);
        }
    }

    private double number(int index, String what) {
        String text = arguments.get(index);
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(name + ": " + what + " '" + text + "' is not allowed: expected a number");
    }

    private double positive(int index, String what) {
        double value = number(index, what);
        if (value < 0) {
            throw new IllegalArgumentException(
                    name + ": " + what + " '" + arguments.get(index) + "' is not allowed: expected 0 or more");
        }
        return value;
    }

    private long unsigned(int index, String what) {
        try {
            return Long.parseUnsignedLong(arguments.get(index));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + ": " + what + " '" + arguments.get(index)
                    + "' is not allowed: expected an integer of 0..18446744073709551615");
        }
    }

    private int seconds() {
        double value = positive(0, "SECONDS");
        if (value < 1 || value > LONGEST_WATCH_SECONDS) {
            throw new IllegalArgumentException("watch: SECONDS '" + arguments.getFirst()
                    + "' is not allowed: expected 1.." + LONGEST_WATCH_SECONDS);
        }
        return (int) value;
    }
}
