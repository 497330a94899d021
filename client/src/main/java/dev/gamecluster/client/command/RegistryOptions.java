package dev.gamecluster.client.command;

import dev.gamecluster.client.ClusterName;
import dev.gamecluster.client.RegistryEndpoints;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which registry and which cluster: the options that most commands share. */
public final class RegistryOptions {
    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            split = ",",
            defaultValue = "${env:GAMECLUSTER_REGISTRY:-http://127.0.0.1:8080}",
            description =
                    "Address of the registry; several, comma-separated, are tried in turn. Default: ${DEFAULT-VALUE}")
    List<String> registries;

    @Option(
            names = "--cluster",
            paramLabel = "NAMESPACE/NAME",
            defaultValue = "${env:GAMECLUSTER_CLUSTER:-local/demo}",
            description = "The cluster. Default: ${DEFAULT-VALUE}")
    String cluster;

    /** @throws ParameterException when one of them is no web address */
    public List<URI> registries() {
        List<URI> addresses = new ArrayList<>();
        for (String text : registries) {
            try {
                addresses.add(RegistryEndpoints.requireHttp(URI.create(text.strip())));
            } catch (IllegalArgumentException e) {
                throw wrong("registry address '" + text
                        + "' is not allowed: expected http://HOST:PORT, for example http://127.0.0.1:8080");
            }
        }
        return addresses;
    }

    /** As they were given, for people. */
    public List<String> addresses() {
        return List.copyOf(registries);
    }

    public ClusterName cluster() {
        try {
            return ClusterName.parse(cluster);
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    public RegistryApi api() {
        return new RegistryApi(registries(), cluster());
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
