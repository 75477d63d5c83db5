package de.gemeinsamkommune.portal.api;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A service answered with a problem (RFC 9457). Title and detail are in the language of the person
 * and meant for them; they may repeat what was typed and therefore never become the message of this
 * exception, which is logged.
 */
public final class RequestRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final int status;

    RequestRefused(String path, int status, Problem problem) {
        super("Status " + status + " (" + problem.type() + ") from " + path);
        this.status = status;
        this.problem = problem;
    }

    /** The HTTP status, 400 to 599. */
    public int status() {
        return status;
    }

    /** The last part of the problem's type, such as {@code person-already-known}. */
    public String type() {
        return problem.type().substring(problem.type().lastIndexOf('/') + 1);
    }

    /** What to tell the person: the detail of this case or, without one, the title. */
    public String text() {
        String detail = problem.detail();
        return detail == null || detail.isBlank() ? problem.title() : detail;
    }

    /** The fields that were refused; empty when the problem is not about single fields. */
    public List<Problem.Field> fields() {
        return problem.errors();
    }

    /** The trace to name when asking for help. */
    public @Nullable String traceId() {
        return problem.traceId();
    }
}
