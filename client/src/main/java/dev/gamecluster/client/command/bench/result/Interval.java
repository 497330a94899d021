package dev.gamecluster.client.command.bench.result;

import java.util.List;

/**
 * One step of the timeline.
 *
 * @param atSeconds its beginning, since the beginning of the measured part
 * @param kinds those with at least one answer in this interval, and "all"
 * @param lagP50Millis how old the worlds were that answered queries and pings; 0 when none was answered
 */
public record Interval(
        double atSeconds,
        double lengthSeconds,
        long due,
        long answered,
        long failed,
        List<KindPoint> kinds,
        double lagP50Millis,
        double lagMaxMillis) {

    public Interval {
        kinds = List.copyOf(kinds);
    }
}
