package dev.gamecluster.e2e.chaos;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Every write of the load with its amount and its fate, and the proof by balances.
 *
 * <p>Each write is an aoe that gives a random 40-bit amount to every other user. A user's balance must be the sum of the amounts of all
 * acknowledged writes of the others; writes whose outcome is unknown may be in it or not. What is wrong is traced like this:
 *
 * <ol>
 *   <li>Balances that are wrong by d(1), ..., d(n) mean that of user u's own writes g(u) too much was applied: everybody else has g(u)
 *       too much, so G = g(1) + ... + g(n) = (d(1) + ... + d(n)) / (n - 1), and g(u) = G - d(u).
 *   <li>A client writes in order, and what a cluster loses is a piece of its log: of each user a run of consecutive writes. So -g(u), less
 *       some of its unknown writes, is the sum of a run that was lost; g(u) of one that was applied twice.
 * </ol>
 *
 * Random amounts make another run with the same sum as unlikely as one in 2^40 for each pair compared.
 */
public final class Ledger {
    /** Of a user's writes with unknown outcome all subsets are tried, as long as there are no more than this. */
    private static final int UNKNOWN_OF_ONE_USER = 12;

    /** @param user the writer */
    public record Write(long user, long amount, long submittedNanos) {}

    /**
     * @param lost acknowledged writes that are missing from the balances
     * @param doubled writes that are in the balances twice
     * @param unexplained users whose writes made a difference that no run of them explains
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

    /** @param balances money of every user at the end; at least two users */
    Verdict check(Map<Long, Long> balances) {
        Map<Long, List<Write>> written = byUser(acknowledged);
        Map<Long, List<Write>> uncertain = byUser(unknown);
        long all = acknowledged.stream().mapToLong(Write::amount).sum();
        Map<Long, Long> differences = new HashMap<>();
        balances.forEach((user, money) -> differences.put(user, money - (all - sum(written.get(user)))));
        long total = differences.values().stream().mapToLong(Long::longValue).sum();
        Verdict verdict = new Verdict(
                new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), acknowledged.size(), unknown.size());
        if (total % (balances.size() - 1) != 0) {
            verdict.unexplained().add("balances differ by " + differences + ": writes did not reach everybody");
            return verdict;
        }
        differences.forEach((user, difference) -> explain(
                user,
                total / (balances.size() - 1) - difference,
                written.getOrDefault(user, List.of()),
                uncertain.getOrDefault(user, List.of()),
                verdict));
        return verdict;
    }

    private static Map<Long, List<Write>> byUser(Collection<Write> writes) {
        Map<Long, List<Write>> byUser = new HashMap<>();
        writes.stream().sorted(Comparator.comparingLong(Write::submittedNanos)).forEach(write -> byUser.computeIfAbsent(
                        write.user(), user -> new ArrayList<>())
                .add(write));
        return byUser;
    }

    private static long sum(List<Write> writes) {
        return writes == null ? 0 : writes.stream().mapToLong(Write::amount).sum();
    }

    /** @param gained what everybody else has too much from this user */
    private static void explain(long user, long gained, List<Write> written, List<Write> uncertain, Verdict verdict) {
        int subsets = uncertain.size() > UNKNOWN_OF_ONE_USER ? 1 : 1 << uncertain.size();
        for (int subset = 0; subset < subsets; subset++) {
            long rest = gained;
            for (int i = 0; i < uncertain.size(); i++) {
                rest -= (subset >> i & 1) == 1 ? uncertain.get(i).amount() : 0;
            }
            List<Write> run = rest == 0 ? List.of() : run(written, Math.abs(rest));
            if (rest == 0 || !run.isEmpty()) {
                (rest < 0 ? verdict.lost() : verdict.doubled()).addAll(run);
                return;
            }
        }
        verdict.unexplained().add("everybody else has " + gained + " too much from user " + user);
    }

    /** Consecutive writes with this sum, or none: one's sum up to its end less its sum up to its beginning. */
    private static List<Write> run(List<Write> writes, long amount) {
        Map<Long, Integer> endOf = new HashMap<>();
        long sum = 0;
        endOf.put(sum, 0);
        for (int end = 1; end <= writes.size(); end++) {
            sum += writes.get(end - 1).amount();
            Integer begin = endOf.get(sum - amount);
            if (begin != null) {
                return writes.subList(begin, end);
            }
            endOf.put(sum, end);
        }
        return List.of();
    }

    /** How many writes were acknowledged so far. */
    long acknowledgedCount() {
        return acknowledged.size();
    }
}
