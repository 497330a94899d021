package dev.gamecluster.client.command.bench.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Scenarios from YAML. What is not known is refused, so that a misspelt key does not measure something else in silence. */
public final class ScenarioReader {
    private static final ObjectMapper YAML = new YAMLMapper();
    private static final Set<String> KEYS = Set.of(
            "name",
            "description",
            "clients",
            "slaves",
            "area",
            "ramp",
            "warmUp",
            "duration",
            "ratePerClient",
            "inFlight",
            "walk",
            "mix",
            "query",
            "aoe",
            "faults");

    private final String source;

    private ScenarioReader(String source) {
        this.source = source;
    }

    /**
     * @param source where it comes from, for people
     * @throws IllegalArgumentException naming the source, the key, the value, and what is allowed
     */
    public static Scenario read(String source, String text) {
        try {
            return new ScenarioReader(source).read(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("scenario " + source + " is no YAML: " + e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("scenario " + source + ": " + e.getMessage());
        }
    }

    private Scenario read(String text) throws JsonProcessingException {
        JsonNode root = YAML.readTree(text);
        keys("", root, KEYS);
        JsonNode area = section(root, "area", Set.of("side"));
        JsonNode query = section(root, "query", Set.of("side"));
        JsonNode aoe = section(root, "aoe", Set.of("radius", "money"));
        return new Scenario(
                string(root, "name", source),
                string(root, "description", ""),
                integer(root, "clients", 100),
                integer(root, "slaves", 2),
                number(area, "side", 2_000),
                number(root, "ramp", 200),
                integer(root, "warmUp", 5),
                integer(root, "duration", 30),
                number(root, "ratePerClient", 0),
                integer(root, "inFlight", 0),
                flag(root, "walk", true),
                mix(root.path("mix")),
                number(query, "side", 100),
                number(aoe, "radius", 50),
                integer(aoe, "money", 1),
                faults(root.path("faults")),
                text);
    }

    private static Map<Operation, Double> mix(JsonNode json) {
        Map<Operation, Double> mix = new EnumMap<>(Operation.class);
        Set<String> labels = new TreeSet<>();
        for (Operation operation : Operation.values()) {
            labels.add(operation.label());
            if (json.has(operation.label())) {
                mix.put(operation, number(json, operation.label(), 0));
            }
        }
        keys("mix", json, labels);
        return mix;
    }

    private static List<Fault> faults(JsonNode json) {
        List<Fault> faults = new ArrayList<>();
        if (!json.isMissingNode() && !json.isArray()) {
            throw wrong("faults", json, "a list");
        }
        for (JsonNode each : json) {
            keys("faults", each, Set.of("at", "do"));
            String action = string(each, "do", "nothing");
            if (!action.equals(Fault.Action.KILL_MASTER.name().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("faults.do '" + action + "' is not allowed: expected kill_master");
            }
            faults.add(new Fault(number(each, "at", -1), Fault.Action.KILL_MASTER));
        }
        return faults;
    }

    // ---- values ----------------------------------------------------------------------------------------------------

    private static void keys(String section, JsonNode json, Set<String> allowed) {
        if (json.isMissingNode()) {
            return;
        }
        if (!json.isObject()) {
            throw wrong(section.isEmpty() ? "the scenario" : section, json, "keys with values");
        }
        json.fieldNames().forEachRemaining(key -> {
            if (!allowed.contains(key)) {
                throw new IllegalArgumentException((section.isEmpty() ? "key '" : "key '" + section + ".") + key
                        + "' is not known: expected one of " + String.join(", ", new TreeSet<>(allowed)));
            }
        });
    }

    private static JsonNode section(JsonNode root, String name, Set<String> allowed) {
        JsonNode section = root.path(name);
        keys(name, section, allowed);
        return section.isMissingNode() ? MissingNode.getInstance() : section;
    }

    private static String string(JsonNode json, String key, String otherwise) {
        JsonNode value = json.path(key);
        return value.isMissingNode() || value.isNull()
                ? otherwise
                : value.asText().strip();
    }

    private static double number(JsonNode json, String key, double otherwise) {
        JsonNode value = json.path(key);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isNumber()) {
            throw wrong(key, value, "a number");
        }
        return value.asDouble();
    }

    private static int integer(JsonNode json, String key, int otherwise) {
        JsonNode value = json.path(key);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.canConvertToInt() || !value.isIntegralNumber()) {
            throw wrong(key, value, "an integer");
        }
        return value.intValue();
    }

    private static boolean flag(JsonNode json, String key, boolean otherwise) {
        JsonNode value = json.path(key);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw wrong(key, value, "true or false");
        }
        return value.booleanValue();
    }

    private static IllegalArgumentException wrong(String key, JsonNode value, String expected) {
        return new IllegalArgumentException(key + " '" + value + "' is not allowed: expected " + expected);
    }
}
