package de.gemeinsamkommune.identity.token;

import de.gemeinsamkommune.identity.settings.IdentitySettings;

import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Who may ask for tokens: the portal for people, the services for themselves. */
final class Clients {

    static final String PORTAL = "portal";

    static final List<String> SERVICES =
            List.of("membership", "identity", "events", "advisory", "newsletter", "analytics");

    /** Life of an access token; a right that was taken away works on for this long at most. */
    static final Duration ACCESS = Duration.ofMinutes(5);

    /** Life of a refresh token; each use starts it anew. */
    static final Duration REFRESH = Duration.ofHours(8);

    /** Life of an authorization code. */
    static final Duration CODE = Duration.ofMinutes(5);

    private Clients() {}

    static RegisteredClientRepository of(IdentitySettings settings) {
        List<RegisteredClient> clients = new ArrayList<>();
        clients.add(portal(settings));
        SERVICES.forEach(service -> clients.add(service(service, settings)));
        return new InMemoryRegisteredClientRepository(clients);
    }

    private static RegisteredClient portal(IdentitySettings settings) {
        return client(PORTAL, settings)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
                .redirectUri(settings.address("/login/oauth2/code/network"))
                .postLogoutRedirectUri(settings.address(""))
                .postLogoutRedirectUri(settings.address("/"))
                .scope(OidcScopes.OPENID)
                .clientSettings(
                        ClientSettings.builder()
                                .requireProofKey(true)
                                .requireAuthorizationConsent(false)
                                .build())
                .tokenSettings(
                        TokenSettings.builder()
                                .authorizationCodeTimeToLive(CODE)
                                .accessTokenTimeToLive(ACCESS)
                                .refreshTokenTimeToLive(REFRESH)
                                .reuseRefreshTokens(false)
                                .build())
                .build();
    }

    private static RegisteredClient service(String id, IdentitySettings settings) {
        return client(id, settings)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .tokenSettings(TokenSettings.builder().accessTokenTimeToLive(ACCESS).build())
                .build();
    }

    private static RegisteredClient.Builder client(String id, IdentitySettings settings) {
        return RegisteredClient.withId(id)
                .clientId(id)
                .clientSecret(settings.secretOf(id))
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST);
    }
}
