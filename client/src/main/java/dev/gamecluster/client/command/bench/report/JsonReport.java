package dev.gamecluster.client.command.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gamecluster.client.command.bench.result.BenchResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A result as JSON: the names of the records in snake_case. What is written can be read back unchanged. */
public final class JsonReport {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private JsonReport() {}

    /** @throws IOException the file cannot be written */
    public static void write(BenchResult result, Path file) throws IOException {
        Files.writeString(file, text(result) + "\n");
    }

    /** @throws IOException the file cannot be read, or is not a result; the message names the file */
    public static BenchResult read(Path file) throws IOException {
        try {
            return MAPPER.readValue(Files.readString(file), BenchResult.class);
        } catch (JsonProcessingException e) {
            throw new IOException(file + " is not a result of the load generator: " + e.getOriginalMessage(), e);
        }
    }

    /** On one line. */
    static String text(BenchResult result) {
        try {
            return MAPPER.writeValueAsString(result);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a result that cannot be written as JSON", e);
        }
    }
}
