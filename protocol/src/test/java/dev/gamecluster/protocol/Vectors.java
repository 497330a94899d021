package dev.gamecluster.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Golden vectors: files of lines {@code name = content}, with comments behind {@code #}. */
public final class Vectors {
    private Vectors() {}

    public static Map<String, String> read(String file) {
        Map<String, String> vectors = new LinkedHashMap<>();
        for (String line : text(file).split("\n")) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int separator = line.indexOf(" = ");
            if (vectors.put(line.substring(0, separator), line.substring(separator + 3)) != null) {
                throw new IllegalStateException(file + " has two vectors for " + line.substring(0, separator));
            }
        }
        return vectors;
    }

    private static String text(String file) {
        try (InputStream stream = Vectors.class.getResourceAsStream("/vectors/" + file)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
