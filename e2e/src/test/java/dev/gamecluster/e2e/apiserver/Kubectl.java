package dev.gamecluster.e2e.apiserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** kubectl, as people use it. */
record Kubectl(Path program, Path kubeconfig) {
    /** @return what it printed; @throws AssertionError with what it printed when it failed */
    String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString(), "--kubeconfig", kubeconfig.toString()));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError("kubectl " + String.join(" ", arguments) + ": " + output);
            }
            return output;
        } catch (IOException problem) {
            throw new UncheckedIOException("kubectl could not be run", problem);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    /** The columns of {@code kubectl get}, with their values of the only object that it shows. */
    static java.util.Map<String, String> columns(String table) {
        List<String> lines = table.lines().toList();
        List<String> names = cells(lines.get(0));
        List<String> values = cells(lines.get(1));
        java.util.Map<String, String> columns = new java.util.LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            columns.put(names.get(i).toLowerCase(Locale.ROOT), i < values.size() ? values.get(i) : "");
        }
        return columns;
    }

    private static List<String> cells(String line) {
        return Stream.of(line.trim().split("\\s{2,}")).toList();
    }
}
