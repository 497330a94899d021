package dev.gamecluster.operator.lead;

import dev.gamecluster.operator.manifest.Names;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

/** The label by which the operator's Service finds the replica that acts: nodes and people reach no other. */
public final class ActingLabel {
    private static final String TRUE = "true";

    private final KubernetesClient client;
    private final String namespace;
    private final String pod;

    public ActingLabel(KubernetesClient client, String namespace, String pod) {
        this.client = client;
        this.namespace = namespace;
        this.pod = pod;
    }

    /** This replica begins anew: a label from an earlier life of its container goes. */
    public void drop() {
        Pod own = client.pods().inNamespace(namespace).withName(pod).get();
        if (own != null && own.getMetadata().getLabels().containsKey(Names.ACTING)) {
            patch(pod, "null");
        }
    }

    /** This replica, and no other, has the label. */
    public void take() {
        for (Pod other : client.pods()
                .inNamespace(namespace)
                .withLabel(Names.COMPONENT, Names.OPERATOR_COMPONENT)
                .withLabel(Names.ACTING)
                .list()
                .getItems()) {
            if (!other.getMetadata().getName().equals(pod)) {
                patch(other.getMetadata().getName(), "null");
            }
        }
        patch(pod, '"' + TRUE + '"');
    }

    private void patch(String name, String value) {
        client.pods()
                .inNamespace(namespace)
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .endMetadata()
                        .build())
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"labels\":{\"" + Names.ACTING + "\":" + value + "}}}");
    }
}
