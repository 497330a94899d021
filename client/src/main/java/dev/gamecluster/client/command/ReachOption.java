package dev.gamecluster.client.command;

import dev.gamecluster.client.Reach;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** From where the nodes are reached: an option of the commands that connect to them. */
public final class ReachOption {
    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    @Option(
            names = "--reach",
            paramLabel = "inside|outside",
            defaultValue = "${env:GAMECLUSTER_REACH:-inside}",
            description =
                    "Connect from inside the nodes' network, or from outside by the endpoints that the cluster publishes."
                            + " Default: ${DEFAULT-VALUE}")
    String reach;

    /** @throws ParameterException when it is neither */
    public Reach reach() {
        return switch (reach) {
            case "inside" -> Reach.INSIDE;
            case "outside" -> Reach.OUTSIDE;
            default ->
                throw new ParameterException(
                        spec.commandLine(), "--reach '" + reach + "' is not allowed: expected inside or outside");
        };
    }
}
