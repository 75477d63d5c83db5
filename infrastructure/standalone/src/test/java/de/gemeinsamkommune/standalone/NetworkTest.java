package de.gemeinsamkommune.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/** Starts the whole network, uses it, ends it the good and the bad way, and starts it again. */
class NetworkTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int WRITERS = 4;

    @TempDir private Path temporary;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    @Test
    void serves_what_it_promises_at_the_console_and_ends_within_5_seconds() throws Exception {
        Path data = temporary.resolve("data");
        try (StandaloneProcess network = StandaloneProcess.start(data)) {
            for (String role :
                    List.of(
                            "member",
                            "lead",
                            "adviser",
                            "editor",
                            "project-lead",
                            "analyst",
                            "funder",
                            "administrator")) {
                String curl = network.line("/identity/demo/token?role=" + role + "'").orElseThrow();
                String address = curl.replaceFirst(".*'(http[^']+)'.*", "$1");
                assertThat(address).startsWith(network.url());
                assertThat(token(network, role)).isNotBlank();
            }
            for (Service service : Service.values()) {
                assertThat(network.line("  " + service.id() + " ")).isPresent();
                assertThat(data.resolve("logs").resolve(service.id() + ".log")).exists();
            }
            assertThat(get(network.url() + "/mail").statusCode()).isEqualTo(200);
            assertThat(get(network.url() + "/mail/messages.json").body()).startsWith("{");
            assertThat(get(network.url() + "/actuator/health").body()).contains("UP");
            HttpResponse<String> home = get(network.url() + "/");
            assertThat(home.statusCode()).isEqualTo(200);
            assertThat(get(network.url() + "/api/membership/municipalities?partner=true").body())
                    .contains("09");
            assertThat(get(network.url() + "/internal/membership/demo-people").statusCode())
                    .isEqualTo(404);
            // only one of the services brings the trace's id into logs and problems, for all
            for (String missing :
                    List.of("/api/events/events/", "/api/newsletter/nothing/", "/api/nobody/")) {
                assertThat(get(network.url() + missing + UUID.randomUUID()).body())
                        .containsPattern("\"traceId\":\"[0-9a-f]{32}\"");
            }

            long before = System.nanoTime();
            network.end();
            assertThat(network.exitCode(Duration.ofSeconds(8))).isEqualTo(143);
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .isLessThan(Duration.ofMillis(5_000));
            assertThat(network.text()).contains("Ended after").doesNotContain("without waiting");
        }
        try (Stream<Path> logs = Files.list(data.resolve("logs"))) {
            for (Path log : logs.filter(log -> !log.endsWith("broker.log")).toList()) {
                assertThat(Files.readString(log)).as(log.toString()).doesNotContain(" ERROR ");
            }
        }
    }

    @Test
    void loses_nothing_acknowledged_when_killed() throws Exception {
        Path data = temporary.resolve("data");
        long seed = Long.getLong("seed", System.nanoTime());
        List<String> acknowledged = new ArrayList<>();
        try (StandaloneProcess network = StandaloneProcess.start(data)) {
            String projectLead = token(network, "project-lead");
            AtomicBoolean killed = new AtomicBoolean();
            List<Future<?>> writers = new ArrayList<>();
            try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
                for (int i = 0; i < WRITERS; i++) {
                    writers.add(
                            threads.submit(
                                    () -> {
                                        while (!killed.get()) {
                                            invite(network, projectLead, acknowledged);
                                        }
                                    }));
                }
                int wanted = 20 + new Random(seed).nextInt(200);
                Awaitility.await()
                        .atMost(Duration.ofMinutes(2))
                        .pollInterval(Duration.ofMillis(5))
                        .failFast(
                                "a command failed", () -> writers.stream().anyMatch(Future::isDone))
                        .until(() -> size(acknowledged) >= wanted);
                network.kill();
                killed.set(true);
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        }
        assertThat(acknowledged).as("seed %d", seed).hasSizeGreaterThanOrEqualTo(20);

        try (StandaloneProcess network = StandaloneProcess.start(data)) {
            String administrator = token(network, "administrator");
            for (String id : acknowledged) {
                assertThat(get(network.url() + "/api/membership/people/" + id, administrator))
                        .as("seed %d, person %s", seed, id)
                        .extracting(HttpResponse::statusCode)
                        .isEqualTo(200);
            }
            String analyst = token(network, "analyst");
            Awaitility.await("each invitation is published once, seed " + seed)
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () ->
                                    assertThat(invited(network, analyst))
                                            .containsAll(acknowledged)
                                            .doesNotHaveDuplicates());
        }
    }

    private static int size(List<String> acknowledged) {
        synchronized (acknowledged) {
            return acknowledged.size();
        }
    }

    /** Invites one person; a refusal while the network lives is a failure. */
    private void invite(StandaloneProcess network, String token, List<String> acknowledged) {
        String name = UUID.randomUUID().toString();
        String body =
                JSON.writeValueAsString(
                        Map.of(
                                "givenName", "Anna",
                                "familyName", "Beispiel",
                                "email", name + "@stadt.example",
                                "roles", List.of("MEMBER"),
                                "locale", "de"));
        try {
            HttpResponse<String> answer =
                    http.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    network.url() + "/api/membership/invitations"))
                                    .timeout(Duration.ofSeconds(10))
                                    .header("Content-Type", "application/json")
                                    .header("Idempotency-Key", name)
                                    .header("Authorization", "Bearer " + token)
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 201) {
                synchronized (acknowledged) {
                    acknowledged.add(JSON.readTree(answer.body()).get("id").asString());
                }
            } else if (answer.statusCode() != 429) {
                throw new AssertionError(answer.statusCode() + ": " + answer.body());
            }
        } catch (IOException notAcknowledged) {
            // so nobody was told that it happened
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * {@return the ids of the invited as the feed tells them, each message once: one that was
     * published right before the kill may be there again, under the same id}
     */
    private Collection<String> invited(StandaloneProcess network, String token) throws Exception {
        Map<String, String> subjects = new LinkedHashMap<>();
        String next = network.url() + "/api/streams/membership.person?size=200";
        while (next != null) {
            HttpResponse<String> page = get(next, token);
            assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
            List<String> lines = page.body().lines().filter(line -> !line.isBlank()).toList();
            for (String line : lines) {
                JsonNode event = JSON.readTree(line);
                if (event.get("type").asString().equals("membership.person-invited.v1")) {
                    subjects.put(event.get("id").asString(), event.get("subject").asString());
                }
            }
            next =
                    lines.isEmpty()
                            ? null
                            : page.headers()
                                    .firstValue("Link")
                                    .map(link -> link.replaceFirst("^<([^>]+)>.*", "$1"))
                                    .map(link -> URI.create(network.url()).resolve(link).toString())
                                    .orElse(null);
        }
        return subjects.values();
    }

    private String token(StandaloneProcess network, String role) throws Exception {
        HttpResponse<String> answer =
                http.send(
                        HttpRequest.newBuilder(
                                        URI.create(
                                                network.url()
                                                        + "/identity/demo/token?role="
                                                        + role))
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as("%s: %s", role, answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body()).get("access_token").asString();
    }

    private HttpResponse<String> get(String url) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(url)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String url, String token) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
