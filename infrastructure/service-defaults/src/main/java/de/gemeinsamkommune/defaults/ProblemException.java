package de.gemeinsamkommune.defaults;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponse;

/**
 * A refusal that is answered as an RFC 9457 problem. Made by {@link Problems}; thrown by a
 * controller, or returned by an {@code @ExceptionHandler}.
 */
@SuppressWarnings("serial") // never serialized: it lives for one request
public final class ProblemException extends RuntimeException implements ErrorResponse {

    private final Problem problem;
    private final HttpHeaders headers = new HttpHeaders();

    ProblemException(HttpStatusCode status, String type, Object... arguments) {
        super(type, null, false, false);
        this.problem = new Problem(status, type, arguments);
        this.headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    /** Adds a response header, for instance {@code Retry-After}. */
    public ProblemException header(String name, String value) {
        headers.add(name, value);
        return this;
    }

    /**
     * Adds an entry to {@code errors}.
     *
     * @param pointer JSON pointer of the wrong property, for instance {@code /blocks/0/heading}
     * @param detail what is wrong, in the caller's language
     */
    public ProblemException error(String pointer, String detail) {
        problem.with(InputError.inBody("#" + pointer, detail));
        return this;
    }

    /** Adds an extension member, which must hold nothing the caller may not know. */
    public ProblemException member(String name, Object value) {
        problem.setProperty(name, value);
        return this;
    }

    @Override
    public HttpStatusCode getStatusCode() {
        return HttpStatusCode.valueOf(problem.getStatus());
    }

    @Override
    public HttpHeaders getHeaders() {
        return headers;
    }

    @Override
    public ProblemDetail getBody() {
        return problem;
    }
}
