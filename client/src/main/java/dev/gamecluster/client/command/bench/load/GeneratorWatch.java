package dev.gamecluster.client.command.bench.load;

import dev.gamecluster.client.command.bench.result.Generator;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Watches the generator itself between two moments. It is the bottleneck when requests leave late (p99 above 5 ms), when its thread
 * has next to no time left (85 %), or when the machine has none (95 %): then the numbers are of the generator, or of a full machine.
 */
final class GeneratorWatch {
    private static final long LATE_MICROS = 5_000;
    private static final double BUSY = 0.85;
    private static final double FULL = 0.95;
    private static final Path CPU_TIMES = Path.of("/proc/stat");
    private static final int IDLE = 4;
    private static final int WAITING = 5;
    private static final double NANOS_PER_MICRO = 1_000;

    /** Ticks of all CPUs since the machine started. */
    private record CpuTimes(long busy, long all) {}

    /** Counters at one moment. */
    private record Reading(long nanos, long blockedNanos, long threadNanos, long gcMillis, CpuTimes cpu) {}

    private Reading begin;
    private Reading end;

    void begin(SocketLoop loop) {
        begin = reading(loop);
    }

    void end(SocketLoop loop) {
        end = reading(loop);
    }

    /** @param openLoop in closed loop nothing is due before it is sent, and a busy generator is what limits the throughput */
    Generator verdict(Recorder recorder, boolean openLoop) {
        if (begin == null || end == null) {
            return new Generator(0, 0, 0, 0, 0, false, "nothing was measured");
        }
        double wall = Math.max(1, end.nanos() - begin.nanos());
        double busy = Math.clamp(1 - (end.blockedNanos() - begin.blockedNanos()) / wall, 0, 1);
        double machine = machine();
        long delayP99 = openLoop ? recorder.sendDelayMicros(99) : 0;
        long delayMax = openLoop ? recorder.sendDelayMicros(100) : 0;
        double costMicros = recorder.sent() == 0
                ? 0
                : (end.threadNanos() - begin.threadNanos()) / NANOS_PER_MICRO / recorder.sent();
        return new Generator(
                delayP99,
                delayMax,
                busy,
                machine,
                end.gcMillis() - begin.gcMillis(),
                isBottleneck(delayP99, busy, machine),
                judged(delayP99, busy, machine, openLoop)
                        + String.format(Locale.ROOT, "; its thread took %.1f us of CPU for each request", costMicros));
    }

    static boolean isBottleneck(long delayP99, double busy, double machine) {
        return delayP99 > LATE_MICROS || busy > BUSY || machine > FULL;
    }

    /** For people. */
    static String judged(long delayP99, double busy, double machine, boolean openLoop) {
        String late = String.format(Locale.ROOT, "%.1f ms", delayP99 / NANOS_PER_MICRO);
        if (machine > FULL) {
            return "the machine is full: the numbers are of a saturated machine"
                    + (delayP99 > LATE_MICROS ? ", and 1 % of the requests left more than " + late + " late" : "");
        }
        if (delayP99 > LATE_MICROS) {
            return "the generator is the bottleneck: 1 % of the requests left more than " + late + " late";
        }
        if (busy > BUSY) {
            return "the generator is the bottleneck: its thread has no time left";
        }
        return openLoop
                ? "the generator kept up, 99 % of the requests left less than " + late + " late"
                : "the generator kept up";
    }

    private double machine() {
        long all = end.cpu().all() - begin.cpu().all();
        return all <= 0 ? 0 : (double) (end.cpu().busy() - begin.cpu().busy()) / all;
    }

    private static Reading reading(SocketLoop loop) {
        long gcMillis = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            gcMillis += Math.max(0, collector.getCollectionTime());
        }
        return new Reading(
                System.nanoTime(),
                loop.blockedNanos(),
                ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime(),
                gcMillis,
                cpuTimes());
    }

    /** Zeros where the system does not say. */
    private static CpuTimes cpuTimes() {
        try {
            String[] fields =
                    Files.readString(CPU_TIMES).lines().findFirst().orElse("").split("\\s+");
            long all = 0;
            for (int i = 1; i < fields.length; i++) {
                all += Long.parseLong(fields[i]);
            }
            return new CpuTimes(all - Long.parseLong(fields[IDLE]) - Long.parseLong(fields[WAITING]), all);
        } catch (IOException | RuntimeException e) { // another system, another format
            return new CpuTimes(0, 0);
        }
    }
}
