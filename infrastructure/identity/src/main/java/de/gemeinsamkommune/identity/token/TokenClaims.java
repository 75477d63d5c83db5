package de.gemeinsamkommune.identity.token;

import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.identity.erasure.Erasures;
import de.gemeinsamkommune.identity.erasure.PersonalTraces;
import de.gemeinsamkommune.identity.people.Access;
import de.gemeinsamkommune.identity.people.MembershipUnreachable;
import de.gemeinsamkommune.identity.people.People;
import de.gemeinsamkommune.identity.session.Proof;
import de.gemeinsamkommune.identity.session.SignedIn;

import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Says in a token who somebody is and what they may do. Membership is asked each time, also at a
 * refresh, so what it takes away is gone within the life of one access token.
 */
final class TokenClaims implements OAuth2TokenCustomizer<JwtEncodingContext> {

    static final String ROLES = "roles";
    static final String MUNICIPALITIES = "municipalities";

    private final People people;
    private final Erasures erasures;
    private final List<PersonalTraces> traces;
    private final Clock clock;

    TokenClaims(People people, Erasures erasures, List<PersonalTraces> traces, Clock clock) {
        this.people = people;
        this.erasures = erasures;
        this.traces = traces;
        this.clock = clock;
    }

    /**
     * Adds the claims.
     *
     * @throws OAuth2AuthenticationException {@code invalid_grant} when membership does not know the
     *     person any more, whose sessions then end; {@code temporarily_unavailable} when it gives
     *     no answer
     */
    @Override
    public void customize(JwtEncodingContext context) {
        if (!(context.getPrincipal() instanceof SignedIn signedIn)) {
            context.getClaims().claim(ROLES, List.of(Roles.SERVICE));
        } else if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
            Access access = access(signedIn.person());
            context.getClaims()
                    .claim(ROLES, access.roles())
                    .claim(MUNICIPALITIES, access.municipalities());
            sayHow(signedIn.proof(), context);
        } else {
            context.getClaims().claim("sid", signedIn.signIn());
            sayHow(signedIn.proof(), context);
        }
    }

    /** How and when the person signed in: RFC 8176, and RFC 9068, 2.2.1. */
    private void sayHow(Proof proof, JwtEncodingContext context) {
        if (!proof.methods().isEmpty()) {
            context.getClaims().claim("amr", proof.methods());
        }
        // an upstream issuer may not say when
        if (proof.at().isAfter(Proof.UNKNOWN.at())) {
            // counted from the token's own time, which is not that of a clock that was shifted
            Duration ago = Duration.between(proof.at(), clock.instant());
            context.getClaims()
                    .claims(
                            claims ->
                                    claims.put(
                                            "auth_time", Date.from(issuedAt(claims).minus(ago))));
        }
    }

    private static Instant issuedAt(Map<String, Object> claims) {
        return (Instant) Objects.requireNonNull(claims.get("iat"));
    }

    private Access access(String person) {
        try {
            return people.access(person)
                    .filter(_ -> !erasures.erased(person))
                    .orElseThrow(
                            () -> {
                                traces.forEach(trace -> trace.forget(person));
                                return new OAuth2AuthenticationException(
                                        OAuth2ErrorCodes.INVALID_GRANT);
                            });
        } catch (MembershipUnreachable unreachable) {
            throw new OAuth2AuthenticationException(
                    new OAuth2Error(OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE), unreachable);
        }
    }
}
