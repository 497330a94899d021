package dev.gamecluster.client.command.local;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gamecluster.client.ClusterName;
import dev.gamecluster.client.RegistryEndpoints;
import dev.gamecluster.client.command.Announcer;
import dev.gamecluster.client.command.ClusterStatus;
import dev.gamecluster.client.command.CommandFailed;
import dev.gamecluster.client.command.LiveBlock;
import dev.gamecluster.client.command.RegistryApi;
import dev.gamecluster.client.command.Streams;
import dev.gamecluster.client.command.bots.Bots;
import dev.gamecluster.client.command.bots.BotsReport;
import dev.gamecluster.client.command.bots.GapMeter;
import dev.gamecluster.client.command.bots.RateMeter;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** A local cluster while it runs: shows it, until its time is over or somebody stops it. */
final class LocalRun {
    private static final long FIRST_BOT = 1_001;
    private static final int LOOK_MILLIS = 200;
    private static final long SUMMARY_NANOS = 5_000_000_000L;
    private static final long SECOND_NANOS = 1_000_000_000L;

    private final LocalPlan plan;
    private final int botCount;
    private final int seconds;
    private final PrintWriter out;
    private final PrintWriter botLog;
    private final Supervisor supervisor;
    private final RegistryApi registry;
    private final RegistryEndpoints endpoints;
    private final ClusterEvents events;
    /** When each failover was told of, until the clients' own gap can be told, too. */
    private final List<Long> failoversToMeasure = new ArrayList<>();

    private Announcer announcer;
    private Bots bots;
    private ClusterStatus status;
    private String problem = "";
    private String lastFailover = "";
    private int failovers;
    private long failuresTold;
    private boolean everAnswered;
    private boolean everReady;
    private long startNanos;
    private long summaryNanos;
    private RateMeter rate;
    private volatile boolean stopped;

    /** @param seconds 0 for until somebody stops it */
    LocalRun(LocalPlan plan, List<Child> children, int botCount, int seconds, PrintWriter out, PrintWriter botLog) {
        this.plan = plan;
        this.botCount = botCount;
        this.seconds = seconds;
        this.out = out;
        this.announcer = new Announcer(out, null, Announcer.TO_THE_MILLISECOND);
        this.botLog = botLog;
        this.supervisor = new Supervisor(children, this::tell);
        List<URI> addresses = List.of(URI.create(plan.registryAddress()));
        this.registry = new RegistryApi(addresses, ClusterName.LOCAL);
        this.endpoints = new RegistryEndpoints(addresses, ClusterName.LOCAL);
        this.events = new ClusterEvents(registry, this::happened);
    }

