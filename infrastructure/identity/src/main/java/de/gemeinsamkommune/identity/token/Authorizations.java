package de.gemeinsamkommune.identity.token;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.elemMatch;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.pull;
import static com.mongodb.client.model.Updates.pushEach;
import static com.mongodb.client.model.Updates.set;

import static org.springframework.security.oauth2.core.OAuth2AccessToken.TokenType.BEARER;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Indexes;

import de.gemeinsamkommune.identity.erasure.Erasures;
import de.gemeinsamkommune.identity.erasure.PersonalTraces;
import de.gemeinsamkommune.identity.session.Proofs;
import de.gemeinsamkommune.identity.session.SignedIn;
import de.gemeinsamkommune.identity.settings.RandomValue;
import de.gemeinsamkommune.messaging.Messaging;

import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What people allowed the portal, one document per sign-in of the portal, with the fingerprints of
 * its tokens. Who reads the store finds no token in it.
 *
 * <p>A code works once: of two that present it at once one conditional update lets one through, and
 * a code presented again later ends the authorization (RFC 6749, 4.1.2). A refresh token is
 * replaced at each use. The old one still works for a minute, since a browser may have sent several
 * requests at once and each of them refreshes; used after that it must have been stolen, and the
 * authorization ends (RFC 9700, 4.14.2).
 *
 * <p>Tokens of the services for themselves are not stored: nothing ever looks them up.
 */
public final class Authorizations implements OAuth2AuthorizationService, PersonalTraces {

    /** How long a replaced refresh token still works. */
    static final Duration GRACE = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(Authorizations.class);

    /** What of a request is needed later; others may hold anything, an address for instance. */
    private static final List<String> NEEDED_PARAMETERS =
            List.of(
                    PkceParameterNames.CODE_CHALLENGE,
                    PkceParameterNames.CODE_CHALLENGE_METHOD,
                    OidcParameterNames.NONCE);

    /** Marks an authorization that was read, with the fingerprint by which it was found. */
    private static final String FOUND_BY = Authorizations.class.getName();

    private final MongoCollection<Document> collection;
    private final RegisteredClientRepository clients;
    private final Erasures erasures;
    private final JwtDecoder idTokens;
    private final Clock clock;

    Authorizations(
            Messaging messaging,
            RegisteredClientRepository clients,
            Erasures erasures,
            JwtDecoder idTokens,
            Clock clock) {
        this.collection = messaging.database().getCollection("authorizations");
        this.clients = clients;
        this.erasures = erasures;
        this.idTokens = idTokens;
        this.clock = clock;
        collection.createIndex(Indexes.ascending("code"));
        collection.createIndex(Indexes.ascending("tokens.hash"));
        collection.createIndex(Indexes.ascending("person"));
        collection.createIndex(Indexes.ascending("signIn"));
        collection.createIndex(Indexes.ascending("endsAt"));
    }

    private enum Kind {
        CODE,
        ACCESS,
        REFRESH
    }

    private record Presented(Kind kind, String value) {}

