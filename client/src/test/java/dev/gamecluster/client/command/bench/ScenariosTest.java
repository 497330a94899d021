package dev.gamecluster.client.command.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gamecluster.client.command.bench.load.Scenario;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScenariosTest {
    static List<String> names() {
        return Scenarios.NAMES;
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldReadWhatComesWithIt(String name) {
        Scenario scenario = Scenarios.find(name);
        assertThat(scenario.name()).isEqualTo(name);
        assertThat(scenario.description()).isNotBlank();
    }

    @Test
    void shouldNameAllFiles() throws IOException, URISyntaxException {
        Path folder = Path.of(ScenariosTest.class.getResource("/scenarios").toURI());
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".yaml", "")))
                    .containsExactlyInAnyOrderElementsOf(Scenarios.NAMES);
        }
    }

    @Test
    void shouldReadAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("own.yaml"), "ratePerClient: 1\nmix: {ping: 1}\nclients: 3\n");
        assertThat(Scenarios.find(file.toString()).clients()).isEqualTo(3);
    }

    @Test
    void shouldSayWhatThereIs() {
        assertThatThrownBy(() -> Scenarios.find("mixx"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("scenario 'mixx' is not known: expected one of battle, login-storm, mix,");
    }
}
