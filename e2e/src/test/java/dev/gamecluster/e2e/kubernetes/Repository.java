package dev.gamecluster.e2e.kubernetes;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the manifests are that are tested. */
final class Repository {
    private Repository() {}

    static Path folder() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("deploy/manifests"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException(
                    "no deploy/manifests from " + Path.of("").toAbsolutePath() + " upwards");
        }
        return folder;
    }
}
