package dev.gamecluster.e2e.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** kubectl, as a person uses it: in one namespace, with the current kubeconfig. Says what it does. */
final class Kubectl {
    private static final int PATIENCE_SECONDS = 180;

    private final String namespace;

    Kubectl(String namespace) {
        this.namespace = namespace;
    }

    /**
     * @return what it printed
     * @throws AssertionError when it ends with an error
     */
    String run(String... arguments) {
        System.out.println("$ kubectl " + String.join(" ", arguments));
        Result result = execute(arguments);
        System.out.print(result.output().indent(2));
        if (result.status() != 0) {
            throw new AssertionError("kubectl " + String.join(" ", arguments) + " ended with " + result.status() + ": "
                    + result.output());
        }
        return result.output();
    }

    /** What it prints, whatever it is; says nothing. */
    String look(String... arguments) {
        return execute(arguments).output();
    }

    private record Result(int status, String output) {}

    private Result execute(String... arguments) {
        List<String> command = new ArrayList<>(List.of("kubectl", "--namespace", namespace));
        command.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile("kubectl", ".out");
            try {
                Process process = new ProcessBuilder(command)
                        .directory(Repository.folder().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    return new Result(-1, "no end after " + PATIENCE_SECONDS + " s: " + Files.readString(output));
                }
                return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
            } finally {
                Files.delete(output);
            }
        } catch (IOException problem) {
            throw new UncheckedIOException("kubectl could not be run", problem);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("interrupted", interrupted);
        }
    }
}
