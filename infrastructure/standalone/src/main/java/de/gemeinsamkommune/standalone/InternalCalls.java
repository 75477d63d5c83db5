package de.gemeinsamkommune.standalone;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Asks the services what the person at the console should be told. */
final class InternalCalls implements AutoCloseable {

    /** The service client in whose name is asked; it may ask membership and identity. */
    private static final String CLIENT = "newsletter";

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final JsonMapper json = JsonMapper.shared();
    private final Network network;

    InternalCalls(Network network) {
        this.network = network;
    }

    /** A person of the demo data. */
    record DemoPerson(String role, String name, String email) {}

    /**
     * {@return the demo people, in the order in which membership names them}
     *
     * @throws IOException when membership or identity do not answer as expected
     */
    List<DemoPerson> demoPeople() throws IOException, InterruptedException {
        JsonNode answer =
                get(network.url(Service.MEMBERSHIP) + "/internal/membership/demo-people")
                        .orElseThrow(() -> new IOException("membership knows no demo people"));
        List<DemoPerson> people = new ArrayList<>();
        for (JsonNode person : answer.has("items") ? answer.get("items") : answer) {
            people.add(
                    new DemoPerson(
                            person.path("role").asString(""),
                            person.path("name").asString(""),
                            person.path("email").asString("")));
        }
        return people;
    }

    /**
     * {@return a one-time link for an invited administrator; empty when that person is unknown or
     * has accepted the invitation already}
     */
    Optional<String> invitation(String email) throws IOException, InterruptedException {
        Optional<JsonNode> person =
                post(
                        network.url(Service.MEMBERSHIP) + "/internal/membership/sign-in",
                        Map.of("email", email));
        if (person.isEmpty()) {
            return Optional.empty();
        }
        String id = person.get().path("id").asString("");
        Optional<JsonNode> access =
                get(
                        network.url(Service.MEMBERSHIP)
                                + "/internal/membership/people/"
                                + id
                                + "/access");
        if (access.isEmpty() || !access.get().path("status").asString("").equals("INVITED")) {
            return Optional.empty();
        }
        return post(
                        network.url(Service.IDENTITY) + "/internal/identity/sign-in-links",
                        Map.of("person", id, "purpose", "INVITATION"))
                .map(link -> link.path("url").asString(""));
    }

    private Optional<JsonNode> get(String url) throws IOException, InterruptedException {
        return ask(request(url).GET());
    }

    private Optional<JsonNode> post(String url, Map<String, String> body)
            throws IOException, InterruptedException {
        return ask(
                request(url)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body))));
    }

    private HttpRequest.Builder request(String url) throws IOException, InterruptedException {
        return HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(10))
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + token());
    }

    private Optional<JsonNode> ask(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return send(request.build(), 404);
    }

    private String token() throws IOException, InterruptedException {
        String credentials =
                CLIENT + ":" + hmac(network.clientSecret(), CLIENT).toLowerCase(Locale.ROOT);
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(network.url(Service.IDENTITY) + "/oauth2/token"))
                        .timeout(Duration.ofSeconds(10))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header(
                                "Authorization",
                                "Basic "
                                        + Base64.getEncoder()
                                                .encodeToString(
                                                        credentials.getBytes(
                                                                StandardCharsets.UTF_8)))
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "grant_type="
                                                + URLEncoder.encode(
                                                        "client_credentials",
                                                        StandardCharsets.UTF_8)))
                        .build();
        return send(request, null)
                .map(answer -> answer.path("access_token").asString(""))
                .orElseThrow(() -> new IOException("identity gave no token"));
    }

    private Optional<JsonNode> send(HttpRequest request, @Nullable Integer empty)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (empty != null && answer.statusCode() == empty) {
            return Optional.empty();
        }
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(
                    request.method() + " " + request.uri() + " answers " + answer.statusCode());
        }
        try {
            return Optional.of(json.readTree(answer.body()));
        } catch (JacksonException malformed) {
            throw new IOException(request.uri() + " answers no JSON", malformed);
        }
    }

    private static String hmac(String key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("This JDK lacks HmacSHA256", impossible);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
