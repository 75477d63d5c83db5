package de.gemeinsamkommune.identity.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;

import java.util.Optional;

/** A person who used a link and still has to show a second factor. */
public final class HalfSignedIn {

    static final String ATTRIBUTE = "identity.half";

    private HalfSignedIn() {}

    /** {@return who has signed in by half with this browser} */
    public static Optional<SignedIn> of(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null && session.getAttribute(ATTRIBUTE) instanceof SignedIn half
                ? Optional.of(half)
                : Optional.empty();
    }

    /** Keeps it in the browser's session. */
    public static void keep(HttpServletRequest request, SignedIn half) {
        request.getSession().setAttribute(ATTRIBUTE, half);
    }
}
