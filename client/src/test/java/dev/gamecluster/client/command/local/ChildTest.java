package dev.gamecluster.client.command.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ChildTest {
    @TempDir
    Path directory;

    @Test
    void shouldStartAgainWhatDiesAndStopEverything() throws Exception {
        LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Child child = new Child(
                "demo-0",
                List.of("/bin/sh", "-c", "echo started as $NAME; exec sleep 600"),
                Map.of("NAME", "demo-0"),
                directory.resolve("demo-0.log"));
        Supervisor supervisor = new Supervisor(List.of(child), lines::add);
        supervisor.start();
        long first = child.pid();
        ProcessHandle.of(first).orElseThrow().destroyForcibly();

        assertThat(lines.poll(30, TimeUnit.SECONDS)).contains("demo-0 (pid " + first + ") ended with SIGKILL");
        assertThat(lines.poll(30, TimeUnit.SECONDS)).contains("demo-0 started again, pid " + child.pid());
        assertThat(child.pid()).isNotEqualTo(first);

        supervisor.stop();
        assertThat(child.isAlive()).isFalse();
        assertThat(Files.readString(child.log())).startsWith("started as demo-0");
    }

    @Test
    void shouldWaitLongerEachTimeAProgramDiesAtOnce() throws Exception {
        Child child = new Child("demo-0", List.of("/bin/sh", "-c", "exit 3"), Map.of(), directory.resolve("log"));
        long nowNanos = 1;
        child.start(nowNanos);
        for (int wait : new int[] {200, 400, 800, 1600, 3200, 5000, 5000}) {
            ProcessHandle.of(child.pid()).ifPresent(handle -> handle.onExit().join());
            while (child.isAlive()) {
                Thread.onSpinWait();
            }
            assertThat(child.tend(nowNanos)).contains("exit code 3").contains("starting again in " + wait + " ms");
            assertThat(child.tend(nowNanos + wait * 1_000_000L - 1)).isNull();
            nowNanos += wait * 1_000_000L;
            assertThat(child.tend(nowNanos)).contains("started again");
        }
    }
}
