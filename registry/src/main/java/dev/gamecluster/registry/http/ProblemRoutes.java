package dev.gamecluster.registry.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Problems for what never reaches a resource: unknown paths, bodies that are too large, paths that are none. */
@ApplicationScoped
public final class ProblemRoutes {
    void install(@Observes Router router) {
        router.route("/api/*").order(Integer.MIN_VALUE).failureHandler(ProblemRoutes::failed);
        router.route("/api/*").last().handler(context -> answer(context, 404));
    }

    private static void failed(RoutingContext context) {
        int status = context.statusCode() < 400 ? 500 : context.statusCode();
        answer(context, status);
    }

    private static void answer(RoutingContext context, int status) {
        if (context.response().ended() || context.response().headWritten()) {
            return;
        }
        String detail =
                switch (status) {
                    case 404 -> "there is nothing at " + context.request().path();
                    case 413 -> "the body is larger than 64 KiB";
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
