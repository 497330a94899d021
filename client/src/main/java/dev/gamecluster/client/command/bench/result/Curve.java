package dev.gamecluster.client.command.bench.result;

import java.util.List;

/** Latency by percentile, with five points per half of the distance that is left to 100 %. {@code kind} as in {@link KindSummary}. */
public record Curve(String kind, boolean corrected, List<Point> points) {

    public Curve {
        points = List.copyOf(points);
    }
}
