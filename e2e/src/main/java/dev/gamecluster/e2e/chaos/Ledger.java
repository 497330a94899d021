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
final class Ledger {
    /** @param user the writer */
    record Write(long user, long amount, long submittedNanos) {}

    /**
     * @param lost acknowledged writes that are missing from the balances
     * @param doubled writes that are in the balances twice
     * @param unexplained balances whose difference no single write explains
     */
    record Verdict(List<Write> lost, List<Write> doubled, List<String> unexplained, long acknowledged, long unknown) {
        boolean isClean() {
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
        List<Write> lost = new ArrayList<>();
        List<Write> doubled = new ArrayList<>();
        List<String> unexplained = new ArrayList<>();
        Map<Long, Long> differences = new HashMap<>();
        balances.forEach((user, money) -> {
            long expected = 0;
            for (Write write : acknowledged) {
                expected += write.user() == user ? 0 : write.amount();
            }
            differences.put(user, money - expected);
        });
        for (Map.Entry<Long, Long> each : differences.entrySet()) {
            explain(each.getKey(), each.getValue(), lost, doubled, unexplained);
        }
        return new Verdict(lost, doubled, unexplained, acknowledged.size(), unknown.size());
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
        unexplained.add("user " + user + " has " + difference + " too much");
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

    /** Sum of all amounts that were acknowledged. */
    long acknowledgedCount() {
        return acknowledged.size();
    }
}
