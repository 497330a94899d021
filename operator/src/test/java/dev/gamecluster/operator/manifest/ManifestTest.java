package dev.gamecluster.operator.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gamecluster.operator.api.AccessSpec;
import dev.gamecluster.operator.api.GameCluster;
import dev.gamecluster.operator.api.GameClusterSpec;
import dev.gamecluster.operator.api.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManifestTest {
    private static final Surroundings SURROUNDINGS = new Surroundings("tcp://registry:5550", "default:1", "system");

    private static GameClusterSpec spec(String image, AccessSpec access, PodTemplateSpec template) {
        return new GameClusterSpec(1, 2, image, null, null, null, null, access, null, null, template);
    }

    private static GameCluster cluster(GameClusterSpec spec) {
        GameCluster cluster = new GameCluster();
        cluster.setMetadata(new ObjectMetaBuilder()
                .withName("demo")
                .withNamespace("game")
                .withUid("uid")
                .build());
        cluster.setSpec(spec);
        return cluster;
    }

    private static PodTemplateSpec template(
            Map<String, String> labels, List<Toleration> tolerations, List<EnvVar> env) {
        return new PodTemplateSpec(labels, null, null, tolerations, null, null, env, null, null, null, null);
    }

    private static Pod pod(GameClusterSpec spec) {
        return GameServerPod.of(cluster(spec), 1, SURROUNDINGS);
    }

    private static String hash(GameClusterSpec spec) {
        return pod(spec).getMetadata().getAnnotations().get(Names.TEMPLATE_HASH);
    }

    @Test
    void shouldMakePodThatRestrictedNamespacesAccept() {
        Pod pod = pod(spec(null, null, null));
        Container container = pod.getSpec().getContainers().getFirst();
        assertThat(pod.getSpec().getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSpec().getSecurityContext().getSeccompProfile().getType())
                .isEqualTo("RuntimeDefault");
        assertThat(pod.getSpec().getAutomountServiceAccountToken()).isFalse();
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
    }

    @Test
    void shouldBelongToTheCluster() {
        Pod pod = pod(spec(null, null, null));
        assertThat(pod.getMetadata().getName()).isEqualTo("demo-1");
        assertThat(pod.getMetadata().getOwnerReferences()).singleElement().satisfies(owner -> {
            assertThat(owner.getKind()).isEqualTo("GameCluster");
            assertThat(owner.getUid()).isEqualTo("uid");
            assertThat(owner.getController()).isTrue();
        });
        assertThat(pod.getSpec().getTerminationGracePeriodSeconds() * 1_000)
                .as("killed only after it has had its time to drain")
                .isGreaterThan(GameServerPod.DRAIN_MILLIS + 5_000);
    }

    @Test
    void shouldTakeTheOperatorsImageUnlessTheSpecNamesOne() {
        assertThat(pod(spec(null, null, null))
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getImage())
                .isEqualTo("default:1");
        assertThat(pod(spec("mine:2", null, null))
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getImage())
                .isEqualTo("mine:2");
    }

    @Test
    void shouldChangeHashWithWhatARunningNodeCannotTakeOver() {
        String plain = hash(spec(null, null, null));
        assertThat(hash(spec("other:1", null, null))).isNotEqualTo(plain);
        assertThat(hash(spec(null, null, template(Map.of("a", "b"), null, null))))
                .isNotEqualTo(plain);
        GameClusterSpec moreSlaves = new GameClusterSpec(1, 9, null, null, null, null, null, null, null, null, null);
        assertThat(hash(moreSlaves)).isEqualTo(plain);
        assertThat(hash(spec(null, new AccessSpec(AccessSpec.Type.NodePort, null, null), null)))
                .isEqualTo(plain);
        Surroundings elsewhere = new Surroundings("tcp://other:5550", "default:1", "elsewhere");
        assertThat(GameServerPod.of(cluster(spec(null, null, null)), 1, elsewhere)
                        .getMetadata()
                        .getAnnotations()
                        .get(Names.TEMPLATE_HASH))
                .isEqualTo(plain);
    }

    @Test
    void shouldKeepTheOperatorsLabelsAndEnvironment() {
        EnvVar mine = new EnvVarBuilder()
                .withName("JAVA_TOOL_OPTIONS")
                .withValue("-Xmx1g")
                .build();
        Pod pod = pod(spec(null, null, template(Map.of(Names.CLUSTER, "stolen", "team", "red"), null, List.of(mine))));
        assertThat(pod.getMetadata().getLabels())
                .containsEntry(Names.CLUSTER, "demo")
                .containsEntry("team", "red")
                .containsEntry(Names.ROLE, Names.ROLE_JOINING);
        assertThat(pod.getSpec().getContainers().getFirst().getEnv())
                .contains(mine)
                .anyMatch(variable -> variable.getName().equals("GAMECLUSTER_CLUSTER")
                        && variable.getValue().equals("game/demo"));
    }

    @Test
    void shouldLeaveUnreachableMachinesSoonUnlessTheSpecSaysOtherwise() {
        Toleration patient = new TolerationBuilder()
                .withKey("node.kubernetes.io/unreachable")
                .withOperator("Exists")
                .withEffect("NoExecute")
                .withTolerationSeconds(600L)
                .build();
        List<Toleration> tolerations = pod(spec(null, null, template(null, List.of(patient), null)))
                .getSpec()
                .getTolerations();
        assertThat(tolerations).hasSize(2).contains(patient);
        assertThat(tolerations)
                .anyMatch(toleration -> "node.kubernetes.io/not-ready".equals(toleration.getKey())
                        && toleration.getTolerationSeconds() == 30);
    }

    @Test
    void shouldLetDisruptionsTakeOneNodeAtATimeAndNeverTheOnlyOne() {
        assertThat(minimum(4)).isEqualTo(4); // of five
        assertThat(minimum(1)).isEqualTo(1); // of two
        assertThat(minimum(0)).isEqualTo(1); // of one
    }

    private static int minimum(int slaves) {
        return ClusterObjects.of(cluster(spec(null, null, null)), slaves, "system").stream()
                .filter(PodDisruptionBudget.class::isInstance)
                .map(object -> ((PodDisruptionBudget) object)
                        .getSpec()
                        .getMinAvailable()
                        .getIntVal())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void shouldTakePortsForOutsidersFromTheRange() {
        AccessSpec access = new AccessSpec(AccessSpec.Type.NodePort, null, new AccessSpec.PortRange(30_100, 30_110));
        Service service = ClusterObjects.outside(cluster(spec(null, access, null)), "demo-3", 3);
        assertThat(service.getSpec().getPorts().getFirst().getNodePort()).isEqualTo(30_103);
        assertThat(service.getSpec().getType()).isEqualTo("NodePort");
        assertThat(service.getSpec().getExternalTrafficPolicy()).isEqualTo("Local");
        assertThat(service.getSpec().getSelector()).containsEntry(Names.NODE, "demo-3");
    }
}
