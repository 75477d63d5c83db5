package de.gemeinsamkommune.benchmarks;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A member of the demo data, who uses the network through its gateway. */
final class DemoMember implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http;
    private final String home;
    private final String token;

    private DemoMember(HttpClient http, String home, String token) {
        this.http = http;
        this.home = home;
        this.token = token;
    }

    /** Signs in with the token that demo data offer for the role. */
    static DemoMember signedInAt(String home) throws IOException, InterruptedException {
        HttpClient http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(5))
                        .build();
        byte[] answer =
                new DemoMember(http, home, "").post("/identity/demo/token?role=member", Map.of());
        return new DemoMember(http, home, JSON.readTree(answer).get("access_token").asString());
    }

    /** {@return the random id of the person, of which the token speaks} */
    String id() {
        byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
        return JSON.readTree(claims).get("sub").asString();
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(send(request(path).GET()));
    }

    byte[] post(String path, Map<String, String> body) throws IOException, InterruptedException {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    /** {@return the whole archive} */
    byte[] export() throws IOException, InterruptedException {
        return send(request("/api/membership/me/data").GET());
    }

    /** {@return how many items of a category of a service are in an archive} */
    static int items(byte[] archive, String service, String category) throws IOException {
        for (JsonNode one : data(archive, service).path("categories")) {
            if (one.path("code").asString("").equals(category)) {
                return one.path("items").size();
            }
        }
        throw new IllegalStateException(service + " says nothing of " + category);
    }

    private static JsonNode data(byte[] archive, String service) throws IOException {
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry file = in.getNextEntry(); file != null; file = in.getNextEntry()) {
                if (file.getName().equals(service + ".json")) {
                    return JSON.readTree(in.readAllBytes());
                }
            }
        }
        throw new IllegalStateException(service + " is not in the archive");
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(home + path)).timeout(Duration.ofSeconds(60));
        return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
    }

    private byte[] send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer =
                http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(answer.uri() + " answers " + answer.statusCode());
        }
        return answer.body();
    }

    @Override
    public void close() {
        http.close();
    }
}
