package de.gemeinsamkommune.identity.upstream;

import de.gemeinsamkommune.identity.settings.IdentitySettings;
import de.gemeinsamkommune.identity.settings.UpstreamSettings;

import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClientException;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Reads the metadata of the upstream issuer when somebody wants to sign in there, so that the
 * network starts without it; for the rest of the way they are kept for an hour.
 */
@Component
final class Discovery {

    /** Where the issuer sends a browser back to. */
    static final String CALLBACK = "/identity/upstream/callback";

    private static final String ID = "upstream";
    private static final Duration KEPT = Duration.ofHours(1);
    private static final ParameterizedTypeReference<Map<String, Object>> METADATA =
            new ParameterizedTypeReference<>() {};

    private final UpstreamSettings upstream;
    private final IdentitySettings settings;
    private final UpstreamHttp http;
    private final Clock clock;
    private volatile @Nullable Found found;

    private record Found(
            Map<String, Object> metadata, ClientRegistration registration, Instant at) {}

    Discovery(
            UpstreamSettings upstream, IdentitySettings settings, UpstreamHttp http, Clock clock) {
        this.upstream = upstream;
        this.settings = settings;
        this.http = http;
        this.clock = clock;
    }

    /**
     * {@return the network as a client of the issuer}
     *
     * @throws UpstreamAway when the issuer gives no answer, or metadata that are not its own
     */
    ClientRegistration registration() {
        Found known = found;
        if (known != null && clock.instant().isBefore(known.at().plus(KEPT))) {
            return known.registration();
        }
        return current();
    }

    /**
     * {@return the same, after the issuer was asked: whoever is sent there finds somebody}
     *
     * @throws UpstreamAway when the issuer gives no answer, or metadata that are not its own
     */
    ClientRegistration current() {
        Map<String, Object> metadata = metadata();
        Found known = found;
        // the same object as before, so that the keys that were fetched for it stay
        ClientRegistration registration =
                known != null && known.metadata().equals(metadata)
                        ? known.registration()
                        : registration(metadata);
        found = new Found(metadata, registration, clock.instant());
        return registration;
    }

    private Map<String, Object> metadata() {
        String issuer = upstream.issuer();
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        try {
            Map<String, Object> metadata =
                    http.client()
                            .get()
                            .uri(base + "/.well-known/openid-configuration")
                            .retrieve()
                            .requiredBody(METADATA);
            if (!issuer.equals(metadata.get("issuer"))) {
                throw new UpstreamAway(
                        "The metadata at UPSTREAM_ISSUER are those of another issuer");
            }
            return metadata;
        } catch (RestClientException unusable) {
            throw new UpstreamAway(unusable);
        }
    }

    private ClientRegistration registration(Map<String, Object> metadata) {
        try {
            return ClientRegistrations.fromOidcConfiguration(metadata)
                    .registrationId(ID)
                    .clientId(upstream.clientId())
                    .clientSecret(upstream.clientSecret())
                    .redirectUri(settings.address(CALLBACK))
                    .scope(OidcScopes.OPENID, OidcScopes.EMAIL)
                    .build();
        } catch (IllegalArgumentException | IllegalStateException unusable) {
            throw new UpstreamAway(unusable);
        }
    }
}
