package dev.gamecluster.client.command;

import dev.gamecluster.client.ClientEvent;
import java.util.Optional;

/** What a person is told of a client's events. */
public final class Notices {
    private Notices() {}

    public static String text(ClientEvent event) {
        return switch (event) {
            case ClientEvent.Connected connected ->
                connected.again()
                        ? "connected to " + connected.node().node() + ", going on there"
                        : "connected to " + connected.node().node() + " ("
                                + connected.node().endpoint() + ")";
            case ClientEvent.Disconnected lost ->
                "lost " + lost.node().node() + " (" + lost.reason() + "), looking for another node";
            case ClientEvent.Redirected redirected ->
                redirected.node().node() + " asks to go elsewhere (" + redirected.reason() + ")";
            case ClientEvent.Kicked kicked -> "logged out: " + kicked.reason();
            case ClientEvent.SessionLost ignored ->
                "the cluster had forgotten the session: logged in anew, standing still";
            case ClientEvent.Searching searching -> "no node yet, trying again: " + searching.reason();
        };
    }

    /** The same, where the first connection goes without saying. */
    public static Optional<String> unexpected(ClientEvent event) {
        return event instanceof ClientEvent.Connected connected && !connected.again()
                ? Optional.empty()
                : Optional.of(text(event));
    }
}
