package dev.gamecluster.gameserver.app;

import java.util.Optional;
import org.jboss.logging.Logger;

/** Ends this process when the process that started it is gone: a local cluster must not outlive its owner. */
final class ParentWatch {
    private static final Logger LOG = Logger.getLogger("gamecluster");

    private ParentWatch() {}

    static void watch(Optional<Integer> parentPid) {
        parentPid.ifPresent(pid -> ProcessHandle.of(pid)
                .ifPresentOrElse(parent -> parent.onExit().thenRun(() -> end(pid)), () -> end(pid)));
    }

    private static void end(int pid) {
        LOG.infof("parent process %d is gone, ending", pid);
        Runtime.getRuntime().halt(0);
    }
}
