package de.gemeinsamkommune.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Calls a service under test over real HTTP: {@code client.as(token).post("/api/…",
 * body).expect(201).json()}. It does not follow redirects and keeps no cookies.
 */
public final class TestClient {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();

    private final String base;
    private final Map<String, String> headers;

    /** A client of the service on a port of loopback. */
    public TestClient(int port) {
        this("http://127.0.0.1:" + port, Map.of());
    }

    private TestClient(String base, Map<String, String> headers) {
        this.base = base;
        this.headers = headers;
    }

    /** The address of the service, without a slash at the end. */
    public String base() {
        return base;
    }

    /** The same client with an access token. */
    public TestClient as(String token) {
        return with("Authorization", "Bearer " + token);
    }

    /** The same client with a header on every request. */
    public TestClient with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new TestClient(base, more);
    }

    /** GETs a path. */
    public Answer get(String path) {
        return send("GET", path, null);
    }

    /** POSTs without a body. */
    public Answer post(String path) {
        return send("POST", path, null);
    }

    /** POSTs JSON; a text is sent as it is, everything else is written as JSON. */
    public Answer post(String path, Object body) {
        return send("POST", path, body);
    }

    /** PUTs JSON; a text is sent as it is, everything else is written as JSON. */
    public Answer put(String path, Object body) {
        return send("PUT", path, body);
    }

    /** DELETEs a path. */
    public Answer delete(String path) {
        return send("DELETE", path, null);
    }

    /**
     * Sends any request.
     *
     * @param body a text as it is, a body publisher, anything else as JSON, null for none; the
     *     content type is JSON unless {@link #with} has set another
     */
    public Answer send(String method, String path, @Nullable Object body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30));
        request.method(
                method,
                switch (body) {
                    case null -> HttpRequest.BodyPublishers.noBody();
                    case HttpRequest.BodyPublisher publisher -> publisher;
                    case String text -> HttpRequest.BodyPublishers.ofString(text);
                    default -> HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body));
                });
        if (body != null) {
            request.setHeader("Content-Type", "application/json");
        }
        headers.forEach(request::setHeader);
        try {
            HttpResponse<String> response =
                    HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    method + " " + path,
                    response.statusCode(),
                    response.headers(),
                    response.body());
        } catch (IOException e) {
            throw new AssertionError(method + " " + path + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(method + " " + path + " was interrupted", e);
        }
    }

    /** What the service answered. */
    public record Answer(String request, int status, HttpHeaders headers, String body) {

        /** Fails unless the status is the given one. */
        public Answer expect(int expected) {
            assertThat(status).as("status of %s: %s", request, body).isEqualTo(expected);
            return this;
        }

        /**
         * Fails unless it is a problem of the given status and type (without {@code /problems/}).
         */
        public Answer expectProblem(int expectedStatus, String type) {
            expect(expectedStatus);
            assertThat(header("Content-Type"))
                    .as("content type of %s", request)
                    .startsWith("application/problem+json");
            assertThat(json().path("type").asString())
                    .as("problem type of %s: %s", request, body)
                    .isEqualTo("/problems/" + type);
            return this;
        }

        /** The body as JSON. */
        public JsonNode json() {
            return JSON.readTree(body);
        }

        /** The body as a record or another class. */
        public <T> T read(Class<T> as) {
            return JSON.readValue(body, as);
        }

        /** The first value of a header, an empty text when there is none. */
        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }
}
