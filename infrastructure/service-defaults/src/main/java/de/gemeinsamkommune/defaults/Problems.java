package de.gemeinsamkommune.defaults;

import org.springframework.http.HttpStatus;

/**
 * Makes RFC 9457 problems.
 *
 * <p>The texts are {@code problem.<type>.title} and {@code problem.<type>.detail} of {@code
 * <service>/problems_de.properties} and {@code <service>/problems_en.properties}, chosen by the
 * request's {@code Accept-Language}, German when it names neither. A detail text may use the
 * arguments ({@code {0}}); with arguments an apostrophe is written twice.
 */
public final class Problems {

    private Problems() {}

    /**
     * A problem to throw from a controller or to return from an {@code @ExceptionHandler}.
     *
     * @param status the HTTP status
     * @param type kebab-case name; the problem's type is {@code /problems/<type>}
     * @param arguments for the detail text; no personal data
     */
    public static ProblemException of(HttpStatus status, String type, Object... arguments) {
        return new ProblemException(status, type, arguments);
    }

    /** 404 with the common text; also for records that exist and are not the caller's to know. */
    public static ProblemException notFound() {
        return of(HttpStatus.NOT_FOUND, ProblemTypes.NOT_FOUND);
    }

    /** 403 with the common text: the caller's role never may. */
    public static ProblemException forbidden() {
        return of(HttpStatus.FORBIDDEN, ProblemTypes.FORBIDDEN);
    }
}
