package de.gemeinsamkommune.identity.token;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;

import de.gemeinsamkommune.defaults.ServiceSecurity;
import de.gemeinsamkommune.identity.erasure.Erasures;
import de.gemeinsamkommune.identity.erasure.PersonalTraces;
import de.gemeinsamkommune.identity.keys.SigningKeys;
import de.gemeinsamkommune.identity.pages.Continuation;
import de.gemeinsamkommune.identity.people.People;
import de.gemeinsamkommune.identity.session.HalfSignedIn;
import de.gemeinsamkommune.identity.settings.IdentitySettings;
import de.gemeinsamkommune.messaging.Messaging;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerMetadataEndpointConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2ClientAuthenticationConfigurer;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OidcConfigurer;
import org.springframework.security.core.session.SessionRegistry;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.authentication.ClientSecretAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.oidc.authentication.OidcUserInfoAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.DelegatingOAuth2TokenGenerator;
import org.springframework.security.oauth2.server.authorization.token.JwtGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2RefreshTokenGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The endpoints of OAuth 2 and OpenID Connect. What is not listed here is not offered. */
@Configuration(proxyBeanMethods = false)
class TokenConfiguration {

    private static final String AUTHORIZE = "/oauth2/authorize";
    private static final String USERINFO = "/userinfo";

    private static final List<String> NOT_OFFERED =
            List.of(
                    "introspection_endpoint",
                    "introspection_endpoint_auth_methods_supported",
                    "tls_client_certificate_bound_access_tokens");

    /** Two machines' clocks may be apart that far. */
    private static final Duration SKEW = Duration.ofSeconds(30);

    @Bean
    RegisteredClientRepository clients(IdentitySettings settings) {
        return Clients.of(settings);
    }

    @Bean
    AuthorizationServerSettings authorizationServerSettings(IdentitySettings settings) {
        return AuthorizationServerSettings.builder().issuer(settings.address("")).build();
    }

    @Bean
    SessionRegistry sessionRegistry() {
        return new NoSessionRegistry();
    }

    @Bean
    JwtEncoder jwtEncoder(SigningKeys keys) {
        NimbusJwtEncoder encoder = new NimbusJwtEncoder(keys);
        encoder.setJwkSelector(keys::signer);
        return encoder;
    }

    /** Checks the tokens others present to this service, with the keys at hand. */
    @Bean
    JwtDecoder jwtDecoder(SigningKeys keys, IdentitySettings settings) {
        NimbusJwtDecoder decoder = decoder(keys);
        decoder.setJwtValidator(
                new DelegatingOAuth2TokenValidator<>(
                        new JwtTimestampValidator(SKEW),
                        new JwtIssuerValidator(settings.address(""))));
        return decoder;
    }

    @Bean
    Authorizations authorizations(
            Messaging messaging,
            RegisteredClientRepository clients,
            Erasures erasures,
            SigningKeys keys,
            IdentitySettings settings,
            Clock clock) {
        NimbusJwtDecoder idTokens = decoder(keys);
        // without their end: an ID token tells at sign-out who it was, however old it is
        idTokens.setJwtValidator(new JwtIssuerValidator(settings.address("")));
        return new Authorizations(messaging, clients, erasures, idTokens, clock);
    }

    /**
     * Makes the tokens. Their times are the machine's and not those of the {@link Clock}, which a
     * demo may shift, because other processes check them.
     */
    @Bean
    OAuth2TokenGenerator<OAuth2Token> tokenGenerator(
            JwtEncoder encoder,
            People people,
            Erasures erasures,
            List<PersonalTraces> traces,
            Clock clock) {
        JwtGenerator jwts = new JwtGenerator(encoder);
        jwts.setJwtCustomizer(new TokenClaims(people, erasures, traces, clock));
        return new DelegatingOAuth2TokenGenerator(jwts, new OAuth2RefreshTokenGenerator());
    }

