package dev.gamecluster.operator;

import io.fabric8.kubeapitest.KubeAPIServerConfig;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubeapitest.KubeAPITestException;
import io.fabric8.kubeapitest.binary.BinaryManager;

/** The programs of a real API server, where there are any: nothing is downloaded. */
public final class ApiServerPrograms {
    /** For {@code @EnabledIf}. */
    public static final String AT_HAND = "dev.gamecluster.operator.ApiServerPrograms#areAtHand";

    public static final String HOW_TO_GET =
            "there is no API server to test with: set KUBE_API_TEST_DIR to a directory with"
                    + " k8s/<version>-<system>-<architecture>/{kube-apiserver,etcd,kubectl}";

    private ApiServerPrograms() {}

    public static boolean areAtHand() {
        try {
            new BinaryManager(configuration()).initAndDownloadIfRequired();
            return true;
        } catch (KubeAPITestException missing) {
            return false;
        }
    }

    /** Offline is said here because the library cannot read KUBE_API_TEST_OFFLINE_MODE. */
    public static KubeAPIServerConfig configuration() {
        return KubeAPIServerConfigBuilder.anAPIServerConfig()
                .withOfflineMode(true)
                .build();
    }
}
