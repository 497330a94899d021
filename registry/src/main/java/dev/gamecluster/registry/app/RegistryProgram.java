package dev.gamecluster.registry.app;

import dev.gamecluster.registry.server.RegistryServer;
import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.OptionalLong;
import org.jboss.logging.Logger;

/** The registry as a program: starts it and runs until it is told to stop. */
@QuarkusMain(name = "registry")
@IfBuildProperty(name = "gamecluster.registry.standalone", stringValue = "true", enableIfMissing = true)
public final class RegistryProgram implements QuarkusApplication {
    private static final Logger LOG = Logger.getLogger("dev.gamecluster.registry");
    private static final int MISCONFIGURED = 78;
    private static final int UNAVAILABLE = 69;

    private final Instance<RegistryServer> registry;

    @Inject
    public RegistryProgram(Instance<RegistryServer> registry) {
        this.registry = registry;
    }

    /** Checks the configuration first, so that a mistake in it is answered by a sentence. */
    public static void main(String... arguments) {
        try {
            RegistryOptions.of(RegistryConfiguration.read());
        } catch (InvalidConfigurationException invalid) {
            System.err.println("gamecluster registry: " + invalid.getMessage());
            System.exit(MISCONFIGURED);
        }
        // Told to stop is no failure: without this, a process that ends by a signal ends with 128 + its number.
        Quarkus.run(
                RegistryProgram.class, (code, failure) -> Runtime.getRuntime().halt(code), arguments);
    }

    @Override
    public int run(String... arguments) {
        RegistryOptions options = RegistryOptions.of(RegistryConfiguration.read());
        int controlPort;
        try {
            controlPort = registry.get().controlPort();
        } catch (IllegalStateException cannotListen) {
            System.err.println("gamecluster registry: " + cannotListen.getMessage());
            return UNAVAILABLE;
        }
        watchParent(options.parentPid());
        LOG.infof(
                "registry of %s: http on %s:%d, nodes on tcp://%s:%d",
                options.cluster(),
                options.httpBind(),
                options.httpPort(),
                options.server().controlBind(),
                controlPort);
        Quarkus.waitForExit();
        return 0;
    }

    /** A local cluster must not outlive the process that started it. */
    private static void watchParent(OptionalLong parentPid) {
        if (parentPid.isEmpty()) {
            return;
        }
        ProcessHandle.of(parentPid.getAsLong())
                .ifPresentOrElse(
                        parent -> parent.onExit().thenRun(RegistryProgram::orphaned), RegistryProgram::orphaned);
    }

    private static void orphaned() {
        LOG.info("the process that started this registry is gone, ending");
        Runtime.getRuntime().halt(0);
    }
}
