package dev.gamecluster.operator.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;

/** How clients outside of the Kubernetes cluster reach the nodes. */
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
        value = "self.type == 'NodePort' || !has(self.nodePorts)",
        message = "nodePorts has a meaning with type NodePort only: write type: NodePort, or leave nodePorts out")
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
        value = "self.type != 'Cluster' || !has(self.host)",
        message = "host has no meaning with type Cluster; write type: NodePort or LoadBalancer, or leave host out")
public record AccessSpec(
        @JsonPropertyDescription(
                "Cluster: only pods reach the nodes. NodePort: a port of every Kubernetes node for each game server."
                        + " LoadBalancer: a load balancer for each game server.")
        @Default("Cluster")
        Type type,

        @JsonPropertyDescription(
                "Host name or address that is published in place of the Kubernetes node's or load balancer's.")
        String host,

        @JsonPropertyDescription(
                "With NodePort: the ports to use, so that a firewall can be told; game server n gets from + n. Left out:"
                        + " Kubernetes chooses.")
        PortRange nodePorts) {

    /** See {@link AccessSpec#type}. */
    public enum Type {
        Cluster,
        NodePort,
        LoadBalancer
    }

    /** Ports, both ends included. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @ValidationRule(
            value = "self.from >= 1 && self.to <= 65535 && self.from <= self.to",
            message = "write from <= to, within the ports that Kubernetes has for this (usually 30000 to 32767)")
    public record PortRange(
            @JsonPropertyDescription("The port of game server 0.") @Required
            Integer from,

            @JsonPropertyDescription("The last port that may be used.") @Required
            Integer to) {}

    public AccessSpec {
        type = type == null ? Type.Cluster : type;
    }
}
