package dev.gamecluster.operator.act;

import dev.gamecluster.operator.api.GameCluster;
import dev.gamecluster.operator.manifest.Names;
import dev.gamecluster.operator.plan.Action;
import dev.gamecluster.operator.plan.Problem;
import dev.gamecluster.registry.core.ClusterName;
import dev.gamecluster.registry.core.SwitchoverResult;
import dev.gamecluster.registry.server.RegistryServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.SSABasedGenericKubernetesResourceMatcher;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Carries out actions in their order. What Kubernetes refuses does not keep the others from being done; the first refusal is the answer.
 */
public final class Actor {
    private static final Logger LOG = Logger.getLogger("dev.gamecluster.operator");
    private static final int UNPROCESSABLE = 422;

    private final KubernetesClient client;
    private final RegistryServer registry;
    private final KubernetesEvents events;

    public Actor(KubernetesClient client, RegistryServer registry, KubernetesEvents events) {
        this.client = client;
        this.registry = registry;
        this.events = events;
    }

    /** @return what could not be done */
    public Optional<Problem> act(
            ClusterName cluster, List<Action> actions, Expectations expectations, Context<GameCluster> context) {
        Optional<Problem> first = Optional.empty();
        for (Action action : actions) {
            try {
                Optional<Problem> problem = carryOut(cluster, action, expectations, context);
                first = first.isPresent() ? first : problem;
            } catch (KubernetesClientException refused) {
                Problem problem = describe(action, refused);
                LOG.warnf("%s: %s", cluster, problem.message());
                first = first.isPresent() ? first : Optional.of(problem);
            }
        }
        return first;
    }

    private Optional<Problem> carryOut(
            ClusterName cluster, Action action, Expectations expectations, Context<GameCluster> context) {
        switch (action) {
            case Action.Ensure ensure -> ensure(ensure.object(), context);
            case Action.CreatePod create -> {
                return create(cluster, create.pod(), expectations);
            }
            case Action.DeletePod delete -> delete(cluster, delete, expectations);
            case Action.LabelPod label -> label(cluster, label);
            case Action.DeleteNodeService delete ->
                client.services()
                        .inNamespace(cluster.namespace())
                        .withName(delete.service())
                        .delete();
            case Action.Scale scale -> scale(cluster, scale);
            case Action.Switchover switchover -> switchOver(cluster, switchover);
            case Action.ConfigureSlaves configure ->
                registry.configureSlaves(cluster, java.util.OptionalInt.of(configure.slaves()));
            case Action.Publish publish -> registry.publish(cluster, publish.endpoints());
        }
        return Optional.empty();
    }

    /** Server-side apply, when what there is does not look so already. */
    private void ensure(HasMetadata wanted, Context<GameCluster> context) {
        Optional<? extends HasMetadata> actual = context.getSecondaryResourcesAsStream(wanted.getClass())
                .filter(object -> object.getMetadata()
                        .getName()
                        .equals(wanted.getMetadata().getName()))
                .findFirst();
        boolean matches = actual.isPresent()
                && SSABasedGenericKubernetesResourceMatcher.<HasMetadata>getInstance()
                        .matches(actual.get(), wanted, context);
        if (!matches) {
            client.resource(wanted)
                    .fieldManager(Names.OPERATOR)
                    .forceConflicts()
                    .serverSideApply();
        }
    }

    private Optional<Problem> create(ClusterName cluster, Pod pod, Expectations expectations) {
        String name = pod.getMetadata().getName();
        try {
            client.resource(pod).create();
            events.normal(cluster, "PodCreated", name + " is created");
        } catch (KubernetesClientException refused) {
            if (refused.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw refused;
            }
            if (!isOurs(cluster, name)) {
                return Optional.of(new Problem(
                        "NameTaken", "pod " + name + " exists and belongs to somebody else: rename or delete it"));
            }
        }
        expectations.created(pod);
        return Optional.empty();
    }

