package de.gemeinsamkommune.gateway;

import jakarta.servlet.ServletException;

import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

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

    private static final Map<String, String> ALWAYS =
            Map.of(
                    "Content-Security-Policy",
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

    /** What decides about frames. */
    private static final Set<String> FRAMES = Set.of("Content-Security-Policy", "X-Frame-Options");

    private final Map<String, String> headers;
    private final boolean mailPage;

    /**
     * @param mailPage whether caught mails are shown below {@code /mail}: that page shows foreign
     *     HTML in a frame and brings the policy for it along
     */
    SecurityHeaders(boolean secure, boolean mailPage) {
        super(true);
        this.mailPage = mailPage;
        headers = new LinkedHashMap<>(ALWAYS);
        if (secure) {
            headers.put("Strict-Transport-Security", "max-age=31536000");
        }
    }

    /**
     * Whether a service's header is left out because the edge sets it. A content security policy of
     * the service stays beside that of the edge: browsers keep both.
     */
    static boolean replaces(String header) {
        return OF_THE_EDGE.contains(header.toLowerCase(Locale.ROOT));
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        boolean mail = mailPage && request.getRequestURI().startsWith("/mail/messages/");
        headers.forEach(
                (name, value) -> {
                    if (!mail || !FRAMES.contains(name)) {
                        response.setHeader(name, value);
                    }
                });
        getNext().invoke(request, response);
    }
}
