package dev.gamecluster.e2e.apiserver;

import dev.gamecluster.e2e.process.Programs;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.opentest4j.TestAbortedException;

/**
 * The product, installed by {@code kubectl apply -k deploy/manifests} on a real API server, with two replicas of the operator (one of which
 * is started) that have no other rights than the committed ones.
 */
final class Installation implements AutoCloseable {
    static final String NAMESPACE = "gamecluster-system";
    static final String OPERATOR = "gamecluster-operator";
    /** A namespace that accepts only what the strictest Pod Security Standard allows. */
    static final String PLAY = "play";
    /** A second image that the kubelet has. */
    static final String NEXT_IMAGE = "gamecluster/gameserver:next";

    private static final String ACTING = "gamecluster.dev/acting";

    private final Programs programs = Programs.find();
    private final Path folder = temporaryFolder();
    private final List<AutoCloseable> parts = new ArrayList<>();
    private final ApiServer api;
    private final LocalKubelet kubelet;
    private final LocalService http = new LocalService(() -> acting(OperatorReplica::httpPort));
    private final LocalService control = new LocalService(() -> acting(OperatorReplica::controlPort));
    private final List<OperatorReplica> replicas = new ArrayList<>();

    private Installation() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        api = opened(ApiServer.start(folder, "system:serviceaccount:" + NAMESPACE + ":" + OPERATOR));
        kubelet = opened(
                new LocalKubelet(api.client(), programs, folder, Set.of("gamecluster/gameserver:dev", NEXT_IMAGE)));
        opened(http);
        opened(control);
    }

    /** @throws TestAbortedException when this machine cannot run it */
    static Installation begin() {
        requireLoopbackAddresses();
        Installation installation = new Installation();
        try {
            installation.install();
            return installation;
        } catch (RuntimeException | Error failed) {
            installation.close();
            throw failed;
        }
    }

    private static void requireLoopbackAddresses() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.200.1"), 0));
        } catch (IOException none) {
            throw new TestAbortedException(
                    "skipped: each pod needs a loopback address of its own, and this machine only has 127.0.0.1", none);
        }
    }

    private void install() {
        kubelet.start();
        api.kubectl()
                .run(
                        "apply",
                        "--server-side",
                        "-k",
                        programs.home().resolve("deploy/manifests").toString());
        api.kubectl().run("wait", "--for=condition=Established", "crd/gameclusters.gamecluster.dev", "--timeout=30s");
        client().resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(PLAY)
                        .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                        .endMetadata()
                        .build())
                .create();
        Path kubeconfig = api.kubeconfig(NAMESPACE, OPERATOR);
        PodTemplateSpec template = client().apps()
                .deployments()
                .inNamespace(NAMESPACE)
                .withName(OPERATOR)
                .get()
                .getSpec()
                .getTemplate();
        for (String suffix : List.of("-a", "-b")) {
            Pod pod = client().resource(new PodBuilder()
                            .withNewMetadata()
                            .withName(OPERATOR + suffix)
                            .withNamespace(NAMESPACE)
                            .withLabels(template.getMetadata().getLabels())
                            .endMetadata()
                            .withSpec(template.getSpec())
                            .build())
                    .create();
            replicas.add(opened(
                    new OperatorReplica(programs, folder, pod, kubeconfig, "tcp://127.0.0.1:" + control.port())));
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.addFirst(part);
        return part;
    }

    private OptionalInt acting(ToIntFunction<OperatorReplica> port) {
        List<Pod> labelled = client().pods()
                .inNamespace(NAMESPACE)
                .withLabel("app.kubernetes.io/component", "operator")
                .withLabel(ACTING, "true")
                .list()
                .getItems();
        return replicas.stream()
                .filter(replica -> replica.isAlive()
                        && labelled.stream()
                                .anyMatch(pod -> pod.getMetadata().getName().equals(replica.name())))
                .mapToInt(port)
                .findFirst();
    }

    /** Whether the label by which the Service selects is on this replica, and on no other. */
    boolean isLabelledOnly(OperatorReplica replica) {
        return client().pods().inNamespace(NAMESPACE).withLabel(ACTING, "true").list().getItems().stream()
                .map(pod -> pod.getMetadata().getName())
                .toList()
                .equals(List.of(replica.name()));
    }

    /** Started by the tests. */
    OperatorReplica first() {
        return replicas.getFirst();
    }

    OperatorReplica second() {
        return replicas.getLast();
    }

    KubernetesClient client() {
        return api.client();
    }

    /** In the namespace of the game. */
    String kubectlInPlay(String... arguments) {
        List<String> all = new ArrayList<>(List.of("-n", PLAY));
        all.addAll(List.of(arguments));
        return api.kubectl().run(all.toArray(String[]::new));
    }

    /** {@code kubectl apply} in the namespace of the game. */
    void apply(String manifest) {
        try {
            Path file = Files.writeString(Files.createTempFile(folder, "manifest", ".yaml"), manifest);
            kubectlInPlay("apply", "-f", file.toString());
        } catch (IOException problem) {
            throw new UncheckedIOException("no file for a manifest", problem);
        }
    }

    LocalKubelet kubelet() {
        return kubelet;
    }

    Path auditLog() {
        return api.auditLog();
    }

    /** Where logs are. */
    Path folder() {
        return folder;
    }

    /** The Service of the operator: the registry's HTTP API. */
    URI registry() {
        return URI.create("http://127.0.0.1:" + http.port());
    }

    /** What the garbage collector does: what this object owned goes. */
    void collectGarbageOf(HasMetadata owner) {
        String uid = owner.getMetadata().getUid();
        String namespace = owner.getMetadata().getNamespace();
        List<HasMetadata> objects = new ArrayList<>();
        objects.addAll(client().pods().inNamespace(namespace).list().getItems());
        objects.addAll(client().services().inNamespace(namespace).list().getItems());
        objects.addAll(client().network()
                .networkPolicies()
                .inNamespace(namespace)
                .list()
                .getItems());
        objects.addAll(client().policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace(namespace)
                .list()
                .getItems());
        objects.stream()
                .filter(object -> object.getMetadata().getOwnerReferences().stream()
                        .anyMatch(reference -> reference.getUid().equals(uid)))
                .forEach(object -> client().resource(object).delete());
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("gamecluster-operator");
        } catch (IOException problem) {
            throw new UncheckedIOException("no folder for logs", problem);
        }
    }

    @Override
    public synchronized void close() {
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception problem) {
                System.err.println("closing " + part.getClass().getSimpleName() + ": " + problem);
            }
        }
        parts.clear();
    }
}