    /** @return whether all was well at the end */
    boolean run() {
        Thread hook = new Thread(this::stop, "stop-everything");
        Runtime.getRuntime().addShutdownHook(hook);
        try (Terminal terminal = terminal()) {
            if (terminal != null) {
                LiveBlock block = new LiveBlock(out, terminal::getWidth, terminal::getHeight);
                announcer = new Announcer(out, block, Announcer.TO_THE_MILLISECOND);
            }
            begin();
            while (!stopped && !over()) {
                look();
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
            return !stopped && end();
        } catch (IOException e) {
            throw new CommandFailed("the terminal cannot be used: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            stop();
        }
    }

    private static Terminal terminal() throws IOException {
        return Streams.outputIsTerminal()
                ? TerminalBuilder.builder().system(true).nativeSignals(false).build()
                : null;
    }

    private void begin() {
        startNanos = System.nanoTime();
        summaryNanos = startNanos;
        out.println("registry              " + plan.registryAddress() + "  (nodes report to tcp://" + LocalPlan.HOST
                + ":" + plan.portBase() + ")");
        for (int i = 0; i < plan.nodes(); i++) {
            out.println(plan.nodeName(i) + "                clients tcp://" + LocalPlan.HOST + ":" + plan.clientPort(i)
                    + "  health and metrics http://" + LocalPlan.HOST + ":" + plan.managementPort(i) + "/q/");
        }
        out.println("logs                  "
                + supervisor.children().getFirst().log().toAbsolutePath().getParent());
        out.println("play                  bin/gamecluster client --user 1"
                + (plan.httpPort() == 8080 ? "" : " --registry " + plan.registryAddress()));
        out.flush();
        supervisor.start();
        events.start();
        bots = new Bots(botCount, FIRST_BOT, Bots.USUAL_RATE * Math.max(1, botCount), endpoints, this::log);
        rate = new RateMeter(startNanos);
    }

    // ---- while it runs ---------------------------------------------------------------------------------------------

    private void look() {
        long nowNanos = System.nanoTime();
        try {
            status = ClusterStatus.of(registry.cluster());
            everAnswered = true;
        } catch (CommandFailed e) {
            status = null;
            problem = everAnswered ? e.getMessage() : "the processes are starting";
        }
        if (!everReady && allLive()) {
            everReady = true;
            tell(String.format(
                    "ready after %.1f s: %d nodes, master %s",
                    (nowNanos - startNanos) / 1e9, plan.nodes(), status.master()));
        }
        measure(nowNanos);
        tellFailures();
        StatusView.Picture picture = picture(nowNanos);
        if (stopped) {
            return;
        }
        if (announcer.isLive()) {
            announcer.show(StatusView.table(picture));
        } else if (nowNanos - summaryNanos >= SUMMARY_NANOS) {
            summaryNanos = nowNanos;
            tell(StatusView.summary(picture));
        }
    }

    private boolean allLive() {
        return status != null
                && !status.master().isEmpty()
                && status.nodes().stream()
                                .filter(node -> node.state().equals("live"))
                                .count()
                        >= plan.nodes();
    }

    private StatusView.Picture picture(long nowNanos) {
        List<StatusView.Running> children = supervisor.children().stream()
                .map(child -> new StatusView.Running(child.name(), child.isAlive() ? child.pid() : 0))
                .toList();
        BotsReport botView = botCount == 0
                ? null
                : new BotsReport(
                        botCount,
                        bots.playing(),
                        rate.perSecond(bots.acknowledged(), nowNanos),
                        bots.acknowledged(),
                        bots.failed(),
                        bots.gaps().largestMillis());
        return new StatusView.Picture(
                status, problem, children, botView, lastFailover(), (nowNanos - startNanos) / SECOND_NANOS);
    }

    private void happened(String name, JsonNode data) {
        String text = EventText.of(name, data);
        tell(text);
        if (EventText.isFailover(name, data)) {
            synchronized (failoversToMeasure) {
                failovers++;
                lastFailover = text;
                failoversToMeasure.add(System.nanoTime());
            }
        }
    }

    private String lastFailover() {
        synchronized (failoversToMeasure) {
            return lastFailover;
        }
    }

    /** Tells the clients' own gap of a failover, a second after it, when writes are acknowledged again. */
    private void measure(long nowNanos) {
        if (botCount == 0) {
            return;
        }
        synchronized (failoversToMeasure) {
            for (Iterator<Long> each = failoversToMeasure.iterator(); each.hasNext(); ) {
                long toldNanos = each.next();
                if (nowNanos - toldNanos >= SECOND_NANOS && bots.gaps().acknowledgedSince(toldNanos)) {
                    each.remove();
                    long gap = bots.gaps().largestMillisSince(toldNanos - SECOND_NANOS);
                    String text = gap == 0
                            ? "less than " + GapMeter.NOTABLE_MILLIS + " ms between two acknowledged writes"
                            : gap + " ms between two acknowledged writes";
                    tell("  as the bots saw it: " + text);
                }
            }
        }
    }

    /** At most one line each time we look: what many bots say at once is mostly the same. */
    private void tellFailures() {
        long failed = bots.failed();
        if (failed > failuresTold) {
            tell((failed - failuresTold) + " writes of bots failed, the last: " + bots.lastError());
            failuresTold = failed;
        }
    }

    private void log(String line) {
        botLog.println(LocalTime.now().format(Announcer.TO_THE_MILLISECOND) + "  " + line);
    }

    private void tell(String line) {
        if (stopped) {
            return;
        }
        announcer.tell(line);
    }

    // ---- the end ---------------------------------------------------------------------------------------------------

    private boolean over() {
        return seconds > 0 && System.nanoTime() - startNanos >= seconds * SECOND_NANOS;
    }

    private boolean end() {
        List<String> wrong = new ArrayList<>();
        if (!everReady) {
            wrong.add("the cluster was never complete");
        } else if (!allLive()) {
            wrong.add("not all nodes are live");
        }
        if (bots.failed() > 0) {
            wrong.add(bots.failed() + " writes failed, the last with: " + bots.lastError());
        }
        if (botCount > 0 && bots.acknowledged() == 0) {
            wrong.add("no write was acknowledged");
        }
        tell(seconds + " s: " + bots.acknowledged() + " writes acknowledged, " + bots.failed() + " failed, " + failovers
                + (failovers == 1 ? " failover" : " failovers")
                + (botCount == 0 ? "" : ", largest gap " + bots.gaps().largestMillis() + " ms"));
        tell(wrong.isEmpty() ? "all is well" : "not well: " + String.join("; ", wrong));
        return wrong.isEmpty();
    }

    /** From the end of {@link #run} or from the shutdown hook, whichever is first; the other waits. */
    private synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        events.stop();
        if (bots != null) {
            bots.close();
        }
        supervisor.stop();
        endpoints.close();
        registry.close();
        botLog.close();
        out.println("stopped");
        out.flush();
    }
}
