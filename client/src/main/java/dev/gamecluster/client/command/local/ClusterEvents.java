package dev.gamecluster.client.command.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gamecluster.client.command.CommandFailed;
import dev.gamecluster.client.command.RegistryApi;
import java.io.UncheckedIOException;
import java.util.function.BiConsumer;

/** Follows the registry's event stream, and opens it again whenever it breaks. One thread of its own. */
public final class ClusterEvents {
    private static final int AGAIN_MILLIS = 250;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RegistryApi registry;
    private final BiConsumer<String, JsonNode> listener;
    private String name = "";
    private long lastId;
    private volatile boolean stopped;

    /** @param listener takes the name of the event and its data, on this object's thread */
    public ClusterEvents(RegistryApi registry, BiConsumer<String, JsonNode> listener) {
        this.registry = registry;
        this.listener = listener;
    }

    public void start() {
        Thread.ofPlatform().name("cluster-events").daemon().start(this::follow);
    }

    public void stop() {
        stopped = true;
    }

    private void follow() {
        while (!stopped) {
            try (var lines = registry.events(lastId)) {
                lines.forEach(this::line);
            } catch (CommandFailed | UncheckedIOException e) {
                name = "";
                lastId = 0; // a registry that comes back numbers its events anew
            }
            try {
                Thread.sleep(AGAIN_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void line(String line) {
        if (line.startsWith("id:")) {
            lastId = Long.parseLong(line.substring("id:".length()).strip());
        } else if (line.startsWith("event:")) {
            name = line.substring("event:".length()).strip();
        } else if (line.startsWith("data:") && !name.isEmpty()) {
            try {
                listener.accept(name, JSON.readTree(line.substring("data:".length())));
            } catch (JsonProcessingException e) {
                listener.accept(name, JSON.createObjectNode());
            }
            name = "";
        }
    }
}
