package dev.gamecluster.e2e.kubernetes;

import dev.gamecluster.client.ClusterName;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import picocli.CommandLine.Option;

/** Which GameCluster, and where its registry and operator are. The Kubernetes cluster is that of the current kubeconfig. */
public final class KubernetesOptions {
    @Option(
            names = "--cluster",
            paramLabel = "NAMESPACE/NAME",
            defaultValue = "chaos/world",
            description = {
                "The GameCluster; default ${DEFAULT-VALUE}.",
                "It is made, and deleted at the end with its namespace, unless it is there already."
            })
    private String cluster;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            description = "The registry's HTTP API; default: the operator's Service, by its cluster address")
    private URI registry;

    @Option(
            names = "--operator-namespace",
            paramLabel = "NAMESPACE",
            defaultValue = "gamecluster-system",
            description = "default ${DEFAULT-VALUE}")
    private String operatorNamespace;

    public ClusterName cluster() {
        return ClusterName.parse(cluster);
    }

    public String operatorNamespace() {
        return operatorNamespace;
    }

    /** @throws IllegalStateException when none was given and the operator has no Service */
    public URI registry(KubernetesClient client) {
        return registry != null ? registry : RegistryAddress.ofService(client, operatorNamespace);
    }
}