    private boolean isOurs(ClusterName cluster, String pod) {
        Pod existing =
                client.pods().inNamespace(cluster.namespace()).withName(pod).get();
        return existing == null
                || existing.getMetadata().getLabels() != null
                        && cluster.name()
                                .equals(existing.getMetadata().getLabels().get(Names.CLUSTER))
                        && Names.OPERATOR.equals(
                                existing.getMetadata().getLabels().get(Names.MANAGED_BY));
    }

    private void delete(ClusterName cluster, Action.DeletePod delete, Expectations expectations) {
        client.pods().inNamespace(cluster.namespace()).withName(delete.pod()).delete();
        if (expectations.deleted(delete.uid())) {
            events.normal(cluster, delete.why().reason(), delete.pod() + " is removed: " + delete.message());
        }
    }

    /** A pod that has gone in the meantime needs no label. */
    private void label(ClusterName cluster, Action.LabelPod label) {
        Pod known = new PodBuilder()
                .withNewMetadata()
                .withName(label.pod())
                .withNamespace(cluster.namespace())
                .endMetadata()
                .build();
        try {
            client.pods()
                    .inNamespace(cluster.namespace())
                    .resource(known)
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            "{\"metadata\":{\"labels\":{\"" + Names.ROLE + "\":\"" + label.role() + "\",\""
                                    + Names.TAKES_CLIENTS + "\":\"" + label.takesClients() + "\"}}}");
        } catch (KubernetesClientException refused) {
            if (refused.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw refused;
            }
        }
    }

    private void scale(ClusterName cluster, Action.Scale scale) {
        client.resources(GameCluster.class)
                .inNamespace(cluster.namespace())
                .withName(cluster.name())
                .scale(scale.to());
        events.normal(
                cluster, "Autoscaled", "from " + scale.from() + " to " + scale.to() + " slaves: " + scale.message());
    }

    /** Not waited for: when it is done the registry tells, and the cluster is reconciled again. */
    private void switchOver(ClusterName cluster, Action.Switchover switchover) {
        registry.switchover(cluster, Optional.of(switchover.to())).thenAccept(result -> {
            switch (result) {
                case SwitchoverResult.Done done -> {}
                case SwitchoverResult.Refused refused ->
                    LOG.infof("%s: switchover to %s refused: %s", cluster, switchover.to(), refused.message());
                case SwitchoverResult.Failed failed ->
                    LOG.warnf("%s: switchover to %s failed: %s", cluster, switchover.to(), failed.message());
            }
        });
    }

    private static Problem describe(Action action, KubernetesClientException refused) {
        String why = Refusals.why(refused);
        return switch (action) {
            case Action.CreatePod create ->
                new Problem(
                        reason(refused, why, "PodNotCreated"),
                        "pod " + create.pod().getMetadata().getName() + " cannot be created: " + why);
            case Action.Ensure ensure ->
                new Problem(
                        reason(
                                refused,
                                why,
                                ensure.object() instanceof Service ? "ServiceNotApplied" : "ObjectNotApplied"),
                        ensure.object().getKind() + " "
                                + ensure.object().getMetadata().getName() + " cannot be applied: " + why);
            case Action.DeletePod delete ->
                new Problem("PodNotDeleted", "pod " + delete.pod() + " cannot be deleted: " + why);
            case Action.LabelPod label ->
                new Problem("PodNotLabelled", "pod " + label.pod() + " cannot be labelled: " + why);
            case Action.DeleteNodeService delete ->
                new Problem("ServiceNotDeleted", "Service " + delete.service() + " cannot be deleted: " + why);
            case Action.Scale scale ->
                new Problem("NotScaled", "spec.slaves cannot be set to " + scale.to() + ": " + why);
            case Action.Switchover switchover -> new Problem("NotSwitchedOver", why);
            case Action.ConfigureSlaves configure -> new Problem("RegistryRefused", why);
            case Action.Publish publish -> new Problem("RegistryRefused", why);
        };
    }

    private static String reason(KubernetesClientException refused, String why, String otherwise) {
        if (refused.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
            return why.contains("exceeded quota") ? "QuotaExceeded" : "Forbidden";
        }
        return refused.getCode() == UNPROCESSABLE ? "Invalid" : otherwise;
    }
}
