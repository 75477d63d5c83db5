package de.gemeinsamkommune.identity.token;

import de.gemeinsamkommune.identity.session.Sessions;
import de.gemeinsamkommune.identity.session.SignedIn;
import de.gemeinsamkommune.identity.settings.IdentitySettings;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.server.authorization.oidc.authentication.OidcLogoutAuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

import java.io.IOException;

/** Ends a sign-in: the session and everything that was allowed in it. */
@Component
public final class SignOut {

    private final IdentitySettings settings;
    private final Sessions sessions;
    private final Authorizations authorizations;
    private final SignOutElsewhere elsewhere;

    SignOut(
            IdentitySettings settings,
            Sessions sessions,
            Authorizations authorizations,
            SignOutElsewhere elsewhere) {
        this.settings = settings;
        this.sessions = sessions;
        this.authorizations = authorizations;
        this.elsewhere = elsewhere;
    }

    /** {@return where who does not come by the portal goes after the sign-out} */
    public String next() {
        return elsewhere.then(settings.address("/identity/signed-out"));
    }

    /** Ends the sign-in of this browser, if there is one. */
    public void end(HttpServletRequest request) {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn signedIn) {
            end(signedIn.signIn());
        }
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        SecurityContextHolder.clearContext();
    }

    /** Ends what the ID token of a logout request names, and goes where the portal wants to. */
    void end(HttpServletRequest request, HttpServletResponse response, Authentication logout)
            throws IOException {
        OidcLogoutAuthenticationToken asked = (OidcLogoutAuthenticationToken) logout;
        OidcIdToken idToken = asked.getIdToken();
        String signIn = idToken == null ? null : idToken.getClaimAsString("sid");
        if (signIn != null) {
            end(signIn);
        }
        end(request);
        // was compared with the registered ones
        String target = asked.getPostLogoutRedirectUri();
        if (target == null) {
            response.sendRedirect(next());
            return;
        }
        if (asked.getState() != null) {
            UriComponentsBuilder next = UriComponentsBuilder.fromUriString(target);
            next.queryParam("state", "{state}");
            target = next.encode().buildAndExpand(asked.getState()).toUriString();
        }
        response.sendRedirect(elsewhere.then(target));
    }

    /** Without a usable ID token anybody could have sent the browser here: asks the person. */
    void ask(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException refusal)
            throws IOException {
        response.sendRedirect(settings.address("/identity/sign-out"));
    }

    private void end(String signIn) {
        authorizations.endSignIn(signIn);
        sessions.endSignIn(signIn);
    }
}
