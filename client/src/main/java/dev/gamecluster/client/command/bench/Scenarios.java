package dev.gamecluster.client.command.bench;

import dev.gamecluster.client.command.bench.load.Scenario;
import dev.gamecluster.client.command.bench.load.ScenarioReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds scenarios: those that come with GameCluster by their name, others by their path. */
final class Scenarios {
    /** What comes with GameCluster; a test compares it with the files. */
    static final List<String> NAMES = List.of(
            "battle",
            "login-storm",
            "mix",
            "ping",
            "pipelined",
            "query-heavy",
            "reconnect-storm",
            "ten-thousand",
            "walkers");

    private Scenarios() {}

    /** @throws IllegalArgumentException when there is none, or something in it is not allowed */
    static Scenario find(String nameOrFile) {
        if (NAMES.contains(nameOrFile)) {
            return ScenarioReader.read(nameOrFile, shipped(nameOrFile));
        }
        Path file = Path.of(nameOrFile);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("scenario '" + nameOrFile + "' is not known: expected one of "
                    + String.join(", ", NAMES) + ", or the path of a YAML file");
        }
        try {
            return ScenarioReader.read(nameOrFile, Files.readString(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("scenario " + nameOrFile + " cannot be read: " + e.getMessage());
        }
    }

    private static String shipped(String name) {
        try (InputStream text = Scenarios.class.getResourceAsStream("/scenarios/" + name + ".yaml")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException("scenario " + name + " cannot be read: " + e.getMessage());
        }
    }
}
