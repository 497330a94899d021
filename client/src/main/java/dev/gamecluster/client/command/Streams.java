package dev.gamecluster.client.command;

/** Whether standard input and output are a terminal: the launcher knows (it has isatty) and says it in system properties. */
public final class Streams {
    private Streams() {}

    public static boolean inputIsTerminal() {
        return isTerminal("gamecluster.input-is-terminal");
    }

    public static boolean outputIsTerminal() {
        return isTerminal("gamecluster.output-is-terminal");
    }

    private static boolean isTerminal(String property) {
        String said = System.getProperty(property);
        return said == null ? System.console() != null && System.console().isTerminal() : Boolean.parseBoolean(said);
    }
}
