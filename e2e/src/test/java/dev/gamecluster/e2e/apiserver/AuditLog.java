package dev.gamecluster.e2e.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the API server was asked for, as it logged it. */
final class AuditLog {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CREATED = 201;

    /**
     * One request.
     *
     * @param resource with the subresource, as in rules: {@code pods/status}; empty for requests about no resource
     * @param namespace empty for all of them, and for what is in none
     * @param creates it made the object: an apply does so when there is none
     */
    record Request(
            String group,
            String resource,
            String verb,
            String namespace,
            String name,
            boolean creates,
            boolean allowed,
            String path) {}

    private AuditLog() {}

    static List<Request> read(Path log) {
        List<Request> requests = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(log)) {
                requests.add(request(JSON.readTree(line)));
            }
        } catch (IOException problem) {
            throw new UncheckedIOException("the audit log cannot be read", problem);
        }
        return requests;
    }

    private static Request request(JsonNode event) {
        JsonNode object = event.path("objectRef");
        String subresource = object.path("subresource").asText("");
        return new Request(
                object.path("apiGroup").asText(""),
                object.path("resource").asText("") + (subresource.isEmpty() ? "" : "/" + subresource),
                event.path("verb").asText(),
                object.path("namespace").asText(""),
                object.path("name").asText(""),
                event.path("responseStatus").path("code").asInt() == CREATED,
                event.path("annotations")
                        .path("authorization.k8s.io/decision")
                        .asText()
                        .equals("allow"),
                event.path("requestURI").asText());
    }
}
