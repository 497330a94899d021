package dev.gamecluster.operator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.model.annotation.SpecReplicas;

/** What people want. Everything may be left out; a constructor puts the default where there is one. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value =
                "!has(self.access) || !has(self.access.nodePorts) || self.access.nodePorts.to - self.access.nodePorts.from >"
                        + " (has(self.autoscaling) ? self.autoscaling.maxSlaves : self.slaves)",
        message =
                "access.nodePorts has too few ports: write a range with one for each slave (autoscaling: maxSlaves), one for the"
                        + " master and one for a replacement")
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
        SecretKey ticketSecretRef,

        @JsonPropertyDescription(
                "Resources of each game server's container. Left out: 100m CPU and 256Mi memory are requested, without limits.")
        ResourceRequirements resources,

        @JsonPropertyDescription("What to add to the pods.") PodTemplateSpec template) {
    /** A value in a Secret of the same namespace. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record SecretKey(
            @JsonPropertyDescription("Name of the Secret.") @Required
            String name,

            @JsonPropertyDescription("Key of the value in it; at least 16 characters.") @Required
            String key) {}

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
