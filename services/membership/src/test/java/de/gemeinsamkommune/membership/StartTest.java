package de.gemeinsamkommune.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;

import de.gemeinsamkommune.membership.register.Gv100adLines;
import de.gemeinsamkommune.testsupport.Parts;
import de.gemeinsamkommune.testsupport.TestClient;
import de.gemeinsamkommune.testsupport.TestClient.Answer;
import de.gemeinsamkommune.testsupport.TestIssuer;

import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The service in a network of its own, with other consumer groups than the other tests'. */
class StartTest {

    private static final String UNITS = "/api/membership/administrative-units";
    private static final String ADMINISTRATOR = "first.administrator@network.example";

    private final TestIssuer issuer = TestIssuer.shared();

    @Test
    void a_new_network_has_its_partners_and_invites_its_first_administrator_once() {
        String database = database();
        String id;
        try (ServletWebServerApplicationContext service =
                start(database, "ADMINISTRATOR_EMAIL=" + ADMINISTRATOR)) {
            TestClient client = client(service);
            id = signIn(client, ADMINISTRATOR).expect(200).json().get("id").asString();
            JsonNode access =
                    client.as(issuer.serviceToken("identity"))
                            .get("/internal/membership/people/" + id + "/access")
                            .expect(200)
                            .json();
            assertThat(access.get("roles").toString()).isEqualTo("[\"ADMINISTRATOR\"]");
            assertThat(access.get("status").asString()).isEqualTo("INVITED");
            await().until(() -> published(service, "people") == 1);
        }
        try (ServletWebServerApplicationContext service =
                start(database, "ADMINISTRATOR_EMAIL=another@network.example")) {
            signIn(client(service), "another@network.example").expect(404);
            assertThat(
                            client(service)
                                    .get("/api/membership/municipalities")
                                    .expect(200)
                                    .json()
                                    .get("items")
                                    .size())
                    .isEqualTo(7);
            await().until(() -> published(service, "municipalities") == 7);
            assertThat(Topic.types("membership.person", id))
                    .containsExactly("membership.person-invited.v1");
            JsonNode periods =
                    client(service).get("/api/membership/funding-periods").json().get("items");
            assertThat(periods.size()).isEqualTo(1);
            client(service)
                    .as(issuer.serviceToken("identity"))
                    .get("/internal/membership/demo-people")
                    .expect(404);
        }
    }

