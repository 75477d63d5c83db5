package de.gemeinsamkommune.portal.signin;

import de.gemeinsamkommune.defaults.ClientSecrets;
import de.gemeinsamkommune.portal.settings.PortalSettings;

import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;

import java.util.Map;

/** The network's own issuer: browsers reach it by the public address, the portal by the inner. */
final class NetworkIssuer {
    static final String REGISTRATION = "network";
    static final String CLIENT = "portal";

    private NetworkIssuer() {}

    static ClientRegistration registration(PortalSettings settings) {
        String outside = settings.publicUrl();
        String inside = settings.identityUrl();
        return ClientRegistration.withRegistrationId(REGISTRATION)
                .clientId(CLIENT)
                .clientSecret(ClientSecrets.of(settings.clientSecret(), CLIENT))
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri(outside + "/login/oauth2/code/" + REGISTRATION)
                .scope(OidcScopes.OPENID)
                .issuerUri(outside)
                .authorizationUri(outside + "/oauth2/authorize")
                .tokenUri(inside + "/oauth2/token")
                .jwkSetUri(inside + "/oauth2/jwks")
                .userNameAttributeName("sub")
                .providerConfigurationMetadata(
                        Map.of("end_session_endpoint", outside + "/connect/logout"))
                .clientSettings(
                        ClientRegistration.ClientSettings.builder().requireProofKey(true).build())
                .build();
    }
}
