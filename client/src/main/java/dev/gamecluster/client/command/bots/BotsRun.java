package dev.gamecluster.client.command.bots;

import dev.gamecluster.client.command.Announcer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Bots while they play: shows how they fare, until their time is over or somebody stops them; says at the end what went wrong. */
final class BotsRun {
    private static final int LOOK_MILLIS = 200;
    /** Longer than any failover: writes that are not answered yet count as a failure at the end. */
    private static final long SILENT_MILLIS = 3_000;

    private static final long LINE_NANOS = 5_000_000_000L;
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final Bots bots;
    private final int seconds;
    private final Announcer announcer;

    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private final long startNanos = System.nanoTime();
    private final RateMeter rate = new RateMeter(startNanos);
    private long lineNanos = startNanos;
    private long failuresTold;
    private String waitingTold = "";

    /** @param seconds 0 for until somebody stops it */
    BotsRun(Bots bots, int seconds, Announcer announcer) {
        this.bots = bots;
        this.seconds = seconds;
        this.announcer = announcer;
    }

    /** Any thread: ends the run soon. */
    void stop() {
        stopAsked.countDown();
    }

    /** @return whether no write failed and some were acknowledged */
    boolean run() throws InterruptedException {
        while (!over() && !stopAsked.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            look(System.nanoTime());
        }
        return end();
    }

    private boolean over() {
        return seconds > 0 && System.nanoTime() - startNanos >= seconds * SECOND_NANOS;
    }

    private void look(long nowNanos) {
        BotsReport report = report(nowNanos);
        tellFailures();
        tellWaiting(report);
        if (announcer.isLive()) {
            announcer.show(List.of("", report.text(), "Ctrl-C stops them."));
        } else if (nowNanos - lineNanos >= LINE_NANOS) {
            lineNanos = nowNanos;
            announcer.tell(report.text());
        }
    }

    private BotsReport report(long nowNanos) {
        long acknowledged = bots.acknowledged();
        return new BotsReport(
                bots.count(),
                bots.playing(),
                rate.perSecond(acknowledged, nowNanos),
                acknowledged,
                bots.failed(),
                largestGapMillis(nowNanos));
    }

    /** With the one that has not ended yet. */
    private long largestGapMillis(long nowNanos) {
        return Math.max(bots.gaps().largestMillis(), bots.gaps().openMillis(nowNanos));
    }

    /** At most one line each time we look: what many bots say at once is mostly the same. */
    private void tellFailures() {
        long failed = bots.failed();
        if (failed > failuresTold) {
            announcer.tell((failed - failuresTold) + " writes failed, the last: " + bots.lastError());
            failuresTold = failed;
        }
    }

    private void tellWaiting(BotsReport report) {
        String waiting = report.playing() == report.bots() ? "" : bots.waitingFor();
        if (!waiting.isEmpty() && !waiting.equals(waitingTold)) {
            announcer.tell((report.bots() - report.playing()) + " bots wait for a node: " + waiting);
        }
        waitingTold = waiting;
    }

    private boolean end() {
        long endNanos = System.nanoTime();
        long silentMillis = bots.gaps().openMillis(endNanos);
        long gapMillis = largestGapMillis(endNanos);
        bots.leave();
        List<String> wrong = new ArrayList<>();
        if (bots.failed() > 0) {
            wrong.add(bots.failed() + " writes failed, the last with: " + bots.lastError());
        }
        if (silentMillis > Math.max(SILENT_MILLIS, 2 * bots.stepMillis())) {
            wrong.add("no write was acknowledged in the last " + silentMillis + " ms");
        }
        if (bots.acknowledged() == 0) {
            wrong.add("no write was acknowledged"
                    + (bots.waitingFor().isEmpty() ? "" : ", the bots waited for a node: " + bots.waitingFor()));
        }
        announcer.tell(String.format(
                Locale.ROOT,
                "%.0f s: %d writes acknowledged, %d failed, largest gap %d ms",
                (endNanos - startNanos) / 1e9,
                bots.acknowledged(),
                bots.failed(),
                gapMillis));
        announcer.tell(wrong.isEmpty() ? "all is well" : "not well: " + String.join("; ", wrong));
        return wrong.isEmpty();
    }
}
