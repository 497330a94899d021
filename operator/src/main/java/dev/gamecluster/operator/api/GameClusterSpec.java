package dev.gamecluster.operator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SecretKeySelector;
import io.fabric8.kubernetes.model.annotation.SpecReplicas;

/** What people want. Everything may be left out; a constructor puts the default where there is one. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GameClusterSpec(
        @ValidationRule(
                value = "self == 1",
                message = "write 'masters: 1' or leave it out; more than one will mean a world split by area")
        @JsonPropertyDescription("Number of masters. 1 for now; more than one will mean a world split by area.")
        @Default("1")
        Integer masters,

        @ValidationRule(value = "self >= 0 && self <= 64", message = "write a number of slaves from 0 to 64")
        @JsonPropertyDescription(
                "Number of slaves, 0 to 64. With autoscaling the operator writes it through the scale subresource; leave it"
                        + " out of your manifests then.")
        @Default("2")
        @SpecReplicas
        Integer slaves,

        @ValidationRule(
                value = "self.size() > 0 && !self.contains(' ')",
                message =
                        "write the name of a container image such as gamecluster/gameserver:dev, or leave it out for the operator's own version")
        @Size(max = 512)
        @JsonPropertyDescription("Image of the game servers. Default: the one that the operator was installed with.")
        String image,

        @JsonPropertyDescription("Clients one node is meant for; its load is clients divided by this.")
        @Default("5000")
        @Min(1)
        @Max(65536)
        Integer capacityPerSlave,

        @JsonPropertyDescription("Scales slaves with load. Left out: the number of slaves is what spec.slaves says.")
        AutoscalingSpec autoscaling,

        @JsonPropertyDescription("How soon a lost master is replaced, and how much may be lost.") @Default("{}")
        FailoverSpec failover,

        @JsonPropertyDescription("The world.") @Default("{}")
        WorldSpec world,

        @JsonPropertyDescription("How clients outside of the Kubernetes cluster reach the nodes.") @Default("{}")
        AccessSpec access,

        @JsonPropertyDescription(
                "Secret with which the game's own login service signs tickets. Left out: no ticket is required.")
        SecretKeySelector ticketSecretRef,

        @JsonPropertyDescription("Resources of each game server's container.")
        ResourceRequirements resources,

        @JsonPropertyDescription("What to add to the pods.") PodTemplateSpec template) {
    public static final int SLAVES = 2;
    public static final int CAPACITY = 5_000;

    public GameClusterSpec {
        masters = masters == null ? Integer.valueOf(1) : masters;
        slaves = slaves == null ? Integer.valueOf(SLAVES) : slaves;
        capacityPerSlave = capacityPerSlave == null ? Integer.valueOf(CAPACITY) : capacityPerSlave;
        failover = failover == null ? new FailoverSpec(null, null, null, null) : failover;
        world = world == null ? new WorldSpec(null) : world;
        access = access == null ? new AccessSpec(null, null, null) : access;
        template = template == null
                ? new PodTemplateSpec(null, null, null, null, null, null, null, null, null, null, null)
                : template;
    }
}
