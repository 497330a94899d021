package dev.gamecluster.registry.core;

import java.util.regex.Pattern;

/** Name of a cluster, written {@code namespace/name}. */
public record ClusterName(String namespace, String name) {
    private static final Pattern PART = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

    public ClusterName {
        if (!PART.matcher(namespace).matches() || !PART.matcher(name).matches()) {
            throw new IllegalArgumentException("cluster name \"" + namespace + "/" + name
                    + "\" must be namespace/name, each of lower-case letters, digits, '-' and '.'");
        }
    }

    /** @throws IllegalArgumentException when {@code text} is not {@code namespace/name} */
    public static ClusterName parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException(
                    "cluster name \"" + text + "\" must be namespace/name, such as local/demo");
        }
        return new ClusterName(text.substring(0, slash), text.substring(slash + 1));
    }

    /** {@code namespace/name}, as nodes write it in their messages. */
    public String text() {
        return namespace + "/" + name;
    }

    @Override
    public String toString() {
        return text();
    }
}
