package dev.gamecluster.client;

import java.util.concurrent.CompletableFuture;

/** Says where a client should connect now. Asked again after every loss and every redirect. */
public interface EndpointSource {

    /**
     * @return completes with a node, on any thread, or exceptionally with an exception whose message says what is wrong and where;
     *     never blocks the caller
     */
    CompletableFuture<NodeEndpoint> locate();

    /** Always the same node, for a cluster without a registry. */
    static EndpointSource fixed(String endpoint) {
        NodeEndpoint node = new NodeEndpoint(endpoint, endpoint);
        return () -> CompletableFuture.completedFuture(node);
    }
}
