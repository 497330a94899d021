package dev.gamecluster.client;

import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** Connects one conversation with the runtime's sockets, the source of endpoints, and the listener. */
final class RuntimeWire implements Wire {
    private static final System.Logger LOG = System.getLogger(GameClient.class.getName());

    private final ClientRuntime runtime;
    private final EndpointSource endpoints;
    private final Consumer<ClientEvent> listener;
    private Conversation conversation;

    RuntimeWire(ClientRuntime runtime, EndpointSource endpoints, Consumer<ClientEvent> listener) {
        this.runtime = runtime;
        this.endpoints = endpoints;
        this.listener = listener;
    }

    void serve(Conversation served) {
        conversation = served;
    }

    @Override
    public void locate() {
        endpoints
                .locate()
                .whenComplete((node, problem) -> runtime.executeUnlessClosed(() -> {
                    if (problem == null) {
                        conversation.located(node, System.nanoTime());
                    } else {
                        conversation.notLocated(message(problem), System.nanoTime());
                    }
                }));
    }

    @Override
    public Link open(NodeEndpoint node) {
        return runtime.open(node, conversation);
    }

    @Override
    public void tell(ClientEvent event) {
        try {
            listener.accept(event);
        } catch (RuntimeException e) { // somebody else's code: it must not stop the other clients
            LOG.log(System.Logger.Level.ERROR, "the listener of a client failed on " + event, e);
        }
    }

    private static String message(Throwable problem) {
        Throwable cause =
                problem instanceof CompletionException && problem.getCause() != null ? problem.getCause() : problem;
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}
