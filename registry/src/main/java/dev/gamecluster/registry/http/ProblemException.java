package dev.gamecluster.registry.http;

import jakarta.ws.rs.core.Response;

/** Ends a request with a problem. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    public ProblemException(Response.Status status, String code, String detail) {
        super(detail);
        this.status = status.getStatusCode();
        this.code = code;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
