package dev.gamecluster.e2e.chaos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Every write of the load with its amount and its fate, and the proof by balances.
 *
 * <p>Each write is an aoe that gives a random 40-bit amount to every other user. A user's balance must be the sum of the amounts of all
 * acknowledged writes of the others; writes whose outcome is unknown may be in it or not. Random amounts make a lost or doubled write
 * show as its own amount, with a chance of error of about one in 2^40 for each pair compared.
 */
public final class Ledger {
    /** @param user the writer */
    public record Write(long user, long amount, long submittedNanos) {}

    /**
     * @param lost acknowledged writes that are missing from the balances
     * @param doubled writes that are in the balances twice
     * @param unexplained balances whose difference no single write explains
     */
    public record Verdict(
            List<Write> lost, List<Write> doubled, List<String> unexplained, long acknowledged, long unknown) {
        public boolean isClean() {
            return lost.isEmpty() && doubled.isEmpty() && unexplained.isEmpty();
        }
    }

    private final ConcurrentLinkedQueue<Write> acknowledged = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Write> unknown = new ConcurrentLinkedQueue<>();

    void acknowledged(Write write) {
        acknowledged.add(write);
    }

    void unknown(Write write) {
        unknown.add(write);
    }

    /** @param balances money of every user at the end */
    Verdict check(Map<Long, Long> balances) {
        Map<Long, Long> differences = new HashMap<>();
        balances.forEach((user, money) -> differences.put(user, money - expected(user)));
        List<Write> lost = new ArrayList<>();
        List<Write> doubled = new ArrayList<>();
        List<String> unexplained = new ArrayList<>();
        long common = mostCommon(differences);
        boolean several = explainTogether(differences, common, lost);
        for (Map.Entry<Long, Long> each : differences.entrySet()) {
            if (!several) {
                explain(each.getKey(), each.getValue(), lost, doubled, unexplained);
            }
        }
        return new Verdict(lost, doubled, unexplained, acknowledged.size(), unknown.size());
    }

    private long expected(long user) {
        long expected = 0;
        for (Write write : acknowledged) {
            expected += write.user() == user ? 0 : write.amount();
        }
        return expected;
    }

    private static long mostCommon(Map<Long, Long> differences) {
        Map<Long, Integer> counts = new HashMap<>();
        differences.values().forEach(difference -> counts.merge(difference, 1, Integer::sum));
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }

    /**
     * Several writes of different users may be lost at once: everybody misses the sum, but each of these users misses it less its own
     * write. @return whether that explains everything; the writes are then in {@code lost}
     */
    private boolean explainTogether(Map<Long, Long> differences, long common, List<Write> lost) {
        List<Write> found = new ArrayList<>();
        for (Map.Entry<Long, Long> each : differences.entrySet()) {
            long own = each.getValue() - common;
            if (own != 0) {
                acknowledged.stream()
                        .filter(write -> write.user() == each.getKey() && write.amount() == own)
                        .findFirst()
                        .ifPresent(found::add);
            }
        }
        boolean explained =
                !found.isEmpty() && found.stream().mapToLong(Write::amount).sum() == -common;
        if (explained) {
            lost.addAll(found);
        }
        return explained;
    }

    private void explain(long user, long difference, List<Write> lost, List<Write> doubled, List<String> unexplained) {
        if (difference == 0 || isSumOfUnknown(user, difference)) {
            return;
        }
        for (Write write : acknowledged) {
            if (write.amount() == -difference) {
                addOnce(lost, write);
                return;
            }
            if (write.amount() == difference) {
                addOnce(doubled, write);
                return;
            }
        }
        unexplained.add("user " + user + " differs by " + difference);
    }

    private static void addOnce(List<Write> writes, Write write) {
        if (!writes.contains(write)) {
            writes.add(write);
        }
    }

    /** Tries subsets of the unknown writes of others, as long as there are few. */
    private boolean isSumOfUnknown(long user, long difference) {
        List<Write> others =
                unknown.stream().filter(write -> write.user() != user).toList();
        if (others.size() > 20) {
            return false;
        }
        for (int subset = 1; subset < 1 << others.size(); subset++) {
            long sum = 0;
            for (int i = 0; i < others.size(); i++) {
                sum += (subset >> i & 1) == 1 ? others.get(i).amount() : 0;
            }
            if (sum == difference) {
                return true;
            }
        }
        return false;
    }

    /** How many writes were acknowledged so far. */
    long acknowledgedCount() {
        return acknowledged.size();
    }
}
