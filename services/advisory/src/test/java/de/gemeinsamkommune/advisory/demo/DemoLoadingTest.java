package de.gemeinsamkommune.advisory.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;

import de.gemeinsamkommune.advisory.AdvisoryApplication;
import de.gemeinsamkommune.advisory.demo.DemoPeople.DemoPerson;
import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.testsupport.ServiceTest;
import de.gemeinsamkommune.testsupport.TestClient;
import de.gemeinsamkommune.testsupport.TestIssuer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

@ServiceTest(application = AdvisoryApplication.class, properties = "DEMO=true")
class DemoLoadingTest {

    private static final List<DemoPerson> PEOPLE = people();
    private static final AtomicInteger ASKED = new AtomicInteger();
    private static final HttpServer MEMBERSHIP = membership();

    private final TestClient anybody;
    private final TestIssuer issuer;
    private final DemoCases cases;

    @Autowired
    DemoLoadingTest(TestClient anybody, TestIssuer issuer, DemoCases cases) {
        this.anybody = anybody;
        this.issuer = issuer;
        this.cases = cases;
    }

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) {
        settings.add(
                "MEMBERSHIP_URL", () -> "http://127.0.0.1:" + MEMBERSHIP.getAddress().getPort());
    }

    @AfterAll
    static void stop() {
        MEMBERSHIP.stop(0);
    }

    @Test
    void the_seven_cases_are_played_once_membership_answers_and_only_once() {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () ->
                                assertThat(statuses())
                                        .containsExactlyInAnyOrder(
                                                "CONCLUDED",
                                                "CONCLUDED",
                                                "CONCLUDED",
                                                "ACCEPTED",
                                                "ACCEPTED",
                                                "ACCEPTED",
                                                "RECEIVED"));
        assertThat(ASKED).as("membership was not there at first").hasValueGreaterThan(1);
        List<JsonNode> before = demoRequests();

        cases.play(new DemoPeople(PEOPLE));

        assertThat(demoRequests()).isEqualTo(before);
        assertThat(before)
                .extracting(each -> each.get("adviser") == null)
                .as("one waits for an adviser")
                .containsOnlyOnce(true);
    }

    private List<String> statuses() {
        return demoRequests().stream().map(each -> each.get("status").asString()).toList();
    }

    private List<JsonNode> demoRequests() {
        Set<String> askers = Set.copyOf(PEOPLE.stream().map(DemoPerson::id).toList());
        List<JsonNode> found = new ArrayList<>();
        anybody.as(issuer.tokenOfSomebody(Roles.PROJECT_LEAD))
                .get("/api/advisory/requests?size=200")
                .expect(200)
                .json()
                .get("items")
                .forEach(
                        item -> {
                            if (askers.contains(item.path("asker").asString(""))) {
                                found.add(item);
                            }
                        });
        return found;
    }

    private static List<DemoPerson> people() {
        List<DemoPerson> people = new ArrayList<>();
        people.add(new DemoPerson(UUID.randomUUID().toString(), "editor", null));
        people.add(new DemoPerson(UUID.randomUUID().toString(), "adviser", Set.of()));
        for (String municipality :
                List.of("09178", "09573", "09180", "09161", "09762", "09184131", "09362")) {
            people.add(
                    new DemoPerson(UUID.randomUUID().toString(), "member", Set.of(municipality)));
        }
        return people;
    }

    /** Does not answer at first, then lists the demo people to a service. */
    private static HttpServer membership() {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext(
                    "/internal/membership/demo-people",
                    exchange -> {
                        boolean ready =
                                ASKED.incrementAndGet() > 1
                                        && exchange.getRequestHeaders()
                                                .containsKey("Authorization");
                        byte[] body =
                                (ready ? JsonMapper.shared().writeValueAsString(PEOPLE) : "{}")
                                        .getBytes(StandardCharsets.UTF_8);
                        exchange.getResponseHeaders().set("Content-Type", "application/json");
                        exchange.sendResponseHeaders(ready ? 200 : 503, body.length);
                        exchange.getResponseBody().write(body);
                        exchange.close();
                    });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
