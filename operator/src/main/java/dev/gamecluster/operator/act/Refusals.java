package dev.gamecluster.operator.act;

import io.fabric8.kubernetes.client.KubernetesClientException;

/** The API server's own sentence, without what the client puts around it. */
final class Refusals {
    private Refusals() {}

    static String why(KubernetesClientException refused) {
        return refused.getStatus() == null || refused.getStatus().getMessage() == null
                ? refused.getMessage()
                : refused.getStatus().getMessage();
    }
}
