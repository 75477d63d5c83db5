package de.gemeinsamkommune.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import de.gemeinsamkommune.defaults.ClientSecrets;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The portal as an OpenID Connect client, and any service as a client for itself. */
final class Portal {

    private static final JsonMapper JSON = new JsonMapper();

    private final Network.Installation identity;
    private final Browser backend;
    private final String verifier = UUID.randomUUID() + "-" + UUID.randomUUID();
    final String state = UUID.randomUUID().toString();
    final String nonce = UUID.randomUUID().toString();

    Portal(Network.Installation identity) {
        this.identity = identity;
        this.backend = identity.browser();
    }

    record Tokens(String access, String refresh, String id) {}

    String callback() {
        return identity.url + "/login/oauth2/code/network";
    }

    Map<String, String> request() {
        Map<String, String> request = new HashMap<>();
        request.put("response_type", "code");
        request.put("client_id", "portal");
        request.put("redirect_uri", callback());
        request.put("scope", "openid");
        request.put("state", state);
        request.put("nonce", nonce);
        request.put("code_challenge", challenge(verifier));
        request.put("code_challenge_method", "S256");
        request.put("ui_locales", "de");
        return request;
    }

    String authorize() {
        return "/oauth2/authorize?" + Browser.encode(request());
    }

    /** The code that a browser which is signed in brings back. */
    String code(Browser browser) {
        Map<String, String> answer = Browser.query(Browser.location(browser.get(authorize())));
        assertThat(answer).containsEntry("state", state).containsKey("code");
        return answer.get("code");
    }

    HttpResponse<String> exchange(String code) {
        return token(
                "portal",
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "redirect_uri",
                        callback(),
                        "code_verifier",
                        verifier));
    }

    HttpResponse<String> refresh(String refreshToken) {
        return token(
                "portal", Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
    }

    HttpResponse<String> token(String client, Map<String, String> form) {
        return backend.post("/oauth2/token", form, "Authorization", basic(client));
    }

    Tokens signIn(Browser browser) {
        return tokens(exchange(code(browser)));
    }

    /** The token of a service for itself. */
    String service(String client) {
        return JSON.readTree(token(client, Map.of("grant_type", "client_credentials")).body())
                .get("access_token")
                .asString();
    }

    static Tokens tokens(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode body = JSON.readTree(response.body());
        return new Tokens(
                body.get("access_token").asString(),
                body.get("refresh_token").asString(),
                body.get("id_token").asString());
    }

    static String error(HttpResponse<String> response) {
        return JSON.readTree(response.body()).path("error").asString();
    }

    /** The claims, after the signature was checked with the published keys. */
    JWTClaimsSet verified(String token) throws Exception {
        SignedJWT jwt = SignedJWT.parse(token);
        JWKSet keys = JWKSet.parse(backend.get("/oauth2/jwks").body());
        assertThat(
                        jwt.verify(
                                new RSASSAVerifier(
                                        keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey())))
                .isTrue();
        return jwt.getJWTClaimsSet();
    }

    static String basic(String client) {
        String pair = client + ":" + ClientSecrets.of(Network.CLIENT_SECRET, client);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
