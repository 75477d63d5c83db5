package de.gemeinsamkommune.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import de.gemeinsamkommune.embedded.EmbeddedKafka;
import de.gemeinsamkommune.embedded.EmbeddedMongo;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs each service as the container image does: in a process of its own, by variables alone. */
class RunServiceTest {

    @TempDir private static Path temporary;
    private static EmbeddedKafka broker;
    private static EmbeddedMongo store;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedKafka.start(temporary.resolve("broker"), 0, 0);
        store = EmbeddedMongo.start(temporary.resolve("store").resolve("store.mv"), 0);
        try (StandaloneProcess topics =
                StandaloneProcess.run(
                        RunService.class,
                        Map.of(
                                "SERVICE",
                                "topics",
                                "KAFKA_BOOTSTRAP_SERVERS",
                                broker.bootstrap()))) {
            assertThat(topics.exitCode(Duration.ofMinutes(1))).as("%s", topics.text()).isZero();
        }
    }

    @AfterAll
    static void end() {
        store.close();
        broker.close();
    }

    @ParameterizedTest
    @EnumSource(Service.class)
    void runs_by_itself_until_it_is_told_to_end(Service service) throws Exception {
        int port = Loopback.freePorts(1).getFirst();
        try (StandaloneProcess process =
                        StandaloneProcess.run(RunService.class, environment(service, port));
                HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest readiness =
                    HttpRequest.newBuilder(
                                    URI.create(
                                            "http://127.0.0.1:"
                                                    + port
                                                    + "/actuator/health/readiness"))
                            .build();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(200))
                    .failFast(() -> assertThat(process.isAlive()).as("%s", process.text()).isTrue())
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(
                            () ->
                                    http.send(readiness, HttpResponse.BodyHandlers.ofString())
                                            .body()
                                            .contains("\"UP\""));

            process.end();

            assertThat(process.exitCode(Duration.ofSeconds(20))).isEqualTo(143);
        }
    }

    @Test
    void names_all_services_when_it_is_asked_for_another() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RunService.find("mebmership"))
                .withMessageContaining("mebmership")
                .withMessageContaining("topics")
                .withMessageContaining("membership, newsletter");
    }

    @Test
    void finds_every_service() {
        for (Service service : Service.values()) {
            assertThat(RunService.find(service.id())).isEqualTo(service);
        }
    }

    private static Map<String, String> environment(Service service, int port) {
        Map<String, String> environment = new HashMap<>();
        environment.put("SERVICE", service.id());
        environment.put("PORT", String.valueOf(port));
        environment.put("KAFKA_BOOTSTRAP_SERVERS", broker.bootstrap());
        environment.put("MONGODB_URI", store.uri());
        environment.put("CLIENT_SECRET", "0123456789abcdef0123456789abcdef");
        environment.put("IDENTITY_KEY", "fedcba9876543210fedcba9876543210");
        // whom it may ask does not answer, which must not keep it from starting
        String nobody = "http://127.0.0.1:" + Loopback.freePorts(1).getFirst();
        for (Service other : List.of(Service.values())) {
            environment.put(other.urlVariable(), nobody);
        }
        return environment;
    }
}
