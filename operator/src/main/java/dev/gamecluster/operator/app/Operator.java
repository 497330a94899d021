package dev.gamecluster.operator.app;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import jakarta.inject.Inject;
import org.jboss.logging.Logger;

/** The operator as a program: competes for the Lease, and acts when it has it, until it is told to stop. */
@QuarkusMain(name = "operator")
public final class Operator implements QuarkusApplication {
    private static final Logger LOG = Logger.getLogger("dev.gamecluster.operator");

    private final OperatorParts parts;

    @Inject
    public Operator(OperatorParts parts) {
        this.parts = parts;
    }

    public static void main(String... arguments) {
        // Told to stop is no failure: without this, a process that ends by a signal ends with 128 + its number.
        Quarkus.run(Operator.class, (code, failure) -> Runtime.getRuntime().halt(code), arguments);
    }

    @Override
    public int run(String... arguments) {
        parts.begin();
        LOG.info("the operator is ready");
        Quarkus.waitForExit();
        return 0;
    }
}
