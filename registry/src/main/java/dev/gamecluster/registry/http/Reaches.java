package dev.gamecluster.registry.http;

import dev.gamecluster.registry.core.ClusterView;
import dev.gamecluster.registry.core.NodeView;
import dev.gamecluster.registry.core.Reach;
import jakarta.ws.rs.core.Response;

/** The query parameter {@code reach}, and what is answered when nobody can be reached. */
final class Reaches {
    static final String INSIDE = "inside";
    static final String OUTSIDE = "outside";
    static final String DESCRIPTION =
            "from where the client connects: inside (default) or outside of the nodes' network";

    private Reaches() {}

    static Reach parse(String reach) {
        return switch (reach) {
            case INSIDE -> Reach.INSIDE;
            case OUTSIDE -> Reach.OUTSIDE;
            default ->
                throw new ProblemException(
                        Response.Status.BAD_REQUEST,
                        "BAD_REQUEST",
                        "reach is \"" + reach + "\", allowed is inside or outside");
        };
    }

    static String endpointOf(NodeView node, Reach reach) {
        return switch (reach) {
            case INSIDE -> node.endpoints().client();
            case OUTSIDE ->
                node.publishedEndpoint()
                        .orElseThrow(() -> notPublished("the master " + node.name() + " has no published endpoint"));
        };
    }

    /** Why no node could be chosen. */
    static ProblemException nobody(ClusterView view, Reach reach) {
        boolean published =
                view.nodes().stream().anyMatch(node -> node.publishedEndpoint().isPresent());
        if (reach == Reach.OUTSIDE && !published) {
            return notPublished("no node of " + view.cluster() + " has a published endpoint");
        }
        return new ProblemException(
                Response.Status.SERVICE_UNAVAILABLE,
                "NO_NODE",
                "no node of " + view.cluster() + " can serve clients now; ask again");
    }

    private static ProblemException notPublished(String what) {
        return new ProblemException(
                Response.Status.SERVICE_UNAVAILABLE,
                "NOT_PUBLISHED",
                what
                        + " for clients outside (a GameCluster publishes them with spec.access); inside, ask with reach=inside");
    }
}
