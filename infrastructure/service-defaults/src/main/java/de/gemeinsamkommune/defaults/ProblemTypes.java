package de.gemeinsamkommune.defaults;

import org.springframework.http.HttpStatusCode;

/** The types of problems every service can answer. */
final class ProblemTypes {

    static final String MALFORMED = "malformed-request";
    static final String INVALID = "invalid-request";
    static final String UNAUTHENTICATED = "not-signed-in";
    static final String FORBIDDEN = "forbidden";
    static final String NOT_FOUND = "not-found";
    static final String TOO_LARGE = "request-too-large";
    static final String PRECONDITION_REQUIRED = "precondition-required";
    static final String ETAG_MALFORMED = "etag-malformed";
    static final String CURSOR_MALFORMED = "cursor-malformed";
    static final String IDEMPOTENCY_KEY_MALFORMED = "idempotency-key-malformed";
    static final String IDEMPOTENCY_KEY_REUSED = "idempotency-key-reused";
    static final String UNAVAILABLE = "unavailable";
    static final String INTERNAL = "internal-error";

    private ProblemTypes() {}

    /** The type for a status that no more particular type was given for. */
    static String of(HttpStatusCode status) {
        return switch (status.value()) {
            case 401 -> UNAUTHENTICATED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> "method-not-allowed";
            case 406 -> "not-acceptable";
            case 409 -> "conflict";
            case 412 -> "precondition-failed";
            case 413 -> TOO_LARGE;
            case 415 -> "unsupported-media-type";
            case 428 -> PRECONDITION_REQUIRED;
            case 429 -> "too-many-requests";
            case 501, 505 -> "not-implemented";
            case 502 -> "bad-gateway";
            case 503 -> UNAVAILABLE;
            case 504 -> "gateway-timeout";
            default -> status.is4xxClientError() ? MALFORMED : INTERNAL;
        };
    }
}
