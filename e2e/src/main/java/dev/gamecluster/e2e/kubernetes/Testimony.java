package dev.gamecluster.e2e.kubernetes;

import dev.gamecluster.e2e.kubernetes.KubernetesFault.Expected;
import dev.gamecluster.operator.api.GameClusterStatus.LastFailover;
import io.fabric8.kubernetes.api.model.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares what Kubernetes says of a round with what was done and with what clients saw.
 *
 * <p>After a change of master: the epoch is one higher; {@code status.lastFailover} names the old and the new master, its time lies in the
 * round, its reason fits, and it is not longer than the clients' gap; and there is one Event of this epoch, a Failover or a Switchover,
 * that names both. When nothing should move: epoch, master and processes are as before, and there is no such Event.
 */
final class Testimony {
    private static final Pattern REIGN = Pattern.compile("(\\S+) is master of epoch (\\d+)\\b");
    private static final String SWITCHOVER = "Switchover";
    private static final String FAILOVER = "Failover";
    /** The operator's heartbeat that confirms, and clocks that are read one after the other. */
    private static final long TOLERANCE_MILLIS = 250;

    private final Expected expected;
    private final Reign before;
    private final Reign after;
    private final double gapMillis;
    private final List<String> problems = new ArrayList<>();

    private Testimony(Expected expected, Reign before, Reign after, double gapMillis) {
        this.expected = expected;
        this.before = before;
        this.after = after;
        this.gapMillis = gapMillis;
    }

    /**
     * @param gapMillis the longest that a client waited
     * @return what does not agree, empty when all does
     */
    static List<String> problems(Expected expected, Reign before, Reign after, double gapMillis, List<Event> events) {
        Testimony testimony = new Testimony(expected, before, after, gapMillis);
        if (expected.movesMaster()) {
            testimony.compareReign();
            testimony.compareLast();
            testimony.compareEvents(events);
        } else {
            testimony.compareUnmoved(events);
        }
        return testimony.problems;
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            problems.add(otherwise);
        }
    }

    private void compareReign() {
        check(after.epoch() == before.epoch() + 1, "the epoch went from " + before.epoch() + " to " + after.epoch());
        check(!after.master().equals(before.master()), "the master is " + before.master() + " as before");
        if (expected == Expected.ALL_PODS_REPLACED) {
            check(
                    after.processes().stream().noneMatch(before.processes()::contains),
                    "not all pods were replaced: " + after.processes());
        }
    }

    private void compareLast() {
        if (after.last().isEmpty() || after.last().equals(before.last())) {
            problems.add("status.lastFailover says nothing new");
            return;
        }
        LastFailover last = after.last().get();
        long atMillis = Instant.parse(last.time()).toEpochMilli();
        check(
                before.master().equals(last.from()) && after.master().equals(last.to()),
                "status.lastFailover is from " + last.from() + " to " + last.to() + ", the master went from "
                        + before.master() + " to " + after.master());
        check(
                atMillis >= before.atMillis() - TOLERANCE_MILLIS && atMillis <= after.atMillis() + TOLERANCE_MILLIS,
                "status.lastFailover.time " + last.time() + " is outside of the round");
        check(
                isReasonOf(last.reason()),
                "status.lastFailover.reason is " + last.reason() + " where a " + expected + " belongs");
        check(
                expected == Expected.ALL_PODS_REPLACED || last.durationMillis() <= gapMillis + TOLERANCE_MILLIS,
                "status.lastFailover.durationMillis is " + last.durationMillis() + ", clients saw a gap of "
                        + Math.round(gapMillis) + " ms");
    }

    private boolean isReasonOf(String reason) {
        boolean switchover = SWITCHOVER.equals(reason);
        return switch (expected) {
            case FAILOVER -> !switchover;
            case SWITCHOVER, ALL_PODS_REPLACED -> switchover;
            case MASTER_MOVES -> true;
            case NOTHING_MOVES -> false;
        };
    }

    private void compareEvents(List<Event> events) {
        List<Event> ofReign = changes(events);
        if (ofReign.size() != 1) {
            problems.add(ofReign.size() + " Events of a change of master instead of 1: "
                    + ofReign.stream().map(Event::getMessage).toList());
            return;
        }
        Event event = ofReign.getFirst();
        boolean switchover =
                after.last().map(LastFailover::reason).map(SWITCHOVER::equals).orElse(false);
        check(
                event.getReason().equals(switchover ? SWITCHOVER : FAILOVER),
                "the Event is a " + event.getReason() + ", status.lastFailover.reason is "
                        + after.last().map(LastFailover::reason).orElse("missing"));
        check(
                event.getMessage().startsWith(after.master() + " is master of epoch " + after.epoch())
                        && event.getMessage().contains(before.master()),
                "the Event says: " + event.getMessage());
    }

    /** Events of reigns that began after {@code before}. */
    private List<Event> changes(List<Event> events) {
        return events.stream().filter(this::isOfNewReign).toList();
    }

    private boolean isOfNewReign(Event event) {
        Matcher matcher = REIGN.matcher(event.getMessage());
        boolean change =
                event.getReason().equals(SWITCHOVER) || event.getReason().equals(FAILOVER);
        return change && matcher.find() && Long.parseLong(matcher.group(2)) > before.epoch();
    }

    private void compareUnmoved(List<Event> events) {
        check(
                after.epoch() == before.epoch() && after.master().equals(before.master()),
                "the master moved from " + before.master() + " in epoch " + before.epoch() + " to " + after.master()
                        + " in epoch " + after.epoch());
        check(
                after.processes().equals(before.processes()),
                "pods changed from " + before.processes() + " to " + after.processes());
        check(
                changes(events).isEmpty(),
                "there are Events of a change of master: "
                        + changes(events).stream().map(Event::getMessage).toList());
    }
}
