package dev.gamecluster.e2e.apiserver;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;

/** What the committed roles of the operator grant, one by one, and which of it was used. */
record Rights(List<Right> all) {
    /**
     * One verb on one resource.
     *
     * @param everywhere granted in all namespaces, not only in the operator's own
     * @param name of the only object, empty for all of them
     */
    record Right(boolean everywhere, String group, String resource, String verb, String name) {
        boolean isUsedBy(AuditLog.Request request) {
            return request.allowed()
                    && group.equals(request.group())
                    && resource.equals(request.resource())
                    && (verb.equals(request.verb()) || verb.equals("create") && request.creates())
                    && (name.isEmpty() || name.equals(request.name()))
                    && everywhere != request.namespace().equals(Installation.NAMESPACE);
        }
    }

    static Rights granted(KubernetesClient client) {
        List<Right> rights = new ArrayList<>();
        client.rbac()
                .clusterRoles()
                .withName(Installation.OPERATOR)
                .get()
                .getRules()
                .forEach(rule -> add(rights, rule, true));
        client.rbac()
                .roles()
                .inNamespace(Installation.NAMESPACE)
                .withName(Installation.OPERATOR)
                .get()
                .getRules()
                .forEach(rule -> add(rights, rule, false));
        return new Rights(rights);
    }

    private static void add(List<Right> rights, PolicyRule rule, boolean everywhere) {
        List<String> names = rule.getResourceNames().isEmpty() ? List.of("") : rule.getResourceNames();
        for (String group : rule.getApiGroups()) {
            for (String resource : rule.getResources()) {
                for (String verb : rule.getVerbs()) {
                    names.forEach(name -> rights.add(new Right(everywhere, group, resource, verb, name)));
                }
            }
        }
    }

    /** What was refused, each kind of request once. */
    static List<String> missing(List<AuditLog.Request> requests) {
        return requests.stream()
                .filter(request -> !request.allowed())
                .map(request -> request.resource().isEmpty()
                        ? request.verb() + " " + request.path()
                        : "%s %s of group '%s' in %s"
                                .formatted(request.verb(), request.resource(), request.group(), where(request)))
                .distinct()
                .toList();
    }

    private static String where(AuditLog.Request request) {
        if (request.namespace().isEmpty()) {
            return "the whole cluster";
        }
        return request.namespace().equals(Installation.NAMESPACE) ? "its own namespace" : "a game's namespace";
    }

    /** What could be taken away. */
    List<Right> unused(List<AuditLog.Request> requests) {
        return all.stream()
                .filter(right -> requests.stream().noneMatch(right::isUsedBy))
                .toList();
    }
}
