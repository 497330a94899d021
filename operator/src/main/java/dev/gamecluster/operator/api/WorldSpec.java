package dev.gamecluster.operator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;

/** The world. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WorldSpec(
        @JsonPropertyDescription("Where users never seen before appear. Default: the whole map.") @Default("{}")
        Area startArea) {
    private static final int EDGE = 1_000_000;

    public WorldSpec {
        startArea = startArea == null ? new Area(null, null) : startArea;
    }

    /** A rectangle in whole metres. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @ValidationRule(
            value =
                    "self.min.x >= -1000000 && self.min.y >= -1000000 && self.max.x <= 1000000 && self.max.y <= 1000000",
            message = "the area reaches beyond the map; write coordinates from -1000000 to 1000000 metres")
    @ValidationRule(
            value = "self.min.x <= self.max.x && self.min.y <= self.max.y",
            message = "min is above max: write the smaller coordinates in min and the larger ones in max")
    public record Area(
            @JsonPropertyDescription("Corner with the smallest coordinates.")
            @Default("{\"x\":-1000000,\"y\":-1000000}")
            Point min,

            @JsonPropertyDescription("Corner with the largest coordinates.") @Default("{\"x\":1000000,\"y\":1000000}")
            Point max) {
        public Area {
            min = min == null ? new Point(-EDGE, -EDGE) : min;
            max = max == null ? new Point(EDGE, EDGE) : max;
        }

        /** As the game server's configuration wants it. */
        public String text() {
            return min.x() + "," + min.y() + "," + max.x() + "," + max.y();
        }
    }

    /** Whole metres. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Point(
            @JsonPropertyDescription("Metres to the east.") @Required
            Integer x,

            @JsonPropertyDescription("Metres to the north. Write \"y\" with quotes: some YAML readers take y for true.")
            @Required
            Integer y) {}
}