    /**
     * Stores what changed.
     *
     * @throws OAuth2AuthenticationException {@code invalid_grant} when the authorization was ended
     *     or its code used meanwhile, or the person erased; {@code access_denied} when an erased
     *     person has still a session
     */
    @Override
    public void save(OAuth2Authorization authorization) {
        if (AuthorizationGrantType.CLIENT_CREDENTIALS.equals(
                authorization.getAuthorizationGrantType())) {
            return;
        }
        String foundBy = authorization.getAttribute(FOUND_BY);
        OAuth2Authorization.Token<OAuth2AuthorizationCode> code =
                authorization.getToken(OAuth2AuthorizationCode.class);
        OAuth2Authorization.Token<OAuth2RefreshToken> refresh = authorization.getRefreshToken();
        OAuth2Authorization.Token<OAuth2AccessToken> access = authorization.getAccessToken();
        if (foundBy == null) {
            insert(authorization, Objects.requireNonNull(code).getToken().getTokenValue());
            if (isErased(authorization)) {
                throw new OAuth2AuthorizationCodeRequestAuthenticationException(
                        new OAuth2Error(OAuth2ErrorCodes.ACCESS_DENIED), null);
            }
            return;
        } else if (refresh != null && refresh.isInvalidated()) {
            remove(authorization);
        } else if (code != null) {
            exchange(authorization.getId(), access, refresh);
        } else if (access != null && access.isInvalidated()) {
            withdraw(authorization.getId(), foundBy);
        } else if (access != null && refresh != null) {
            renew(authorization.getId(), foundBy, access, refresh);
        }
        if (isErased(authorization)) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
        }
    }

    @Override
    public void remove(OAuth2Authorization authorization) {
        collection.deleteOne(eq("_id", authorization.getId()));
    }

    @Override
    public @Nullable OAuth2Authorization findById(String id) {
        Document stored = collection.find(eq("_id", id)).first();
        return stored == null ? null : open(stored, null);
    }

    @Override
    public @Nullable OAuth2Authorization findByToken(String token, @Nullable OAuth2TokenType type) {
        if (type != null && OidcParameterNames.ID_TOKEN.equals(type.getValue())) {
            return findByIdToken(token);
        }
        String hash = RandomValue.fingerprint(token);
        Document stored = collection.find(or(eq("code", hash), eq("tokens.hash", hash))).first();
        if (stored == null) {
            return null;
        }
        Instant now = clock.instant();
        Presented presented = presented(stored, hash, token);
        if (type != null && presented.kind() != kind(type) || isOver(stored, hash, now)) {
            return null;
        }
        if (isUsedUp(stored, hash, now)) {
            log.warn("A used {} was presented again, its authorization ends", presented.kind());
            collection.deleteOne(eq("_id", stored.getString("_id")));
            return null;
        }
        return open(stored, presented);
    }

    /** Ends what came of one sign-in. */
    public void endSignIn(String signIn) {
        collection.deleteMany(eq("signIn", signIn));
    }

    @Override
    public void forget(String person) {
        collection.deleteMany(eq("person", person));
    }

    /**
     * An authorization as its person sees it.
     *
     * @param client what was allowed something
     * @param scopes what was allowed
     */
    public record Seen(String client, List<String> scopes, Instant endsAt) {}

    /** {@return what the person allows} */
    public List<Seen> about(String person) {
        return collection
                .find(eq("person", person))
                .map(
                        stored ->
                                new Seen(
                                        clientName(stored.getString("client")),
                                        stored.getList("scopes", String.class, List.of()),
                                        stored.getDate("endsAt").toInstant()))
                .into(new ArrayList<>());
    }

    private String clientName(String id) {
        RegisteredClient client = clients.findById(id);
        return client == null ? id : client.getClientId();
    }

    /** Removes tokens and authorizations whose time is over. */
    public void expire() {
        Instant now = clock.instant();
        collection.deleteMany(lte("endsAt", now));
        collection.updateMany(lte("tokens.expiresAt", now), pull("tokens", lte("expiresAt", now)));
    }

    private void insert(OAuth2Authorization authorization, String code) {
        if (!(authorization.getAttribute(Principal.class.getName()) instanceof SignedIn signedIn)) {
            throw new IllegalStateException("Only people who signed in allow something");
        }
        OAuth2AuthorizationRequest request =
                Objects.requireNonNull(
                        authorization.<OAuth2AuthorizationRequest>getAttribute(
                                OAuth2AuthorizationRequest.class.getName()));
        Document parameters = new Document();
        for (String name : NEEDED_PARAMETERS) {
            Object value = request.getAdditionalParameters().get(name);
            if (value != null) {
                parameters.append(name, String.valueOf(value));
            }
        }
        Instant endsAt = clock.instant().plus(Clients.CODE);
        collection.insertOne(
                new Document("_id", authorization.getId())
                        .append("client", authorization.getRegisteredClientId())
                        .append("person", signedIn.person())
                        .append("signIn", signedIn.signIn())
                        .append("methods", signedIn.proof().methods())
                        .append("provedAt", signedIn.proof().at())
                        .append("scopes", List.copyOf(authorization.getAuthorizedScopes()))
                        .append("redirectUri", request.getRedirectUri())
                        .append("parameters", parameters)
                        .append("code", RandomValue.fingerprint(code))
                        .append("codeEndsAt", endsAt)
                        .append("codeUsed", false)
                        .append("tokens", List.of())
                        .append("endsAt", endsAt));
    }

    private void exchange(
            String id,
            OAuth2Authorization.@Nullable Token<OAuth2AccessToken> access,
            OAuth2Authorization.@Nullable Token<OAuth2RefreshToken> refresh) {
        Instant now = clock.instant();
        List<Bson> changes = new ArrayList<>();
        changes.add(set("codeUsed", true));
        // an access token is missing when another client than the one it is for presents the code
        if (access != null && refresh != null) {
            changes.add(pushEach("tokens", issued(access, refresh)));
            changes.add(set("endsAt", now.plus(Clients.REFRESH)));
        }
        boolean first =
                collection
                                .updateOne(
                                        and(eq("_id", id), eq("codeUsed", false)), combine(changes))
                                .getMatchedCount()
                        == 1;
        if (!first) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
        }
    }

    private void renew(
            String id,
            String foundBy,
            OAuth2Authorization.Token<OAuth2AccessToken> access,
            OAuth2Authorization.Token<OAuth2RefreshToken> refresh) {
        Instant now = clock.instant();
        boolean alive =
                collection
                                .updateOne(
                                        eq("_id", id),
                                        combine(
                                                pushEach("tokens", issued(access, refresh)),
                                                set("endsAt", now.plus(Clients.REFRESH))))
                                .getMatchedCount()
                        == 1;
        if (!alive) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
        }
        // the first use counts; the grace is not prolonged by a second one
        collection.updateOne(
                and(
                        eq("_id", id),
                        elemMatch("tokens", and(eq("hash", foundBy), eq("replacedAt", null)))),
                set("tokens.$.replacedAt", now));
    }

    private void withdraw(String id, String foundBy) {
        collection.updateOne(eq("_id", id), pull("tokens", eq("hash", foundBy)));
    }

    private boolean isErased(OAuth2Authorization authorization) {
        boolean erased = erasures.erased(authorization.getPrincipalName());
        if (erased) {
            remove(authorization);
        }
        return erased;
    }

    private List<Document> issued(
            OAuth2Authorization.Token<OAuth2AccessToken> access,
            OAuth2Authorization.Token<OAuth2RefreshToken> refresh) {
        return List.of(
                token(Kind.ACCESS, access.getToken().getTokenValue(), Clients.ACCESS),
                token(Kind.REFRESH, refresh.getToken().getTokenValue(), Clients.REFRESH));
    }

    private Document token(Kind kind, String value, Duration life) {
        return new Document("kind", kind.name())
                .append("hash", RandomValue.fingerprint(value))
                .append("expiresAt", clock.instant().plus(life));
    }

    private static List<Document> tokens(Document stored) {
        return stored.getList("tokens", Document.class, List.of());
    }

    private static Optional<Document> token(Document stored, String hash) {
        return tokens(stored).stream().filter(one -> hash.equals(one.getString("hash"))).findAny();
    }

    private static Presented presented(Document stored, String hash, String value) {
        return new Presented(
                token(stored, hash)
                        .map(one -> Kind.valueOf(one.getString("kind")))
                        .orElse(Kind.CODE),
                value);
    }

    private static boolean isOver(Document stored, String hash, Instant now) {
        Instant end =
                token(stored, hash)
                        .map(one -> one.getDate("expiresAt").toInstant())
                        .orElseGet(() -> stored.getDate("codeEndsAt").toInstant());
        return !now.isBefore(end);
    }

    private static boolean isUsedUp(Document stored, String hash, Instant now) {
        return token(stored, hash)
                .map(
                        one ->
                                one.containsKey("replacedAt")
                                        && !now.isBefore(
                                                one.getDate("replacedAt").toInstant().plus(GRACE)))
                .orElseGet(() -> stored.getBoolean("codeUsed", false));
    }

    private static Kind kind(OAuth2TokenType type) {
        if (OAuth2TokenType.ACCESS_TOKEN.equals(type)) {
            return Kind.ACCESS;
        }
        return OAuth2TokenType.REFRESH_TOKEN.equals(type) ? Kind.REFRESH : Kind.CODE;
    }

    /**
     * An ID token names its sign-in and is not stored; it may have ended long ago (OpenID Connect
     * RP-Initiated Logout 1.0, 2).
     */
    private @Nullable OAuth2Authorization findByIdToken(String value) {
        try {
            Jwt jwt = idTokens.decode(value);
            String signIn = jwt.getClaimAsString("sid");
            List<String> audience = jwt.getAudience();
            if (signIn == null || audience == null || audience.isEmpty()) {
                return null;
            }
            Document stored =
                    collection
                            .find(
                                    and(
                                            eq("signIn", signIn),
                                            eq("client", audience.getFirst()),
                                            eq("person", jwt.getSubject())))
                            .first();
            if (stored == null) {
                return null;
            }
            OAuth2Authorization authorization =
                    Objects.requireNonNull(open(stored, null), "client is registered");
            return OAuth2Authorization.from(authorization)
                    .token(new OidcIdToken(value, null, null, jwt.getClaims()))
                    .build();
        } catch (JwtException notOurs) {
            return null;
        }
    }

    /**
     * Builds what the framework works with. The token that was presented carries its value; the
     * others stand there only because the framework asks for them. None has times: whether it is
     * still good was decided above, by the clock of this service.
     */
    private @Nullable OAuth2Authorization open(Document stored, @Nullable Presented presented) {
        RegisteredClient client = clients.findById(stored.getString("client"));
        if (client == null) {
            return null;
        }
        Set<String> scopes = new HashSet<>(stored.getList("scopes", String.class, List.of()));
        SignedIn signedIn =
                new SignedIn(
                        stored.getString("person"), stored.getString("signIn"), Proofs.of(stored));
        OAuth2Authorization.Builder builder =
                OAuth2Authorization.withRegisteredClient(client)
                        .id(stored.getString("_id"))
                        .principalName(signedIn.person())
                        .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                        .authorizedScopes(scopes)
                        .attribute(
                                FOUND_BY,
                                presented == null ? "" : RandomValue.fingerprint(presented.value()))
                        .attribute(Principal.class.getName(), signedIn)
                        .attribute(
                                OAuth2AuthorizationRequest.class.getName(),
                                request(stored, client, scopes))
                        .token(new OidcIdToken("-", null, null, Map.of("sub", signedIn.person())));
        if (presented != null) {
            String value = presented.value();
            switch (presented.kind()) {
                case CODE ->
                        builder.token(
                                new OAuth2AuthorizationCode(value, Instant.EPOCH, Instant.MAX));
                case REFRESH -> builder.refreshToken(new OAuth2RefreshToken(value, null));
                case ACCESS ->
                        builder.accessToken(
                                new OAuth2AccessToken(BEARER, value, null, null, scopes));
            }
        }
        return builder.build();
    }

    private static OAuth2AuthorizationRequest request(
            Document stored, RegisteredClient client, Set<String> scopes) {
        Map<String, Object> parameters =
                new HashMap<>(
                        Objects.requireNonNullElseGet(
                                stored.get("parameters", Document.class), Document::new));
        return OAuth2AuthorizationRequest.authorizationCode()
                .authorizationUri("/oauth2/authorize")
                .clientId(client.getClientId())
                .redirectUri(stored.getString("redirectUri"))
                .scopes(scopes)
                .additionalParameters(parameters)
                .build();
    }
}
