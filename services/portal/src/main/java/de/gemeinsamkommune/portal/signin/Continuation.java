package de.gemeinsamkommune.portal.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;

import java.util.Optional;

/** The page somebody wanted when they were asked to sign in. */
final class Continuation {
    private static final String ATTRIBUTE = "portal.continuation";
    private static final int LONGEST = 1_000;

    private Continuation() {}

    /** Remembers the page of the request, when it is one that can simply be opened again. */
    static void remember(HttpServletRequest request) {
        String query = request.getQueryString();
        String page = request.getRequestURI() + (query == null ? "" : "?" + query);
        if (request.getMethod().equals("GET")) {
            remember(page, request);
        }
    }

    /** Remembers a page of ours; anything else is ignored. */
    static void remember(String page, HttpServletRequest request) {
        if (isOurs(page) && page.length() <= LONGEST) {
            request.getSession().setAttribute(ATTRIBUTE, page);
        }
    }

    /** The remembered page, once. */
    static Optional<String> take(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null || !(session.getAttribute(ATTRIBUTE) instanceof String page)) {
            return Optional.empty();
        }
        session.removeAttribute(ATTRIBUTE);
        return Optional.of(page);
    }

    private static boolean isOurs(String page) {
        // browsers take a backslash for a slash, and two slashes for another host
        return page.startsWith("/")
                && !page.startsWith("//")
                && page.chars().allMatch(c -> c > ' ' && c < 127 && c != '\\');
    }
}
