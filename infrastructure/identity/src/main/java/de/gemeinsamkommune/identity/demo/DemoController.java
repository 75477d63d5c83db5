package de.gemeinsamkommune.identity.demo;

import com.fasterxml.jackson.annotation.JsonProperty;

import de.gemeinsamkommune.defaults.Problems;
import de.gemeinsamkommune.identity.people.DemoPerson;
import de.gemeinsamkommune.identity.people.People;
import de.gemeinsamkommune.identity.session.Proof;
import de.gemeinsamkommune.identity.session.SignedIn;
import de.gemeinsamkommune.identity.settings.IdentitySettings;

import jakarta.annotation.security.PermitAll;

import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.context.AuthorizationServerContext;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.oauth2.server.authorization.token.DefaultOAuth2TokenContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.Duration;
import java.util.Locale;

/**
 * Gives out tokens of the demo people to everyone who asks, so that the interfaces can be tried
 * with one command. Exists only while demo data is loaded and only this machine can ask.
 */
@RestController
@RequestMapping("/identity/demo/token")
@PermitAll
final class DemoController {

    private static final Duration LIFE = Duration.ofHours(1);
    private static final AuthorizationGrantType GRANT = new AuthorizationGrantType("demo");

    /** Stands in the token as its audience; nobody can sign in as this client. */
    private static final RegisteredClient CLIENT =
            RegisteredClient.withId("demo")
                    .clientId("demo")
                    .authorizationGrantType(GRANT)
                    .tokenSettings(TokenSettings.builder().accessTokenTimeToLive(LIFE).build())
                    .build();

    private final IdentitySettings settings;
    private final People people;
    private final OAuth2TokenGenerator<OAuth2Token> tokens;
    private final AuthorizationServerContext issuer;

    DemoController(
            IdentitySettings settings,
            People people,
            OAuth2TokenGenerator<OAuth2Token> tokens,
            AuthorizationServerSettings server) {
        this.settings = settings;
        this.people = people;
        this.tokens = tokens;
        this.issuer = new Issuer(settings.address(""), server);
    }

    /** Answers 404 for a role nobody of the demo people has, and wherever there is no demo. */
    @PostMapping
    Token token(@RequestParam(defaultValue = "") String role) {
        if (!settings.demo() || !settings.loopback()) {
            throw Problems.notFound();
        }
        String name = name(role);
        DemoPerson person =
                people.demoPeople().stream()
                        .filter(one -> name(one.role()).equals(name))
                        .findFirst()
                        .orElseThrow(Problems::notFound);
        OAuth2Token token =
                tokens.generate(
                        DefaultOAuth2TokenContext.builder()
                                .registeredClient(CLIENT)
                                .principal(new SignedIn(person.id(), "demo", Proof.UNKNOWN))
                                .authorizationServerContext(issuer)
                                .tokenType(OAuth2TokenType.ACCESS_TOKEN)
                                .authorizationGrantType(GRANT)
                                .build());
        if (token == null) {
            throw new IllegalStateException("No token was made");
        }
        return new Token(token.getTokenValue(), "Bearer", LIFE.toSeconds());
    }

    /** Membership listed the person and had forgotten it a moment later. */
    @ExceptionHandler
    RuntimeException on(OAuth2AuthenticationException refused) {
        return Problems.notFound();
    }

    /** Project-lead and PROJECT_LEAD are the same. */
    private static String name(String role) {
        return role.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** As RFC 6749, 5.1 writes it. */
    record Token(
            @JsonProperty("access_token") String value,
            @JsonProperty("token_type") String type,
            @JsonProperty("expires_in") long expiresIn) {}

    private record Issuer(
            String getIssuer, AuthorizationServerSettings getAuthorizationServerSettings)
            implements AuthorizationServerContext {}
}
