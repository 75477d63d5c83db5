package de.gemeinsamkommune.identity.signin;

import de.gemeinsamkommune.identity.factors.Need;
import de.gemeinsamkommune.identity.pages.Continuation;
import de.gemeinsamkommune.identity.session.HalfSignedIn;
import de.gemeinsamkommune.identity.session.Proof;
import de.gemeinsamkommune.identity.session.SignedIn;
import de.gemeinsamkommune.identity.settings.IdentitySettings;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;

import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

import java.util.Optional;
import java.util.UUID;

/** Begins, completes and strengthens the sign-in of a browser. */
@Component
public final class SignIns {

    /** Where a second factor is asked for. */
    static final String SECOND_FACTOR = "/identity/second-factor";

    /** Where factors are set up. */
    public static final String SECURITY = "/identity/security";

    private final Continuation continuation;
    private final IdentitySettings settings;
    private final SecurityContextRepository contexts = new HttpSessionSecurityContextRepository();

    SignIns(Continuation continuation, IdentitySettings settings) {
        this.continuation = continuation;
        this.settings = settings;
    }

    /**
     * Begins a sign-in in a new session, so that nobody can have prepared it.
     *
     * @return where the browser goes on
     */
    public String begin(
            String person,
            Proof proof,
            Need need,
            HttpServletRequest request,
            HttpServletResponse response) {
        HttpSession before = request.getSession(false);
        if (before != null) {
            before.invalidate();
        }
        SignedIn signedIn = new SignedIn(person, UUID.randomUUID().toString(), proof);
        return switch (need) {
            case NOTHING -> {
                keep(signedIn, request, response);
                yield continuation.next(request, response);
            }
            case PROVE -> {
                HalfSignedIn.keep(request, signedIn);
                yield settings.address(SECOND_FACTOR);
            }
            case SET_UP -> {
                HalfSignedIn.keep(request, signedIn);
                yield settings.address(SECURITY);
            }
        };
    }

    /** Makes a sign-in whole, or renews its proof, under a new session id. */
    public void strengthen(
            SignedIn signedIn, HttpServletRequest request, HttpServletResponse response) {
        request.changeSessionId();
        keep(signedIn, request, response);
    }

    /** {@return who is signed in with this browser, by half or whole} */
    Optional<SignedIn> any(HttpServletRequest request) {
        return whole().or(() -> HalfSignedIn.of(request));
    }

    /** {@return who is signed in with this browser} */
    public Optional<SignedIn> whole() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof SignedIn signedIn
                ? Optional.of(signedIn)
                : Optional.empty();
    }

    private void keep(SignedIn signedIn, HttpServletRequest request, HttpServletResponse response) {
        SecurityContext context = new SecurityContextImpl(signedIn);
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
    }
}
