package dev.gamecluster.gameserver.app;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/** The configuration as the program reads it, from some keys and the defaults for the rest. */
final class TestConfiguration {
    private TestConfiguration() {}

    /** @param keysAndValues key, value, key, value, ... */
    static NodeConfiguration of(String... keysAndValues) {
        Map<String, String> values = new HashMap<>();
        values.put("gamecluster.node.name", "demo-0");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            values.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return new SmallRyeConfigBuilder()
                .withMapping(NodeConfiguration.class)
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build()
                .getConfigMapping(NodeConfiguration.class);
    }
}
