package dev.gamecluster.registry.http;

import dev.gamecluster.registry.core.SwitchoverResult;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Locale;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every error below {@code /api/} as a problem. */
public final class Problems {
    private static final Logger LOG = Logger.getLogger("dev.gamecluster.registry");

    @ServerExceptionMapper(ProblemException.class)
    public Response map(ProblemException problem) {
        return response(problem.status(), problem.code(), problem.getMessage()).build();
    }

    /** Errors of the framework: unknown path, wrong method, unacceptable media type, ... */
    @ServerExceptionMapper(WebApplicationException.class)
    public Response map(WebApplicationException failure, @Context UriInfo uri) {
        Response original = failure.getResponse();
        int status = original.getStatus();
        if (status < 400 || !uri.getPath().startsWith("/api/")) {
            return original;
        }
        Response.ResponseBuilder answer = response(status, codeOf(status), detail(status, uri, failure));
        if (original.getHeaderString(HttpHeaders.ALLOW) != null) {
            answer.header(HttpHeaders.ALLOW, original.getHeaderString(HttpHeaders.ALLOW));
        }
        return answer.build();
    }

    @ServerExceptionMapper(IllegalStateException.class)
    public Response map(IllegalStateException failure) {
        LOG.error("a request failed", failure);
        return response(500, "INTERNAL", "the registry failed; its log says more")
                .build();
    }

    static SwitchoverDocument document(SwitchoverResult result) {
        if (result instanceof SwitchoverResult.Done done) {
            return new SwitchoverDocument(done.from(), done.to(), done.epoch(), Millis.rounded(done.gapMillis()));
        }
        throw notDone(result);
    }

    static ProblemException notDone(SwitchoverResult result) {
        return switch (result) {
            case SwitchoverResult.Done done ->
                throw new IllegalArgumentException("the switchover to " + done.to() + " is done");
            case SwitchoverResult.Refused refused ->
                new ProblemException(
                        statusOf(refused.refusal()), refused.refusal().name(), refused.message());
            case SwitchoverResult.Failed failed ->
                new ProblemException(Response.Status.SERVICE_UNAVAILABLE, "SWITCHOVER_FAILED", failed.message());
        };
    }

    private static Response.Status statusOf(SwitchoverResult.Refusal refusal) {
        return switch (refusal) {
            case UNKNOWN_TARGET -> Response.Status.NOT_FOUND;
            case NO_MASTER -> Response.Status.SERVICE_UNAVAILABLE;
            case TARGET_IS_MASTER, TARGET_NOT_READY, NO_SLAVE, BUSY -> Response.Status.CONFLICT;
        };
    }

    private static Response.ResponseBuilder response(int status, String code, String detail) {
        return Response.status(status)
                .type(Problem.MEDIA_TYPE)
                .entity(new Problem("about:blank", titleOf(status), status, code, detail));
    }

    static String titleOf(int status) {
        Response.Status known = Response.Status.fromStatusCode(status);
        return known == null ? "Error" : known.getReasonPhrase();
    }

    static String codeOf(int status) {
        return titleOf(status).toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
    }

    private static String detail(int status, UriInfo uri, WebApplicationException failure) {
        return switch (status) {
            case 404 -> "there is nothing at " + uri.getPath();
            case 405 -> uri.getPath() + " does not take this method";
            case 406 -> uri.getPath() + " cannot answer in an accepted media type";
            default -> failure.getMessage();
        };
    }
}
