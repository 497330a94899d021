package dev.gamecluster.registry.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gamecluster.registry.core.WhenNoSlave;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistryOptionsTest {
    private static RegistryOptions read(String... keysAndValues) {
        Map<String, String> properties = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return RegistryOptions.of(RegistryConfiguration.read(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()));
    }

    @Test
    void shouldHaveDefaults() {
        RegistryOptions options = read();
        assertThat(options.cluster().text()).isEqualTo("local/demo");
        assertThat(options.httpPort()).isEqualTo(8080);
        assertThat(options.server().controlPort()).isEqualTo(5550);
        assertThat(options.director().configuredSlaves()).isEmpty();
    }

    @Test
    void shouldReadEveryKey() {
        RegistryOptions options = read(
                "gamecluster.cluster", "games/world-1",
                "gamecluster.registry.slaves", "3",
                "gamecluster.failover.when-no-slave", "Hold",
                "gamecluster.failover.suspect-after-millis", "500",
                "gamecluster.registry.control-bind", "127.0.0.1");
        assertThat(options.cluster().text()).isEqualTo("games/world-1");
        assertThat(options.director().configuredSlaves()).isEqualTo(OptionalInt.of(3));
        assertThat(options.director().whenNoSlave()).isEqualTo(WhenNoSlave.HOLD);
        assertThat(options.director().suspectAfterMillis()).isEqualTo(500);
        assertThat(options.server().controlBind()).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource({
        "gamecluster.cluster,demo",
        "gamecluster.cluster,Local/Demo",
        "gamecluster.registry.http-port,eighty",
        "gamecluster.registry.http-port,65536",
        "gamecluster.registry.control-port,-1",
        "gamecluster.registry.slaves,65",
        "gamecluster.failover.heartbeat-millis,0",
        "gamecluster.failover.suspect-after-millis,150",
        "gamecluster.failover.maximum-loss-millis,1.5",
        "gamecluster.failover.when-no-slave,continue",
        "gamecluster.parent-pid,me",
    })
    void shouldNameTheKeyTheValueAndWhatIsAllowed(String key, String value) {
        assertThatThrownBy(() -> read(key, value))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith(key + " is '" + value + "', allowed is ");
    }
}
