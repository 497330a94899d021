package dev.gamecluster.e2e.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfig;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubeapitest.KubeAPITestException;
import io.fabric8.kubeapitest.binary.BinaryManager;
import io.fabric8.kubernetes.api.model.ConfigBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/** A real API server with its etcd, with RBAC, and an audit log of what the operator asks it for. Nothing else of Kubernetes runs. */
final class ApiServer implements AutoCloseable {
    private static final int DOWNLOAD_SECONDS = 180;
    private static final int START_MILLIS = 90_000;
    private static final long TOKEN_SECONDS = 7_200;

    private final KubeAPIServer server;
    private final Path folder;
    private final Kubectl kubectl;
    private final Config admin;
    private final KubernetesClient client;

    private ApiServer(KubeAPIServer server, Path folder, Path kubectl) {
        this.server = server;
        this.folder = folder;
        String kubeconfig = server.getKubeConfigYaml();
        this.kubectl = new Kubectl(kubectl, write(folder.resolve("admin.kubeconfig"), kubeconfig));
        this.admin = Config.fromKubeconfig(kubeconfig);
        this.client = new KubernetesClientBuilder().withConfig(admin).build();
    }

    /**
     * @param folder for the audit log and kubeconfigs
     * @param audited name of the user whose requests are logged
     * @throws TestAbortedException when there is no API server to be had
     */
    static ApiServer start(Path folder, String audited) {
        Path policy = write(folder.resolve("audit-policy.yaml"), """
                apiVersion: audit.k8s.io/v1
                kind: Policy
                omitStages: [RequestReceived]
                rules:
                  - level: Metadata
                    users: ["%s"]
                  - level: None
                """.formatted(audited));
        KubeAPIServerConfig config = config(folder, policy);
        Path kubectl = kubectl(config);
        KubeAPIServer server = new KubeAPIServer(config);
        server.start();
        return new ApiServer(server, folder, kubectl);
    }

    /**
     * Downloads only when asked to. Numbers and yes or no are read here: the library reads them from the environment as text, and then
     * cannot use them.
     */
    private static KubeAPIServerConfig config(Path folder, Path policy) {
        return new KubeAPIServerConfigBuilder()
                .withOfflineMode(!"false".equals(System.getenv(KubeAPIServerConfigBuilder.KUBE_API_TEST_OFFLINE_MODE)))
                .withStartupTimeout(START_MILLIS)
                .withWaitForEtcdHealthCheckOnStartup(false)
                .withUpdateKubeConfig(false)
                .withApiServerFlag("--audit-policy-file", policy.toString())
                .withApiServerFlag("--audit-log-path", auditLog(folder).toString())
                .build();
    }

    private static Path kubectl(KubeAPIServerConfig config) {
        BinaryManager binaries = new BinaryManager(config);
        try {
            CompletableFuture.runAsync(binaries::initAndDownloadIfRequired)
                    .orTimeout(DOWNLOAD_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException | KubeAPITestException unavailable) {
            if (System.getenv(KubeAPIServerConfigBuilder.KUBE_API_TEST_DIR) != null) {
                throw unavailable;
            }
            throw new TestAbortedException(
                    "skipped: there is no API server to test the operator with. Set KUBE_API_TEST_DIR to a directory with"
                            + " k8s/<version>-<system>-<architecture>/{kube-apiserver,etcd,kubectl}, or"
                            + " KUBE_API_TEST_OFFLINE_MODE=false to have it downloaded ("
                            + unavailable.getMessage() + ")",
                    unavailable);
        }
        return binaries.binaries().getKubectl().toPath();
    }

    /** Everything may be done with it. */
    KubernetesClient client() {
        return client;
    }

    Kubectl kubectl() {
        return kubectl;
    }

    Path auditLog() {
        return auditLog(folder);
    }

    private static Path auditLog(Path folder) {
        return folder.resolve("audit.log");
    }

    /** @return a kubeconfig with which a program is this ServiceAccount, and nobody else */
    Path kubeconfig(String namespace, String serviceAccount) {
        TokenRequest request = new TokenRequestBuilder()
                .withNewSpec()
                .withExpirationSeconds(TOKEN_SECONDS)
                .endSpec()
                .build();
        TokenRequest granted = client.serviceAccounts()
                .inNamespace(namespace)
                .withName(serviceAccount)
                .tokenRequest(request);
        assertThat(granted.getStatus().getToken()).isNotBlank();
        io.fabric8.kubernetes.api.model.Config kubeconfig = new ConfigBuilder()
                .withCurrentContext("test")
                .addNewContext()
                .withName("test")
                .withNewContext()
                .withCluster("test")
                .withUser(serviceAccount)
                .withNamespace(namespace)
                .endContext()
                .endContext()
                .addNewCluster()
                .withName("test")
                .withNewCluster()
                .withServer(admin.getMasterUrl())
                .withCertificateAuthority(admin.getCaCertFile())
                .withCertificateAuthorityData(admin.getCaCertData())
                .endCluster()
                .endCluster()
                .addNewUser()
                .withName(serviceAccount)
                .withNewUser()
                .withToken(granted.getStatus().getToken())
                .endUser()
                .endUser()
                .build();
        return write(folder.resolve(serviceAccount + ".kubeconfig"), Serialization.asYaml(kubeconfig));
    }

    private static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException problem) {
            throw new UncheckedIOException("cannot write " + file, problem);
        }
    }

    @Override
    public void close() {
        client.close();
        server.stop();
    }
}
