package dev.gamecluster.client.command.bench.result;

import java.util.List;
import java.util.Map;

/**
 * The measured part as a whole, without the warm-up.
 *
 * @param kinds one for each kind of request that was sent, and one called "all"
 * @param due requests that the schedule asked for
 * @param unanswered requests sent and neither answered nor failed when the run ended
 * @param errorsByCode number of error answers by their code
 */
public record Summary(
        double measuredSeconds,
        List<KindSummary> kinds,
        long due,
        long sent,
        long answered,
        long failed,
        long unanswered,
        double answeredPerSecond,
        long reconnects,
        long sessionsLost,
        long redirects,
        Map<String, Long> errorsByCode,
        Generator generator) {

    public Summary {
        kinds = List.copyOf(kinds);
        errorsByCode = Map.copyOf(errorsByCode);
    }
}
