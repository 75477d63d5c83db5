package de.gemeinsamkommune.gateway;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Tells browsers on every answer what they must not do with it; also on those the container gives
 * before any filter.
 */
final class SecurityHeaders extends ValveBase {

    static final String POLICY = "Content-Security-Policy";

    private static final Map<String, String> ALWAYS =
            Map.of(
                    POLICY,
                    "default-src 'self'; img-src 'self' data:; object-src 'none';"
                            + " base-uri 'self'; form-action 'self'; frame-ancestors 'none'",
                    "X-Content-Type-Options",
                    "nosniff",
                    "X-Frame-Options",
                    "DENY",
                    // paths of confirmation and unsubscription pages hold tokens
                    "Referrer-Policy",
                    "same-origin",
                    "Cross-Origin-Opener-Policy",
                    "same-origin",
                    "Permissions-Policy",
                    "camera=(), geolocation=(), microphone=()");

    /** What an answer has from the edge or not at all, whatever the service says. */
    private static final Set<String> OF_THE_EDGE =
            Set.of(
                    "x-content-type-options",
                    "x-frame-options",
                    "x-xss-protection",
                    "referrer-policy",
                    "cross-origin-opener-policy",
                    "permissions-policy",
                    "strict-transport-security",
                    "server");

    private final Map<String, String> headers;

    SecurityHeaders(boolean secure) {
        super(true);
        headers = new LinkedHashMap<>(ALWAYS);
        if (secure) {
            headers.put("Strict-Transport-Security", "max-age=31536000");
        }
    }

    /** Whether a service's header is left out because the edge sets it. */
    static boolean replaces(String header) {
        return OF_THE_EDGE.contains(header.toLowerCase(Locale.ROOT));
    }

    /**
     * Takes the edge's policy off the answer under way: a page that shows foreign HTML, such as the
     * preview of a mail, brings a policy of its own, and browsers would enforce both. Its {@code
     * frame-ancestors} then decides about frames, so {@code X-Frame-Options} goes too.
     */
    static void leavePolicyToService() {
        HttpServletResponse response =
                ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes())
                        .getResponse();
        if (response != null) {
            // a null value removes a header (Servlet 6.1)
            response.setHeader(POLICY, null);
            response.setHeader("X-Frame-Options", null);
        }
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        headers.forEach(response::setHeader);
        getNext().invoke(request, response);
    }
}
