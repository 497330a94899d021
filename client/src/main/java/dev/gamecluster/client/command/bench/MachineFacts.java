package dev.gamecluster.client.command.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import dev.gamecluster.client.command.CommandFailed;
import dev.gamecluster.client.command.bench.result.Machine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What this machine is, and whether it can hold so many connections. */
final class MachineFacts {
    private static final Path CPU = Path.of("/proc/cpuinfo");
    /** Files and sockets of the process besides those of the load. */
    private static final int OTHER_DESCRIPTORS = 300;

    private MachineFacts() {}

    static Machine now() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Machine(
                system.getName() + " " + system.getVersion() + " " + system.getArch(),
                system.getAvailableProcessors(),
                system.getTotalMemorySize(),
                Runtime.version().toString(),
                cpuModel(),
                system.getSystemLoadAverage());
    }

    /** @throws CommandFailed when this process may not open as many connections */
    static void requireDescriptors(int connections) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            long allowed = system.getMaxFileDescriptorCount();
            long needed = (long) connections + OTHER_DESCRIPTORS;
            if (allowed > 0 && allowed < needed) {
                throw new CommandFailed(connections + " connections need " + needed
                        + " file descriptors, this process may have " + allowed + ": raise the limit with 'ulimit -n "
                        + needed + "', or ask for fewer with --clients");
            }
        }
    }

    private static String cpuModel() {
        try (Stream<String> lines = Files.lines(CPU)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
