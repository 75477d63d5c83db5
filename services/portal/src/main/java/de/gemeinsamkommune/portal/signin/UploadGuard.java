package de.gemeinsamkommune.portal.signin;

import de.gemeinsamkommune.portal.api.SignInExpired;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.util.Optional;

/**
 * Turns files away of people who have no page to send one from. Whatever looks for a parameter
 * first, such as the check against forgery, has a whole file received; so this stands before it.
 */
final class UploadGuard extends OncePerRequestFilter {

    /** Asks whoever sent a request to sign in. */
    interface SignInRequest {
        void send(HttpServletRequest request, HttpServletResponse response) throws IOException;
    }

    private final Viewers viewers;
    private final SignInRequest signIn;

    UploadGuard(Viewers viewers, SignInRequest signIn) {
        this.viewers = viewers;
        this.signIn = signIn;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String type = request.getContentType();
        if (type == null || !type.regionMatches(true, 0, "multipart/", 0, 10)) {
            chain.doFilter(request, response);
            return;
        }
        Optional<Viewer> viewer = viewer();
        if (viewer.isEmpty()) {
            signIn.send(request, response);
        } else if (viewer.get().invites()) {
            chain.doFilter(request, response);
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    private Optional<Viewer> viewer() {
        try {
            return viewers.current();
        } catch (SignInExpired nobodyAnyMore) {
            return Optional.empty();
        }
    }
}
