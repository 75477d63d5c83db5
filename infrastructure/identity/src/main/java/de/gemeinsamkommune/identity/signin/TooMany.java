package de.gemeinsamkommune.identity.signin;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** The pages for who has tried too often. */
public final class TooMany {

    private TooMany() {}

    /** {@return the page for too many requests of one client} */
    public static String requests(HttpServletResponse response) {
        return page("identity/too-many", response);
    }

    /** {@return the page for too many codes of one person} */
    public static String codes(HttpServletResponse response) {
        return page("identity/too-many-codes", response);
    }

    private static String page(String view, HttpServletResponse response) {
        response.setStatus(HttpStatus.TOO_MANY_REQUESTS.value());
        response.setHeader(
                HttpHeaders.RETRY_AFTER, String.valueOf(AttemptLimit.WINDOW.toSeconds()));
        return view;
    }
}
