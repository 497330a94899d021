package dev.gamecluster.operator.reconcile;

import dev.gamecluster.operator.api.AccessSpec;
import dev.gamecluster.operator.manifest.Names;
import dev.gamecluster.operator.plan.PodView;
import io.fabric8.kubernetes.api.model.LoadBalancerIngress;
import io.fabric8.kubernetes.api.model.Service;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where outsiders reach each node, as far as Kubernetes has allotted ports and addresses. */
final class OutsideEndpoints {
    private OutsideEndpoints() {}

    static Map<String, String> of(AccessSpec access, List<PodView> pods, Map<String, Service> services) {
        Map<String, String> endpoints = new HashMap<>();
        if (access.type() == AccessSpec.Type.Cluster) {
            return endpoints;
        }
        for (PodView pod : pods) {
            Service service = services.get(Names.outsideService(pod.name()));
            if (service != null) {
                endpoint(access, pod, service).ifPresent(endpoint -> endpoints.put(pod.name(), endpoint));
            }
        }
        return endpoints;
    }

    private static Optional<String> endpoint(AccessSpec access, PodView pod, Service service) {
        if (access.type() == AccessSpec.Type.NodePort) {
            Integer port = service.getSpec().getPorts().getFirst().getNodePort();
            Optional<String> host = access.host() == null ? pod.hostIp() : Optional.of(access.host());
            return port == null ? Optional.empty() : host.map(address -> text(address, port));
        }
        return ingress(service)
                .map(ingress -> access.host() != null
                        ? access.host()
                        : ingress.getIp() == null ? ingress.getHostname() : ingress.getIp())
                .map(address -> text(address, Names.CLIENT_PORT));
    }

    private static Optional<LoadBalancerIngress> ingress(Service service) {
        boolean allotted = service.getStatus() != null
                && service.getStatus().getLoadBalancer() != null
                && service.getStatus().getLoadBalancer().getIngress() != null
                && !service.getStatus().getLoadBalancer().getIngress().isEmpty();
        return allotted
                ? Optional.of(service.getStatus().getLoadBalancer().getIngress().getFirst())
                : Optional.empty();
    }

    private static String text(String host, int port) {
        return "tcp://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
