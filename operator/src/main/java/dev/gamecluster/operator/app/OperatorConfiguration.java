package dev.gamecluster.operator.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Every key of the operator, as read. */
@ConfigMapping(prefix = "gamecluster.operator")
public interface OperatorConfiguration {
    /** Namespace that the operator runs in. */
    @WithDefault("${POD_NAMESPACE:gamecluster-system}")
    String namespace();

    /** Name of this replica's pod. Without it the operator does not run in a pod, and labels none. */
    @WithDefault("${POD_NAME:}")
    Optional<String> pod();

    /** Image of game servers whose cluster names none. */
    @WithDefault("gamecluster/gameserver:dev")
    String gameserverImage();

    /** Control endpoint of the registry as nodes reach it. */
    @WithDefault("tcp://gamecluster-operator.${gamecluster.operator.namespace}.svc:5550")
    String registry();

    /** Port on which nodes are listened to. */
    @WithDefault("5550")
    int controlPort();

    /** Interface on which nodes are listened to. */
    @WithDefault("0.0.0.0")
    String controlBind();
}
