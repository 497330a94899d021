package dev.gamecluster.e2e.kubernetes;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Cuts one pod off from everybody on this machine, which must be its node: its frames vanish on the bridge that connects the pods, those to
 * other pods and those to the machine itself, in both directions. Nobody is told: connections stay open and silent.
 *
 * <p>Needs root, {@code nft}, and a network of pods that is a bridge. The rules are a table of their own, removed by {@link #close} and
 * when the program ends, however it ends short of kill -9; {@code nft delete table bridge gamecluster_chaos} removes them by hand.
 */
final class Partition implements AutoCloseable {
    private static final String TABLE = "gamecluster_chaos";

    private final Thread atExit = new Thread(Partition::remove, "heal");
    private boolean healed;

    /** @param address of the pod, IPv4 */
    Partition(String address) {
        Runtime.getRuntime().addShutdownHook(atExit);
        String problem = nft("""
                table bridge %1$s
                delete table bridge %1$s
                table bridge %1$s {
                  chain from { type filter hook prerouting priority -300; ip saddr %2$s drop; ip daddr %2$s drop; }
                  chain to { type filter hook output priority -300; ip daddr %2$s drop; ip saddr %2$s drop; }
                }
                """.formatted(TABLE, address));
        if (!problem.isEmpty()) {
            throw new IllegalStateException("nft refused to cut off " + address + ": " + problem);
        }
    }

    /** Ends the partition. */
    @Override
    public void close() {
        if (!healed) {
            healed = true;
            remove();
            Runtime.getRuntime().removeShutdownHook(atExit);
        }
    }

    private static void remove() {
        nft("delete table bridge " + TABLE + "\n");
    }

    /** @return what nft complained of, empty when nothing */
    private static String nft(String script) {
        try {
            Process process = new ProcessBuilder("nft", "-f", "-")
                    .redirectErrorStream(true)
                    .start();
            try (OutputStream input = process.getOutputStream()) {
                input.write(script.getBytes(StandardCharsets.UTF_8));
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? "" : output;
        } catch (IOException missing) {
            throw new UncheckedIOException("nft could not be started", missing);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("interrupted", interrupted);
        }
    }
}