    @Test
    void the_last_administrator_stays_even_when_all_leave_at_once() {
        try (ServletWebServerApplicationContext service =
                start(database(), "ADMINISTRATOR_EMAIL=" + ADMINISTRATOR)) {
            TestClient client = client(service);
            String first = signIn(client, ADMINISTRATOR).json().get("id").asString();
            me(client, first).post("/api/membership/me/acceptance").expect(200);
            Answer refused = me(client, first).post("/api/membership/me/erasure");
            refused.expect(409);
            assertThat(refused.json().get("type").asString())
                    .isEqualTo("/problems/last-administrator-stays");

            // somebody who has not accepted yet cannot look after the system
            List<String> others = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                others.add(
                        me(client, first)
                                .post(
                                        "/api/membership/invitations",
                                        Network.invitation(
                                                Network.uniqueAddress(), "ADMINISTRATOR"))
                                .expect(201)
                                .json()
                                .get("id")
                                .asString());
            }
            me(client, first).post("/api/membership/me/erasure").expect(409);
            others.forEach(
                    other -> me(client, other).post("/api/membership/me/acceptance").expect(200));

            List<String> all = new ArrayList<>(others);
            all.add(first);
            List<Answer> answers =
                    Rivals.race(
                            all.stream()
                                    .<java.util.concurrent.Callable<Answer>>map(
                                            each ->
                                                    () ->
                                                            me(client, each)
                                                                    .post(
                                                                            "/api/membership/me/erasure"))
                                    .toList());
            assertThat(answers)
                    .extracting(Answer::status)
                    .containsOnlyOnce(409)
                    .containsOnly(202, 409);
            String last = all.get(answers.stream().map(Answer::status).toList().indexOf(409));
            me(client, last).get("/api/membership/me").expect(200);
            me(client, last).post("/api/membership/people/" + last + "/erasure").expect(409);
        }
    }

    @Test
    void it_does_not_start_with_an_address_that_is_none() {
        assertThatThrownBy(() -> start(database(), "ADMINISTRATOR_EMAIL=Nobody Knows"))
                .hasMessageContaining("ADMINISTRATOR_EMAIL")
                .message()
                .doesNotContain("Nobody");
    }

    @Test
    void it_brings_districts_imports_a_newer_register_and_leaves_an_older_one(@TempDir Path folder)
            throws IOException {
        String database = database();
        Path file = folder.resolve("register.txt");
        try (ServletWebServerApplicationContext service = start(database)) {
            JsonNode districts =
                    client(service)
                            .get(UNITS + "?level=DISTRICT&size=100")
                            .expect(200)
                            .json()
                            .get("items");
            assertThat(districts.size()).isEqualTo(96);
            assertThat(districts.get(0).has("population")).isFalse();
            assertThat(
                            client(service)
                                    .get(UNITS + "/09184131")
                                    .expect(200)
                                    .json()
                                    .get("displayName")
                                    .asString())
                    .isEqualTo("Gemeinde Kirchheim b.München (Landkreis München)");
        }
        for (String day : List.of("20310131", "20300131")) {
            Files.writeString(file, Gv100adLines.small(day).text(), StandardCharsets.ISO_8859_1);
            try (ServletWebServerApplicationContext service =
                    start(database, "REGISTER_FILE=" + file)) {
                assertThat(client(service).get(UNITS).expect(200).json().get("items").size())
                        .isEqualTo(7);
                assertThat(
                                service.getBean(MongoDatabase.class)
                                        .getCollection("registerImports")
                                        .countDocuments())
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void it_does_not_start_with_a_register_that_is_none(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("register.txt");
        assertThatThrownBy(() -> start(database(), "REGISTER_FILE=" + file))
                .hasMessageContaining("no such file");
        Files.writeString(file, Gv100adLines.small("20310131").add("60").text());
        assertThatThrownBy(() -> start(database(), "REGISTER_FILE=" + file))
                .hasMessageContaining("line 10: The record has 2 characters instead of 220.");
        Files.writeString(file, "nonsense");
        assertThatThrownBy(() -> start(database(), "REGISTER_FILE=" + file))
                .hasMessageContaining("The first line belongs neither");
        Files.writeString(file, "ebene,ags,name,bevoelkerung\n");
        assertThatThrownBy(() -> start(database(), "REGISTER_FILE=" + file))
                .hasMessageContaining("set REGISTER_DAY");
    }

    private TestClient me(TestClient client, String person) {
        return client.as(issuer.token(person, "ADMINISTRATOR"));
    }

    private Answer signIn(TestClient client, String email) {
        return client.as(issuer.serviceToken("identity"))
                .post("/internal/membership/sign-in", Map.of("email", email));
    }

    /** How many documents of a collection have nothing left to publish. */
    private static long published(ServletWebServerApplicationContext service, String collection) {
        return service.getBean(MongoDatabase.class)
                .getCollection(collection)
                .countDocuments(
                        Filters.and(
                                Filters.eq("pending", List.<Document>of()),
                                Filters.gt("sequence", 0L)));
    }

    static String database() {
        return "start_" + UUID.randomUUID().toString().substring(0, 8);
    }

    static TestClient client(ServletWebServerApplicationContext service) {
        return new TestClient(service.getWebServer().getPort());
    }

    static ServletWebServerApplicationContext start(String database, String... more) {
        List<String> settings = new ArrayList<>(Arrays.asList(more));
        settings.add("spring.application.name=" + database);
        settings.add("service.declarations=membership");
        settings.add("MONGODB_URI=" + Parts.shared().mongodbUri(database));
        settings.add("KAFKA_BOOTSTRAP_SERVERS=" + Parts.shared().kafkaBootstrapServers());
        settings.add("IDENTITY_URL=" + TestIssuer.shared().url());
        settings.add("PUBLIC_URL=" + TestIssuer.ISSUER);
        settings.add("CLIENT_SECRET=" + TestIssuer.CLIENT_SECRET);
        settings.add("MEMBERSHIP_PORT=0");
        settings.add("LOG_LEVEL=WARN");
        return (ServletWebServerApplicationContext)
                MembershipApplication.application()
                        .properties(settings.toArray(String[]::new))
                        .run();
    }
}
