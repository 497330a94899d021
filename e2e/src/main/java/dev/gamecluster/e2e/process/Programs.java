package dev.gamecluster.e2e.process;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the built programs are.
 *
 * @param home the repository
 */
public record Programs(Path home, Path registry, Path gameServer, Path operator, Path java) {
    private static final String JAR = "target/quarkus-app/quarkus-run.jar";

    /** Looks from the working directory upwards; {@code -Dgamecluster.home} overrides. */
    public static Programs find() {
        String home = System.getProperty("gamecluster.home");
        Path folder = home != null ? Path.of(home) : Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("gameserver/pom.xml"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException(
                    "the repository was not found from " + Path.of("").toAbsolutePath());
        }
        return new Programs(
                folder,
                existing(folder.resolve("registry").resolve(JAR)),
                existing(folder.resolve("gameserver").resolve(JAR)),
                existing(folder.resolve("operator").resolve(JAR)),
                Path.of(System.getProperty("java.home"), "bin", "java"));
    }

    private static Path existing(Path jar) {
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing; run: make build");
        }
        return jar;
    }
}
