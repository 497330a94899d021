package dev.gamecluster.registry.http;

import dev.gamecluster.registry.server.UnknownClusterException;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for the registry's thread, and turns what it may fail with into problems. */
final class Answers {
    /** Far longer than the longest switchover that goes wrong. */
    static final long SECONDS = 15;

    private Answers() {}

    static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.get(SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            throw problem(failure.getCause());
        } catch (TimeoutException late) {
            throw new ProblemException(
                    Response.Status.GATEWAY_TIMEOUT,
                    "TIMEOUT",
                    "not done within " + SECONDS + " s; it may still be done");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ProblemException(Response.Status.SERVICE_UNAVAILABLE, "STOPPING", "the registry is stopping");
        }
    }

    private static RuntimeException problem(Throwable cause) {
        if (cause instanceof UnknownClusterException unknown) {
            return new ProblemException(Response.Status.NOT_FOUND, "UNKNOWN_CLUSTER", unknown.getMessage());
        }
        if (cause instanceof RejectedExecutionException) {
            return new ProblemException(
                    Response.Status.SERVICE_UNAVAILABLE, "OVERLOADED", "the registry has too much to do; try again");
        }
        return new IllegalStateException(cause);
    }
}
