package dev.gamecluster.operator.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.operator.ApiServerPrograms;
import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfig;
import io.fabric8.kubeapitest.binary.BinaryManager;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What people see who write something wrong, and that what we give them is right: kubectl against a real API server with the definition and
 * the manifests of {@code deploy}. Each file in {@code wrong} says in its first line what must be answered.
 *
 * <p>Without the programs of an API server all of this is skipped.
 */
@EnabledIf(value = ApiServerPrograms.AT_HAND, disabledReason = ApiServerPrograms.HOW_TO_GET)
class WrongSpecIT {
    private static final Path DEPLOY = Path.of("..", "deploy");
    private static final Path SAMPLES = DEPLOY.resolve("manifests/samples");
    private static final Path WRONG = Path.of("src/test/resources/wrong");
    private static final String EXPECTED = "# refused with: ";

    @TempDir
    private static Path directory;

    private static KubeAPIServer server;
    private static File kubectl;
    private static Answer installation;

    private record Answer(int code, String text) {}

    @BeforeAll
    static void startApiServer() throws IOException, InterruptedException {
        KubeAPIServerConfig config = ApiServerPrograms.configuration();
        BinaryManager binaries = new BinaryManager(config);
        binaries.initAndDownloadIfRequired();
        kubectl = binaries.binaries().getKubectl();
        server = new KubeAPIServer(config);
        server.start();
        Files.writeString(directory.resolve("kubeconfig"), server.getKubeConfigYaml());
        installation = kubectl("apply", "-k", DEPLOY.resolve("manifests").toString());
        Answer established =
                kubectl("wait", "--for=condition=Established", "--timeout=30s", "crd/gameclusters.gamecluster.dev");
        assertThat(established.code()).as(established.text()).isZero();
    }

    @AfterAll
    static void stopApiServer() {
        if (server != null) {
            server.stop();
        }
    }

    static Stream<Path> wrong() throws IOException {
        return files(WRONG).stream();
    }

    static Stream<Path> samples() throws IOException {
        return files(SAMPLES).stream();
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void shouldRefuseWithASentenceThatHelps(Path file) throws IOException, InterruptedException {
        String first = Files.readAllLines(file).getFirst();
        assertThat(first).startsWith(EXPECTED);
        Answer answer = kubectl("apply", "--dry-run=server", "-f", file.toString());
        assertThat(answer.code()).as(answer.text()).isNotZero();
        assertThat(answer.text()).contains(first.substring(EXPECTED.length()));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void shouldAcceptSample(Path file) throws IOException, InterruptedException {
        Answer answer = kubectl("apply", "--dry-run=server", "-f", file.toString());
        assertThat(answer.code()).as(answer.text()).isZero();
        assertThat(answer.text()).contains("(server dry run)").doesNotContain("Warning");
    }

    @Test
    void shouldHaveSomethingToTest() throws IOException {
        assertThat(files(WRONG)).hasSizeGreaterThan(20);
        assertThat(files(SAMPLES)).hasSizeGreaterThan(3);
    }

    /** The namespace enforces the restricted standard; the API server warns of what would violate it. */
    @Test
    void shouldInstallWithoutAWarning() {
        assertThat(installation.code()).as(installation.text()).isZero();
        assertThat(installation.text())
                .contains("deployment.apps/gamecluster-operator created")
                .doesNotContain("Warning");
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    private static Answer kubectl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                kubectl.getPath(),
                "--kubeconfig",
                directory.resolve("kubeconfig").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), text);
    }
}
