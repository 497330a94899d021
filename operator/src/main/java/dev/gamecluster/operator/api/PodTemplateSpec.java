package dev.gamecluster.operator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import java.util.List;
import java.util.Map;

/** What to add to the pods. The operator's own labels and environment cannot be changed. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
        value =
                "!has(self.labels) || !self.labels.exists(k, k.startsWith('gamecluster.dev/') || k.startsWith('app.kubernetes.io/'))",
        message = "labels must not contain gamecluster.dev/... or app.kubernetes.io/...: these are the operator's;"
                + " use another prefix")
@ValidationRule(
        value = "!has(self.env) || !self.env.exists(e, e.name.startsWith('GAMECLUSTER_'))",
        message = "env must not contain GAMECLUSTER_...: the operator sets these from the rest of spec")
public record PodTemplateSpec(
        @JsonPropertyDescription("More labels for the pods.")
        Map<String, String> labels,

        @JsonPropertyDescription("Annotations for the pods.")
        Map<String, String> annotations,

        @JsonPropertyDescription("Labels that a Kubernetes node must have to run a pod.")
        Map<String, String> nodeSelector,

        @JsonPropertyDescription(
                "Taints of Kubernetes nodes that the pods tolerate. Left out for not-ready and unreachable nodes: 30 seconds.")
        List<Toleration> tolerations,

        @JsonPropertyDescription("Where pods may and would rather run. Left out: rather on different Kubernetes nodes.")
        Affinity affinity,

        @JsonPropertyDescription("How the pods are spread over zones and nodes.")
        List<TopologySpreadConstraint> topologySpreadConstraints,

        @JsonPropertyDescription("Environment of the game server, for example JAVA_TOOL_OPTIONS.")
        List<EnvVar> env,

        @JsonPropertyDescription("Secrets to pull the image with.")
        List<LocalObjectReference> imagePullSecrets,

        @JsonPropertyDescription("Always, IfNotPresent or Never.")
        ImagePullPolicy imagePullPolicy,

        @JsonPropertyDescription("Priority class of the pods.")
        String priorityClassName,

        @JsonPropertyDescription("Service account of the pods; they get no token of it.")
        String serviceAccountName) {

    /** When Kubernetes pulls the image. */
    public enum ImagePullPolicy {
        Always,
        IfNotPresent,
        Never
    }

    public PodTemplateSpec {
        labels = labels == null ? Map.of() : labels;
        annotations = annotations == null ? Map.of() : annotations;
        nodeSelector = nodeSelector == null ? Map.of() : nodeSelector;
        tolerations = tolerations == null ? List.of() : tolerations;
        topologySpreadConstraints = topologySpreadConstraints == null ? List.of() : topologySpreadConstraints;
        env = env == null ? List.of() : env;
        imagePullSecrets = imagePullSecrets == null ? List.of() : imagePullSecrets;
    }
}
