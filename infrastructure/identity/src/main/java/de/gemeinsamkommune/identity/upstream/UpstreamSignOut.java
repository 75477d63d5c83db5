package de.gemeinsamkommune.identity.upstream;

import de.gemeinsamkommune.identity.settings.IdentitySettings;
import de.gemeinsamkommune.identity.settings.UpstreamSettings;
import de.gemeinsamkommune.identity.token.SignOutElsewhere;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Ends the sign-in at the upstream issuer as well (OpenID Connect RP-Initiated Logout 1.0), or the
 * next one who uses the browser were signed in by one click. The ID token that asks for it stays
 * sealed in the browser.
 */
@Component
final class UpstreamSignOut implements SignOutElsewhere {

    static final String PAGE = "/identity/upstream/sign-out";
    static final String RETURN = "/identity/upstream/signed-out";

    private static final String COOKIE = "identity_upstream";

    /** Marks in the cookie that the token was too long for it. */
    private static final String TOO_LONG = "-";

    private static final String TARGET = "sign-out target";

    /** A sign-in lasts no longer. */
    private static final Duration LIFE = Duration.ofHours(12);

    private static final Logger log = LoggerFactory.getLogger(UpstreamSignOut.class);

    private final UpstreamSettings upstream;
    private final IdentitySettings settings;
    private final Discovery discovery;
    private final SealedCookies cookies;

    UpstreamSignOut(
            UpstreamSettings upstream,
            IdentitySettings settings,
            Discovery discovery,
            SealedCookies cookies) {
        this.upstream = upstream;
        this.settings = settings;
        this.discovery = discovery;
        this.cookies = cookies;
    }

    /** Remembers in the browser by which token it signed in. */
    void remember(String idToken, HttpServletResponse response) {
        if (!cookies.write(COOKIE, idToken, LIFE, response)) {
            cookies.write(COOKIE, TOO_LONG, LIFE, response);
        }
    }

    @Override
    public String then(String target) {
        return upstream.offered()
                ? settings.address(PAGE) + "?then=" + cookies.seal(TARGET, target)
                : target;
    }

    /**
     * {@return where the browser goes at last, the page that says so when it was not us who said}
     */
    String target(String sealed) {
        return cookies.open(TARGET, sealed)
                .orElseGet(() -> settings.address("/identity/signed-out"));
    }

    /**
     * {@return where this browser signs out at the issuer, empty when it did not sign in there or
     * the issuer cannot be asked}
     *
     * @param then the sealed address to go on to
     */
    Optional<String> address(
            String then, HttpServletRequest request, HttpServletResponse response) {
        // only who was just signed out here: nobody else can make a browser sign out there
        if (!upstream.offered() || cookies.open(TARGET, then).isEmpty()) {
            return Optional.empty();
        }
        return cookies.take(COOKIE, request, response).flatMap(token -> address(token, then));
    }

    private Optional<String> address(String idToken, String then) {
        Object endpoint;
        try {
            endpoint =
                    discovery
                            .registration()
                            .getProviderDetails()
                            .getConfigurationMetadata()
                            .get("end_session_endpoint");
        } catch (UpstreamAway away) {
            log.warn("A sign-out at the upstream issuer was not possible: {}", away.why());
            return Optional.empty();
        }
        if (!(endpoint instanceof String address)) {
            return Optional.empty();
        }
        UriComponentsBuilder asked =
                UriComponentsBuilder.fromUriString(address)
                        .queryParam("client_id", "{client}")
                        .queryParam("post_logout_redirect_uri", "{return}")
                        .queryParam("state", "{then}");
        if (!idToken.equals(TOO_LONG)) {
            asked.queryParam("id_token_hint", "{token}");
        }
        return Optional.of(
                asked.encode()
                        .buildAndExpand(
                                Map.of(
                                        "client",
                                        upstream.clientId(),
                                        "return",
                                        settings.address(RETURN),
                                        "then",
                                        then,
                                        "token",
                                        idToken))
                        .toUriString());
    }
}
