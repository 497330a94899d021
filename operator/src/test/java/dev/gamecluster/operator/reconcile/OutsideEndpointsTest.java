package dev.gamecluster.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.operator.api.AccessSpec;
import dev.gamecluster.operator.plan.PodView;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutsideEndpointsTest {
    private static final PodView POD = new PodView(
            "demo-1",
            1,
            "uid",
            "",
            "slave",
            true,
            true,
            true,
            false,
            false,
            false,
            0,
            Optional.of("192.0.2.7"),
            Optional.empty());

    private static ServiceBuilder service(Integer nodePort) {
        return new ServiceBuilder()
                .withNewSpec()
                .addNewPort()
                .withPort(5555)
                .withNodePort(nodePort)
                .endPort()
                .endSpec();
    }

    private static Map<String, String> endpoints(AccessSpec.Type type, String host, Service service) {
        return OutsideEndpoints.of(new AccessSpec(type, host, null), List.of(POD), Map.of("demo-1-outside", service));
    }

    @Test
    void shouldPublishNothingInsideTheCluster() {
        assertThat(endpoints(AccessSpec.Type.Cluster, null, service(30_001).build()))
                .isEmpty();
    }

    @Test
    void shouldPublishTheMachineOfThePod() {
        assertThat(endpoints(AccessSpec.Type.NodePort, null, service(30_001).build()))
                .containsExactly(Map.entry("demo-1", "tcp://192.0.2.7:30001"));
    }

    @Test
    void shouldPublishTheHostThatPeopleName() {
        assertThat(endpoints(
                        AccessSpec.Type.NodePort,
                        "play.example.com",
                        service(30_001).build()))
                .containsExactly(Map.entry("demo-1", "tcp://play.example.com:30001"));
    }

    @Test
    void shouldWaitForAPortAndForABalancer() {
        assertThat(endpoints(AccessSpec.Type.NodePort, null, service(null).build()))
                .isEmpty();
        assertThat(endpoints(AccessSpec.Type.LoadBalancer, null, service(null).build()))
                .isEmpty();
    }

    @Test
    void shouldPublishTheBalancersAddress() {
        Service byAddress = service(null)
                .withNewStatus()
                .withNewLoadBalancer()
                .addNewIngress()
                .withIp("2001:db8::1")
                .endIngress()
                .endLoadBalancer()
                .endStatus()
                .build();
        assertThat(endpoints(AccessSpec.Type.LoadBalancer, null, byAddress))
                .containsExactly(Map.entry("demo-1", "tcp://[2001:db8::1]:5555"));
        Service byName = service(null)
                .withNewStatus()
                .withNewLoadBalancer()
                .addNewIngress()
                .withHostname("lb.example.com")
                .endIngress()
                .endLoadBalancer()
                .endStatus()
                .build();
        assertThat(endpoints(AccessSpec.Type.LoadBalancer, null, byName))
                .containsExactly(Map.entry("demo-1", "tcp://lb.example.com:5555"));
    }
}
