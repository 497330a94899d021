package dev.gamecluster.e2e.kubernetes;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;

/** Where the registry's HTTP API is for a program beside the cluster. */
final class RegistryAddress {
    static final String SERVICE = "gamecluster-operator";
    static final int PORT = 8080;

    private RegistryAddress() {}

    /** By the cluster address of the operator's Service, which a machine that is a node of the cluster reaches. */
    static URI ofService(KubernetesClient client, String namespace) {
        Service service =
                client.services().inNamespace(namespace).withName(SERVICE).get();
        if (service == null) {
            throw new IllegalStateException(
                    "there is no Service " + namespace + "/" + SERVICE
                            + ": install the operator (kubectl apply -k deploy/manifests), or say where the registry is with --registry URL");
        }
        return URI.create("http://" + service.getSpec().getClusterIP() + ":" + PORT);
    }
}
