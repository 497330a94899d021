package dev.gamecluster.e2e.apiserver;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.HashMap;
import java.util.Map;

/** The environment that a kubelet gives to a pod's only container. */
final class PodEnvironment {
    private PodEnvironment() {}

    /** @param podIp address of the pod */
    static Map<String, String> of(Pod pod, String podIp) {
        Map<String, String> environment = new HashMap<>();
        for (EnvVar variable : pod.getSpec().getContainers().getFirst().getEnv()) {
            environment.put(variable.getName(), value(variable, pod, podIp));
        }
        return environment;
    }

    private static String value(EnvVar variable, Pod pod, String podIp) {
        if (variable.getValueFrom() == null) {
            return variable.getValue() == null ? "" : variable.getValue();
        }
        if (variable.getValueFrom().getFieldRef() == null) {
            throw new IllegalStateException(variable.getName() + ": only values and fieldRefs can be resolved here");
        }
        String path = variable.getValueFrom().getFieldRef().getFieldPath();
        return switch (path) {
            case "metadata.name" -> pod.getMetadata().getName();
            case "metadata.namespace" -> pod.getMetadata().getNamespace();
            case "status.podIP" -> podIp;
            default -> throw new IllegalStateException(variable.getName() + ": unknown field " + path);
        };
    }
}
