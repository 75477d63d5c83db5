package de.gemeinsamkommune.portal.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;

/**
 * Turns files away that nobody signed in sends. Whatever looks for a parameter first, such as the
 * check against forgery, has a whole file received; so this stands before it.
 */
final class UploadGuard extends OncePerRequestFilter {

    /** Asks whoever sent a request to sign in. */
    interface SignInRequest {
        void send(HttpServletRequest request, HttpServletResponse response) throws IOException;
    }

    private final AuthenticationTrustResolver trust = new AuthenticationTrustResolverImpl();
    private final SignInRequest signIn;

    UploadGuard(SignInRequest signIn) {
        this.signIn = signIn;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String type = request.getContentType();
        boolean file = type != null && type.regionMatches(true, 0, "multipart/", 0, 10);
        if (file
                && !trust.isAuthenticated(SecurityContextHolder.getContext().getAuthentication())) {
            signIn.send(request, response);
        } else {
            chain.doFilter(request, response);
        }
    }
}
