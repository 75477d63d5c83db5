package de.gemeinsamkommune.identity;

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
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** A small OpenID Connect issuer over real HTTP, which signs really and can be made to lie. */
final class Issuer {

    static final String CLIENT = "network";
    static final String SECRET = "the secret of the network at its upstream issuer";

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private volatile RSAKey key = newKey();
    private volatile Consumer<JWTClaimsSet.Builder> user = _ -> {};
    private volatile boolean away;

    private Issuer(HttpServer server) {
        this.server = server;
        serve("/.well-known/openid-configuration", exchange -> json(exchange, metadata()));
        serve("/keys", exchange -> json(exchange, new JWKSet(key).toJSONObject()));
        serve("/authorize", this::authorize);
        serve("/token", this::token);
        serve("/logout", this::logout);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    }

    static Issuer start() throws IOException {
        Issuer issuer = new Issuer(HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0));
        issuer.server.start();
        return issuer;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void stop() {
        server.stop(0);
    }

    /** Who signs in there from now on, with a verified address. */
    void user(String subject, String email) {
        user(subject, claims -> claims.claim("email", email).claim("email_verified", true));
    }

    /** Who signs in there from now on, and what the issuer says. */
    void user(String subject, Consumer<JWTClaimsSet.Builder> says) {
        user = claims -> says.accept(claims.subject(subject));
    }

    void away(boolean now) {
        away = now;
    }

    void rotateKeys() {
        key = newKey();
    }

    private Map<String, Object> metadata() {
        return Map.of(
                "issuer",
                url(),
                "authorization_endpoint",
                url() + "/authorize",
                "token_endpoint",
                url() + "/token",
                "jwks_uri",
                url() + "/keys",
                "end_session_endpoint",
                url() + "/logout",
                "response_types_supported",
                List.of("code"),
                "subject_types_supported",
                List.of("public"),
                "id_token_signing_alg_values_supported",
                List.of("RS256", "HS256", "none"));
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> asked = Browser.query(exchange.getRequestURI().toString());
        String code = UUID.randomUUID().toString();
        codes.put(code, asked);
        redirect(
                exchange,
                asked.get("redirect_uri")
                        + "?"
                        + Browser.encode(Map.of("code", code, "state", asked.get("state"))));
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form =
                Browser.query(
                        "http://x/?"
                                + new String(
                                        exchange.getRequestBody().readAllBytes(),
                                        StandardCharsets.UTF_8));
        Map<String, String> asked = codes.remove(form.getOrDefault("code", ""));
        String basic =
                Base64.getEncoder()
                        .encodeToString(
                                (CLIENT + ":" + SECRET.replace(" ", "+"))
                                        .getBytes(StandardCharsets.UTF_8));
        boolean right =
                asked != null
                        && ("Basic " + basic)
                                .equals(exchange.getRequestHeaders().getFirst("Authorization"))
                        && "S256".equals(asked.get("code_challenge_method"))
                        && challenge(form.get("code_verifier")).equals(asked.get("code_challenge"))
                        && asked.get("redirect_uri").equals(form.get("redirect_uri"));
        if (!right) {
            answer(exchange, 400, Map.of("error", "invalid_grant"));
            return;
        }
        json(
                exchange,
                Map.of(
                        "access_token",
                        UUID.randomUUID().toString(),
                        "token_type",
                        "Bearer",
                        "expires_in",
                        300,
                        "id_token",
                        idToken(asked.get("nonce"))));
    }

    private String idToken(String nonce) {
        Instant now = Instant.now();
        JWTClaimsSet.Builder claims =
                new JWTClaimsSet.Builder()
                        .issuer(url())
                        .audience(CLIENT)
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(300)))
                        .claim("auth_time", now.getEpochSecond())
                        .claim("nonce", nonce);
        user.accept(claims);
        try {
            SignedJWT jwt =
                    new SignedJWT(
                            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(),
                            claims.build());
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException failed) {
            throw new AssertionError(failed);
        }
    }

    private void logout(HttpExchange exchange) throws IOException {
        Map<String, String> asked =
                new HashMap<>(Browser.query(exchange.getRequestURI().toString()));
        redirect(
                exchange,
                asked.get("post_logout_redirect_uri")
                        + "?"
                        + Browser.encode(Map.of("state", asked.get("state"))));
    }

    private void serve(String path, HttpHandler handler) {
        server.createContext(
                path,
                exchange -> {
                    try (exchange) {
                        if (!away) {
                            handler.handle(exchange);
                        }
                    }
                });
    }

    private static void redirect(HttpExchange exchange, String to) throws IOException {
        exchange.getResponseHeaders().set("Location", to);
        exchange.sendResponseHeaders(302, -1);
    }

    private static void json(HttpExchange exchange, Map<String, Object> body) throws IOException {
        answer(exchange, 200, body);
    }

    private static void answer(HttpExchange exchange, int status, Map<String, ?> body)
            throws IOException {
        byte[] json = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, json.length);
        exchange.getResponseBody().write(json);
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
        } catch (JOSEException failed) {
            throw new AssertionError(failed);
        }
    }
}
