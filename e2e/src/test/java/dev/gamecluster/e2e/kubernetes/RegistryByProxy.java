package dev.gamecluster.e2e.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gamecluster.client.ClusterName;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import java.util.function.Supplier;

/** What the registry says of one cluster, through the API server: from every machine that kubectl works on. */
final class RegistryByProxy implements Supplier<Optional<JsonNode>> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KubernetesClient client;
    private final String path;

    RegistryByProxy(KubernetesClient client, String operatorNamespace, ClusterName cluster) {
        this.client = client;
        this.path = "/api/v1/namespaces/" + operatorNamespace + "/services/" + RegistryAddress.SERVICE + ":"
                + RegistryAddress.PORT + "/proxy/api/v1/clusters/" + cluster;
    }

    @Override
    public Optional<JsonNode> get() {
        try {
            String body = client.raw(path);
            return body == null ? Optional.empty() : Optional.of(JSON.readTree(body));
        } catch (KubernetesClientException | JsonProcessingException notNow) {
            return Optional.empty();
        }
    }
}
