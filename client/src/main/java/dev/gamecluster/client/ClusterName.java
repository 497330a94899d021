package dev.gamecluster.client;

import java.util.regex.Pattern;

/** Namespace and name of a cluster, written {@code namespace/name}. */
public record ClusterName(String namespace, String name) {
    private static final Pattern PART = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

    /** The cluster of processes that run without Kubernetes. */
    public static final ClusterName LOCAL = new ClusterName("local", "demo");

    public ClusterName {
        if (!PART.matcher(namespace).matches() || !PART.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "cluster '" + namespace + "/" + name
                            + "' is not allowed: expected NAMESPACE/NAME of lower-case letters, digits, '-' and '.', for example local/demo");
        }
    }

    /** @throws IllegalArgumentException when it is not {@code namespace/name} */
    public static ClusterName parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException(
                    "cluster '" + text + "' is not allowed: expected NAMESPACE/NAME, for example local/demo");
        }
        return new ClusterName(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
