package dev.gamecluster.registry.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Problems for what never reaches a resource: unknown paths, bodies that are too large, paths that are none. */
@ApplicationScoped
public final class ProblemRoutes {
    private static final Logger LOG = Logger.getLogger("dev.gamecluster.registry");
    /** Bodies whose length has more digits are refused: 99 999 bytes are plenty. */
    private static final int BODY_DIGITS = 5;

    void install(@Observes Router router) {
        router.route("/api/*")
                .order(Integer.MIN_VALUE)
                .handler(ProblemRoutes::check)
                .failureHandler(ProblemRoutes::failed);
        router.route("/api").handler(context -> answer(context, 404));
        router.route("/api/*").last().handler(context -> answer(context, 404));
    }

    /** What is announced to be too large is not read. */
    private static void check(RoutingContext context) {
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && length.length() > BODY_DIGITS) {
            answer(context, 413);
        } else {
            context.next();
        }
    }

    private static void failed(RoutingContext context) {
        if (context.failure() != null) {
            LOG.errorf(
                    context.failure(),
                    "%s %s failed",
                    context.request().method(),
                    context.request().path());
        }
        answer(context, context.statusCode() < 400 ? 500 : context.statusCode());
    }

    private static void answer(RoutingContext context, int status) {
        if (context.response().ended() || context.response().headWritten()) {
            return;
        }
        String detail =
                switch (status) {
                    case 404 -> "there is nothing at " + context.request().path();
                    case 413 -> "the body is larger than 99999 bytes";
                    default -> Problems.titleOf(status);
                };
        JsonObject problem = new JsonObject()
                .put("type", "about:blank")
                .put("title", Problems.titleOf(status))
                .put("status", status)
                .put("code", Problems.codeOf(status))
                .put("detail", detail);
        context.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(problem.encode());
    }
}