    @Bean
    @Order(1)
    SecurityFilterChain authorizationServer(
            HttpSecurity http,
            IdentitySettings settings,
            Continuation continuation,
            SignOut signOut,
            JwtDecoder decoder) {
        http.securityMatcher(
                        AUTHORIZE,
                        "/oauth2/token",
                        "/oauth2/revoke",
                        "/oauth2/jwks",
                        USERINFO,
                        "/connect/logout",
                        "/.well-known/openid-configuration",
                        "/.well-known/oauth-authorization-server")
                .requestCache(AbstractHttpConfigurer::disable)
                // the session holds nothing but who is signed in
                .csrf(csrf -> csrf.csrfTokenRepository(new CookieCsrfTokenRepository()))
                .oauth2ResourceServer(server -> server.jwt(jwt -> jwt.decoder(decoder)))
                .authorizeHttpRequests(
                        requests ->
                                requests.requestMatchers(AUTHORIZE, USERINFO)
                                        .authenticated()
                                        .anyRequest()
                                        .permitAll())
                .exceptionHandling(
                        refusals ->
                                refusals.defaultAuthenticationEntryPointFor(
                                        (request, response, _) -> {
                                            continuation.remember(request, response);
                                            response.sendRedirect(
                                                    settings.address(signInPage(request)));
                                        },
                                        PathPatternRequestMatcher.withDefaults()
                                                .matcher(AUTHORIZE)));
        return http.with(
                        new OAuth2AuthorizationServerConfigurer(),
                        server ->
                                server.clientAuthentication(TokenConfiguration::compareSecrets)
                                        .tokenEndpoint(
                                                token ->
                                                        token.errorResponseHandler(
                                                                new TokenRefusal()))
                                        .authorizationServerMetadataEndpoint(
                                                TokenConfiguration::showWhatIsOffered)
                                        .oidc(oidc -> configure(oidc, signOut)))
                .build();
    }

    /** What neither the chain above nor the pages match: the endpoints of a service. */
    @Bean
    @Order(3)
    SecurityFilterChain resourceServer(HttpSecurity http, ServiceSecurity defaults) {
        return defaults.resourceServer(http);
    }

    /** Who used a link goes on where they were, not back to its beginning. */
    private static String signInPage(HttpServletRequest request) {
        return HalfSignedIn.of(request).isPresent()
                ? "/identity/second-factor"
                : "/identity/sign-in";
    }

    private static void compareSecrets(OAuth2ClientAuthenticationConfigurer client) {
        client.authenticationProviders(
                providers -> {
                    for (AuthenticationProvider provider : providers) {
                        if (provider instanceof ClientSecretAuthenticationProvider secrets) {
                            secrets.setPasswordEncoder(new ConstantTime());
                        }
                    }
                });
    }

    private static void showWhatIsOffered(
            OAuth2AuthorizationServerMetadataEndpointConfigurer metadata) {
        metadata.authorizationServerMetadataCustomizer(
                shown -> shown.claims(TokenConfiguration::withoutNotOffered));
    }

    private static void configure(OidcConfigurer oidc, SignOut signOut) {
        oidc.providerConfigurationEndpoint(
                        metadata ->
                                metadata.providerConfigurationCustomizer(
                                        shown ->
                                                shown.claims(
                                                        TokenConfiguration::withoutNotOffered)))
                .userInfoEndpoint(
                        userInfo -> userInfo.userInfoMapper(TokenConfiguration::subjectOnly))
                .logoutEndpoint(
                        logout ->
                                logout.logoutResponseHandler(signOut::end)
                                        .errorResponseHandler(signOut::ask));
    }

    private static void withoutNotOffered(Map<String, Object> claims) {
        NOT_OFFERED.forEach(claims::remove);
    }

    private static OidcUserInfo subjectOnly(OidcUserInfoAuthenticationContext asked) {
        return OidcUserInfo.builder().subject(asked.getAuthorization().getPrincipalName()).build();
    }

    private static NimbusJwtDecoder decoder(JWKSource<SecurityContext> keys) {
        return NimbusJwtDecoder.withJwkSource(keys).jwsAlgorithm(SignatureAlgorithm.RS256).build();
    }
}
