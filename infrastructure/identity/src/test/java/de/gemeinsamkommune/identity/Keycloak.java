package de.gemeinsamkommune.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real Keycloak in a process of its own, with one realm that is made anew at each start. */
final class Keycloak implements AutoCloseable {

    static final String CLIENT = "network";
    static final String SECRET = "the secret of the network at Keycloak";
    static final String PASSWORD = "correct horse battery staple";

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern FORM = Pattern.compile("<form[^>]* action=\"([^\"]+)\"");
    private static final String REALM = "town";

    private final String url;
    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();

    private Keycloak(String url, Process process) {
        this.url = url;
        this.process = process;
    }

    /** Somebody who can sign in there, by the name before the at sign and {@link #PASSWORD}. */
    record User(String name, String email, boolean verified) {}

    /** Starts it with these users, for one installation of the network. */
    static Keycloak start(int port, String network, List<User> users) throws IOException {
        Path home = Path.of(System.getProperty("keycloak.home"));
        String url = "http://127.0.0.1:" + port;
        Path realm = home.resolve("data/import/" + REALM + ".json");
        Files.createDirectories(realm.getParent());
        Files.writeString(realm, JSON.writeValueAsString(realm(network, users)));
        ProcessBuilder start =
                new ProcessBuilder(
                        "bash",
                        home.resolve("bin/kc.sh").toString(),
                        "start-dev",
                        "--db=dev-mem",
                        "--http-host=127.0.0.1",
                        "--http-port=" + port,
                        "--import-realm");
        start.environment().put("JAVA_HOME", System.getProperty("java.home"));
        start.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
        start.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD);
        start.redirectErrorStream(true).redirectOutput(home.resolve("keycloak.log").toFile());
        Keycloak keycloak = new Keycloak(url, start.start());
        await().atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofSeconds(1))
                .until(keycloak::answers);
        return keycloak;
    }

    String issuer() {
        return url + "/realms/" + REALM;
    }

    /** Signs in on the page Keycloak shows. */
    HttpResponse<String> signIn(Browser browser, HttpResponse<String> page, String name) {
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        Matcher form = FORM.matcher(page.body());
        assertThat(form.find()).as("a page to sign in on: %s", page.body()).isTrue();
        return browser.post(
                form.group(1).replace("&amp;", "&"),
                Map.of("username", name, "password", PASSWORD, "credentialId", ""));
    }

    /** Gives somebody another address, as an administrator does. */
    void changeAddress(String name, String email) throws Exception {
        JsonNode user = admin("GET", "/users?exact=true&username=" + name, null).get(0);
        admin(
                "PUT",
                "/users/" + user.get("id").asString(),
                Map.of(
                        "username",
                        name,
                        "firstName",
                        "A",
                        "lastName",
                        "B",
                        "email",
                        email,
                        "emailVerified",
                        true));
        JsonNode changed = admin("GET", "/users?exact=true&username=" + name, null).get(0);
        assertThat(changed.get("email").asString()).isEqualTo(email);
    }

    /** Signs with a new key from now on, and publishes the old ones no more. */
    void rotateKeys() throws Exception {
        String realm = admin("GET", "", null).get("id").asString();
        JsonNode before = admin("GET", "/components?type=org.keycloak.keys.KeyProvider", null);
        admin(
                "POST",
                "/components",
                Map.of(
                        "name", "new",
                        "providerId", "rsa-generated",
                        "providerType", "org.keycloak.keys.KeyProvider",
                        "parentId", realm,
                        "config",
                                Map.of(
                                        "priority", List.of("200"),
                                        "enabled", List.of("true"),
                                        "active", List.of("true"),
                                        "algorithm", List.of("RS256"),
                                        "keySize", List.of("2048"))));
        for (JsonNode old : before) {
            if (old.get("providerId").asString().equals("rsa-generated")) {
                admin("DELETE", "/components/" + old.get("id").asString(), null);
            }
        }
    }

    /** Ends the process and waits for its end; a repeat has no effect. */
    @Override
    public void close() {
        // the shell has become the JVM
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    private boolean answers() throws InterruptedException {
        assertThat(process.isAlive()).as("see keycloak.log in keycloak.home").isTrue();
        try {
            HttpRequest asked =
                    HttpRequest.newBuilder(
                                    URI.create(issuer() + "/.well-known/openid-configuration"))
                            .build();
            return http.send(asked, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private JsonNode admin(String method, String path, Object body) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + "/admin/realms/" + REALM + path))
                        .header("Authorization", "Bearer " + administrator())
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(
                                                JSON.writeValueAsString(body)));
        HttpResponse<String> answer =
                http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
    }

    private String administrator() throws Exception {
        HttpRequest asked =
                HttpRequest.newBuilder(
                                URI.create(url + "/realms/master/protocol/openid-connect/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        Browser.encode(
                                                Map.of(
                                                        "grant_type", "password",
                                                        "client_id", "admin-cli",
                                                        "username", "admin",
                                                        "password", PASSWORD))))
                        .build();
        HttpResponse<String> answer = http.send(asked, HttpResponse.BodyHandlers.ofString());
        return JSON.readTree(answer.body()).get("access_token").asString();
    }

    private static Map<String, Object> realm(String network, List<User> users) {
        return Map.of(
                "realm",
                REALM,
                "enabled",
                true,
                "sslRequired",
                "none",
                "clients",
                List.of(
                        Map.of(
                                "clientId",
                                CLIENT,
                                "secret",
                                SECRET,
                                "publicClient",
                                false,
                                "standardFlowEnabled",
                                true,
                                "directAccessGrantsEnabled",
                                false,
                                "redirectUris",
                                List.of(network + "/identity/upstream/callback"),
                                "attributes",
                                Map.of(
                                        "pkce.code.challenge.method",
                                        "S256",
                                        "post.logout.redirect.uris",
                                        network + "/identity/upstream/signed-out"))),
                "users",
                users.stream().map(Keycloak::user).toList());
    }

    private static Map<String, Object> user(User user) {
        return Map.of(
                "username",
                user.name(),
                "enabled",
                true,
                "firstName",
                "A",
                "lastName",
                "B",
                "email",
                user.email(),
                "emailVerified",
                user.verified(),
                "credentials",
                List.of(Map.of("type", "password", "value", PASSWORD, "temporary", false)));
    }
}
