package dev.gamecluster.client.command;

/** A command could not do what it was asked; the message is one line for the person who asked. Exit code 1. */
public final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CommandFailed(String message) {
        super(message);
    }
}
