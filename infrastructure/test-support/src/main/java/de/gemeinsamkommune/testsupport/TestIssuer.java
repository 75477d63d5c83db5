package de.gemeinsamkommune.testsupport;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import de.gemeinsamkommune.defaults.ClientSecrets;
import de.gemeinsamkommune.defaults.Roles;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;

/**
 * Stands for identity in tests: serves its keys under {@code /oauth2/jwks} and client-credentials
 * tokens under {@code /oauth2/token}, and makes tokens of any kind. The services do not know it
 * from the real one when {@code IDENTITY_URL} is {@link #url} and {@code PUBLIC_URL} is {@link
 * #ISSUER}.
 */
public final class TestIssuer implements AutoCloseable {

    /** The issuer in the tokens, which is the setting {@code PUBLIC_URL}. */
    public static final String ISSUER = "http://localhost:8080";

    /** The setting {@code CLIENT_SECRET} of services under test. */
    public static final String CLIENT_SECRET = "shared secret of the tests";

    private static final Duration LIFETIME = Duration.ofMinutes(30);

    private final RSAKey key = newKey();
    private final RSAKey foreignKey = newKey();
    private final HttpServer server;

    private static final class Shared {
        static final TestIssuer INSTANCE = new TestIssuer();
    }

    /** Starts an issuer of its own on a free port of loopback. */
    public TestIssuer() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("test-issuer-", 0).factory()));
        server.createContext("/oauth2/jwks", exchange -> answer(exchange, 200, keys()));
        server.createContext("/oauth2/token", this::clientCredentials);
        server.start();
    }

    /** The issuer all tests of a JVM share. */
    public static TestIssuer shared() {
        return Shared.INSTANCE;
    }

    /** The setting {@code IDENTITY_URL}. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /**
     * A good token of a person.
     *
     * @param personId becomes the token's subject
     * @param roles see {@link Roles}
     * @param municipalities official keys
     */
    public String token(
            String personId, Collection<String> roles, Collection<String> municipalities) {
        return sign(key, claims(personId, roles, municipalities).build());
    }

    /** A good token of a person without municipality. */
    public String token(String personId, String... roles) {
        return token(personId, List.of(roles), List.of());
    }

    /** A good token of a new person nobody has heard of. */
    public String tokenOfSomebody(String... roles) {
        return token(UUID.randomUUID().toString(), roles);
    }

    /** A good token of another service. */
    public String serviceToken(String client) {
        return token(client, Roles.SERVICE);
    }

    /** A token with all roles that somebody else has signed. */
    public String forged() {
        return sign(foreignKey, everything().build());
    }

    /** A token with all roles that was good ten minutes ago. */
    public String expired() {
        Instant past = Instant.now().minus(Duration.ofMinutes(10));
        return sign(key, everything().expirationTime(Date.from(past)).build());
    }

    /** A token with all roles of this issuer's key but another issuer's name. */
    public String ofForeignIssuer() {
        return sign(key, everything().issuer("https://elsewhere.example").build());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static JWTClaimsSet.Builder everything() {
        return claims(
                UUID.randomUUID().toString(),
                List.of(
                        Roles.MEMBER,
                        Roles.LEAD,
                        Roles.ADVISER,
                        Roles.EDITOR,
                        Roles.PROJECT_LEAD,
                        Roles.ANALYST,
                        Roles.FUNDER,
                        Roles.ADMINISTRATOR,
                        Roles.SERVICE),
                List.of());
    }

    private static JWTClaimsSet.Builder claims(
            String subject, Collection<String> roles, Collection<String> municipalities) {
        // tokens live in real time, whatever the clock of the service under test says
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject(subject)
                .claim("roles", List.copyOf(roles))
                .claim("municipalities", List.copyOf(municipalities))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)));
    }

    private static String sign(RSAKey key, JWTClaimsSet claims) {
        try {
            SignedJWT jwt =
                    new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                            claims);
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey newKey() {
        try {
            // one id for both keys, so that a forged token gets as far as the signature
            return new RSAKeyGenerator(2048).keyID("test").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String keys() {
        return new JWKSet(key.toPublicJWK()).toString();
    }

    private void clientCredentials(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        String client = clientOf(authorization);
        if (client.isEmpty()) {
            answer(exchange, 401, "{\"error\":\"invalid_client\"}");
            return;
        }
        answer(
                exchange,
                200,
                "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"expires_in\":%d}"
                        .formatted(serviceToken(client), LIFETIME.toSeconds()));
    }

    /** The client whose secret was sent, empty when the secret is wrong. */
    private static String clientOf(@Nullable String authorization) {
        if (authorization == null || !authorization.startsWith("Basic ")) {
            return "";
        }
        String decoded =
                new String(
                        Base64.getDecoder().decode(authorization.substring("Basic ".length())),
                        StandardCharsets.UTF_8);
        String client = decoded.substring(0, Math.max(0, decoded.indexOf(':')));
        String secret = decoded.substring(decoded.indexOf(':') + 1);
        boolean right = !client.isEmpty() && ClientSecrets.of(CLIENT_SECRET, client).equals(secret);
        return right ? client : "";
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
