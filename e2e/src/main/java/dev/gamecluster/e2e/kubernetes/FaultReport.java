package dev.gamecluster.e2e.kubernetes;

import dev.gamecluster.e2e.chaos.Distribution;
import dev.gamecluster.e2e.chaos.Ledger;
import dev.gamecluster.e2e.chaos.Load;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What came of all rounds of one fault: a line of the table, and what was not as promised. */
final class FaultReport {
    private static final String ROW = "%-14s %6s  %-25s %-25s %-25s %-25s %-20s %7s %4s %7s %8s %8s";
    static final String TITLE = ROW.formatted(
            "fault",
            "rounds",
            "first write again [ms]",
            "all clients again [ms]",
            "nobody writes [ms]",
            "a write waits [ms]",
            "by status [ms]",
            "acked",
            "lost",
            "doubled",
            "sessions",
            "disagree");
    static final String LEGEND = """
            Times are p50 / p90 / p99 / max of the rounds, milliseconds. First write again, all clients again: from the fault to the
            acknowledgement of a write made after it. Nobody writes, a write waits: the longest of a round, also before the fault takes
            effect and while what was lost comes back. By status: status.lastFailover.durationMillis. Sessions: lost ones. Disagree: rounds
            where status or Events say something else than clients saw.""";

    private final KubernetesFault fault;
    private final Distribution first = new Distribution("first write again");
    private final Distribution all = new Distribution("all clients again");
    private final Distribution silence = new Distribution("nobody writes");
    private final Distribution longest = new Distribution("longest wait");
    private final Distribution told = new Distribution("by status");
    private final List<String> problems = new ArrayList<>();
    private final NavigableMap<Long, Integer> strikes = new TreeMap<>();
    private int rounds;
    private int disagreements;
    private long acknowledged;
    private long unknown;
    private int lost;
    private int doubled;
    private long sessionsLost;

    FaultReport(KubernetesFault fault) {
        this.fault = fault;
    }

    void add(KubernetesRound.Result result) {
        rounds++;
        strikes.put(result.atNanos(), rounds);
        first.record(result.firstGapMillis());
        all.record(result.lastGapMillis());
        silence.record(result.longestSilenceMillis());
        longest.record(result.longestWaitMillis());
        result.told().ifPresent(last -> told.record(last.durationMillis()));
        disagreements += result.problems().isEmpty() ? 0 : 1;
        int round = rounds;
        result.problems().forEach(problem -> problems.add("round " + round + ": " + problem));
    }

    /** Writing must have stopped. */
    void close(Load load) {
        Ledger.Verdict verdict = load.verify();
        acknowledged = verdict.acknowledged();
        unknown = verdict.unknown();
        lost = verdict.lost().size();
        doubled = verdict.doubled().size();
        sessionsLost = load.sessionsLost();
        check(lost == 0, lost + " acknowledged writes were lost: " + when(verdict.lost()));
        check(doubled == 0, doubled + " writes were applied twice: " + when(verdict.doubled()));
        check(sessionsLost == 0, sessionsLost + " sessions were lost");
        check(load.wrongHits() == 0, load.wrongHits() + " writes missed somebody");
        check(load.refused() == 0, load.refused() + " writes were refused: " + load.firstProblem());
        check(unknown == 0, unknown + " writes have an unknown outcome: " + load.firstProblem());
        problems.addAll(verdict.unexplained());
    }

    /** When they were made, by round. */
    private String when(List<Ledger.Write> writes) {
        Map<Integer, LongSummaryStatistics> byRound = new TreeMap<>();
        for (Ledger.Write write : writes) {
            Map.Entry<Long, Integer> strike = strikes.floorEntry(write.submittedNanos());
            long sinceMillis = strike == null ? 0 : (write.submittedNanos() - strike.getKey()) / 1_000_000;
            byRound.computeIfAbsent(strike == null ? 0 : strike.getValue(), round -> new LongSummaryStatistics())
                    .accept(sinceMillis);
        }
        return byRound.entrySet().stream()
                .map(each -> each.getValue().getCount() + " made between "
                        + each.getValue().getMin() + " and " + each.getValue().getMax()
                        + " ms after the fault of round " + each.getKey())
                .collect(Collectors.joining("; "));
    }

    void failed(RuntimeException failure) {
        problems.add("gave up after " + rounds + " rounds: " + failure.getMessage());
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            problems.add(otherwise);
        }
    }

    KubernetesFault fault() {
        return fault;
    }

    List<String> problems() {
        return problems;
    }

    String line() {
        return String.format(
                Locale.ROOT,
                ROW,
                fault.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                rounds,
                first.quantiles(),
                all.quantiles(),
                silence.quantiles(),
                longest.quantiles(),
                told.quantiles(),
                acknowledged,
                lost,
                doubled,
                sessionsLost,
                disagreements);
    }
}
