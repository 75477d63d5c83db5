package de.gemeinsamkommune.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A client of the network's API, behind the gateway. */
final class Api {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String home;
    private final @Nullable String token;

    private Api(String home, @Nullable String token) {
        this.home = home;
        this.token = token;
    }

    static Api anonymous(String home) {
        return new Api(home, null);
    }

    /** Signs in with the token that demo data offer for a role. */
    static Api as(String home, String role) throws IOException, InterruptedException {
        JsonNode answer =
                new Api(home, null).post("/identity/demo/token?role=" + role, Map.of(), 200);
        return new Api(home, answer.get("access_token").asString());
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request(path).GET());
        assertThat(answer.statusCode()).as("GET %s: %s", path, answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    int status(String path) throws IOException, InterruptedException {
        return send(request(path).GET()).statusCode();
    }

    JsonNode post(String path, Object body, int expected) throws IOException, InterruptedException {
        return postFile(path, "application/json", JSON.writeValueAsString(body), expected);
    }

    /** Posts a body of another kind. */
    JsonNode postFile(String path, String type, String body, int expected)
            throws IOException, InterruptedException {
        HttpResponse<String> answer =
                send(
                        request(path)
                                .header("Content-Type", type)
                                .header("Idempotency-Key", UUID.randomUUID().toString())
                                .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).as("POST %s: %s", path, answer.body()).isEqualTo(expected);
        return answer.body().isEmpty() ? JSON.nullNode() : JSON.readTree(answer.body());
    }

    /** {@return the version that is there now} */
    String etag(String path) throws IOException, InterruptedException {
        return send(request(path).GET()).headers().firstValue("ETag").orElseThrow();
    }

    /** Posts on the version that is there now. */
    JsonNode postIfMatch(String read, String path, Object body, int expected)
            throws IOException, InterruptedException {
        String etag = etag(read);
        HttpResponse<String> answer =
                send(
                        request(path)
                                .header("Content-Type", "application/json")
                                .header("If-Match", etag)
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                JSON.writeValueAsString(body))));
        assertThat(answer.statusCode()).as("POST %s: %s", path, answer.body()).isEqualTo(expected);
        return JSON.readTree(answer.body());
    }

    /** {@return every line of a feed, over all its pages} */
    List<JsonNode> feed(String topic) throws IOException, InterruptedException {
        List<JsonNode> lines = new ArrayList<>();
        String next = "/api/streams/" + topic + "?size=200";
        while (next != null) {
            HttpResponse<String> page = send(request(next).GET());
            assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
            assertThat(page.headers().firstValue("Content-Type").orElse(""))
                    .startsWith("application/x-ndjson");
            List<String> found = page.body().lines().filter(line -> !line.isBlank()).toList();
            found.forEach(line -> lines.add(JSON.readTree(line)));
            next =
                    found.isEmpty()
                            ? null
                            : page.headers()
                                    .firstValue("Link")
                                    .map(link -> link.replaceFirst("^<([^>]+)>.*", "$1"))
                                    .orElse(null);
        }
        return lines;
    }

    /** {@return the mails caught for an address, the oldest first, once there are so many} */
    List<JsonNode> mails(String recipient, int atLeast) {
        return Awaitility.await("mails to " + recipient)
                .atMost(Duration.ofSeconds(30))
                .until(() -> mails(recipient), mails -> mails.size() >= atLeast);
    }

    List<JsonNode> mails(String recipient) throws IOException, InterruptedException {
        List<JsonNode> mails = new ArrayList<>();
        get("/mail/messages.json?to=" + recipient).get("items").forEach(mails::add);
        mails.sort(java.util.Comparator.comparingInt(mail -> mail.get("number").asInt()));
        return mails;
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(home).resolve(path))
                        .timeout(Duration.ofSeconds(30))
                        .header("Accept-Language", "de");
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
