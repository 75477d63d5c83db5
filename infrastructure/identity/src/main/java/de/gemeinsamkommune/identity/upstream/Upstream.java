package de.gemeinsamkommune.identity.upstream;

import de.gemeinsamkommune.identity.session.Proof;
import de.gemeinsamkommune.identity.settings.UpstreamSettings;
import de.gemeinsamkommune.identity.signin.EmailAddress;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationToken;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** The upstream issuer: sends browsers there, and understands what they come back with. */
@Component
final class Upstream {

    private final UpstreamSettings settings;
    private final Discovery discovery;
    private final Journeys journeys;
    private final OidcAuthorizationCodeAuthenticationProvider checks;
    private final Clock clock;

    Upstream(
            UpstreamSettings settings,
            Discovery discovery,
            Journeys journeys,
            UpstreamHttp http,
            IdTokens idTokens,
            Clock clock) {
        this.settings = settings;
        this.discovery = discovery;
        this.journeys = journeys;
        this.checks = checks(http, idTokens);
        this.clock = clock;
    }

    /**
     * {@return where a browser signs in at the issuer}
     *
     * @throws UpstreamAway when the issuer gives no answer
     */
    String depart(HttpServletRequest request, HttpServletResponse response, Locale locale) {
        ClientRegistration registration = discovery.current();
        DefaultOAuth2AuthorizationRequestResolver resolver =
                new DefaultOAuth2AuthorizationRequestResolver(_ -> registration);
        resolver.setAuthorizationRequestCustomizer(
                OAuth2AuthorizationRequestCustomizers.withPkce()
                        .andThen(asked -> ask(asked, locale)));
        OAuth2AuthorizationRequest asked =
                Objects.requireNonNull(resolver.resolve(request, registration.getRegistrationId()));
        journeys.begin(
                Objects.requireNonNull(asked.getState()),
                attribute(asked, OidcParameterNames.NONCE),
                attribute(asked, PkceParameterNames.CODE_VERIFIER),
                response);
        return asked.getAuthorizationRequestUri();
    }

    /**
     * {@return what the issuer says about who came back}
     *
     * @param response with which the browser came back
     * @throws UpstreamAway when the issuer gives no answer
     * @throws OAuth2AuthenticationException when it refused, or what it says does not hold
     */
    Arrival arrive(Journey journey, OAuth2AuthorizationResponse response) {
        ClientRegistration registration = discovery.registration();
        OAuth2AuthorizationRequest asked =
                OAuth2AuthorizationRequest.authorizationCode()
                        .clientId(registration.getClientId())
                        .authorizationUri(
                                Objects.requireNonNull(
                                        registration.getProviderDetails().getAuthorizationUri()))
                        .redirectUri(registration.getRedirectUri())
                        .scopes(registration.getScopes())
                        .state(journey.state())
                        .attributes(
                                attributes -> {
                                    attributes.put(OidcParameterNames.NONCE, journey.nonce());
                                    attributes.put(
                                            PkceParameterNames.CODE_VERIFIER, journey.verifier());
                                })
                        .build();
        try {
            Authentication checked =
                    Objects.requireNonNull(
                            checks.authenticate(
                                    new OAuth2LoginAuthenticationToken(
                                            registration,
                                            new OAuth2AuthorizationExchange(asked, response))));
            return arrival((OidcUser) Objects.requireNonNull(checked.getPrincipal()));
        } catch (OAuth2AuthenticationException refused) {
            for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
                if (cause instanceof ResourceAccessException) {
                    throw new UpstreamAway(refused);
                }
            }
            throw refused;
        }
    }

    private void ask(OAuth2AuthorizationRequest.Builder asked, Locale locale) {
        asked.additionalParameters(
                more -> {
                    more.put("ui_locales", locale.getLanguage());
                    if (settings.trustsSecondFactor() && !settings.secondFactorAcr().isEmpty()) {
                        more.put("acr_values", String.join(" ", settings.secondFactorAcr()));
                    }
                });
    }

    private Arrival arrival(OidcUser user) {
        OidcIdToken idToken = user.getIdToken();
        Optional<String> address =
                verified(user.getClaim(settings.verifiedClaim()))
                        ? EmailAddress.of(user.getEmail())
                        : Optional.empty();
        return new Arrival(
                Objects.requireNonNull(idToken.getSubject()),
                address,
                proof(idToken),
                idToken.getTokenValue());
    }

    /** When the issuer does not say when, nobody knows: its session may be hours old. */
    private Proof proof(OidcIdToken idToken) {
        Instant now = clock.instant();
        Instant at = idToken.getAuthenticatedAt();
        if (at == null) {
            at = Proof.UNKNOWN.at();
        } else if (at.isAfter(now)) {
            at = now;
        }
        return Proof.upstream(at, settings.trustsSecondFactor() && severalFactors(idToken));
    }

    private boolean severalFactors(OidcIdToken idToken) {
        List<String> methods = idToken.getAuthenticationMethods();
        return (methods != null && methods.contains("mfa"))
                || settings.secondFactorAcr()
                        .contains(String.valueOf(idToken.getAuthenticationContextClass()));
    }

    /** Some issuers write the claim as a text or a number. */
    private static boolean verified(@Nullable Object claim) {
        String text = String.valueOf(claim);
        return text.equals("true") || text.equals("1");
    }

    private static String attribute(OAuth2AuthorizationRequest asked, String name) {
        return Objects.requireNonNull(asked.<String>getAttribute(name));
    }

    private static OidcAuthorizationCodeAuthenticationProvider checks(
            UpstreamHttp http, IdTokens idTokens) {
        RestClientAuthorizationCodeTokenResponseClient tokens =
                new RestClientAuthorizationCodeTokenResponseClient();
        tokens.setRestClient(http.tokens());
        DefaultOAuth2UserService userInfo = new DefaultOAuth2UserService();
        userInfo.setRestOperations(http.operations());
        OidcUserService users = new OidcUserService();
        users.setOauth2UserService(userInfo);
        // most issuers say everything in the token
        users.setRetrieveUserInfo(
                asked ->
                        asked.getIdToken().getEmail() == null
                                && asked.getClientRegistration()
                                                .getProviderDetails()
                                                .getUserInfoEndpoint()
                                                .getUri()
                                        != null);
        OidcAuthorizationCodeAuthenticationProvider checks =
                new OidcAuthorizationCodeAuthenticationProvider(tokens, users);
        checks.setJwtDecoderFactory(idTokens);
        return checks;
    }
}
