package dev.gamecluster.client.command.bench.load;

import dev.gamecluster.client.command.bench.result.Curve;
import dev.gamecluster.client.command.bench.result.Interval;
import dev.gamecluster.client.command.bench.result.Summary;
import java.util.List;

/**
 * What one run has measured.
 *
 * @param beginNanos when the measurement began, by {@link System#nanoTime}; 0 when it never did
 * @param warnings what has to be known to read the numbers
 */
public record Measurement(
        Summary summary, List<Interval> timeline, List<Curve> curves, long beginNanos, List<String> warnings) {
    public Measurement {
        timeline = List.copyOf(timeline);
        curves = List.copyOf(curves);
        warnings = List.copyOf(warnings);
    }
}
