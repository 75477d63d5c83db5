package de.gemeinsamkommune.membership.municipality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.gemeinsamkommune.membership.MembershipTest;
import de.gemeinsamkommune.membership.Network;
import de.gemeinsamkommune.membership.Rivals;
import de.gemeinsamkommune.membership.Topic;
import de.gemeinsamkommune.membership.municipality.MunicipalityCommand.Leave;
import de.gemeinsamkommune.testsupport.TestClient;
import de.gemeinsamkommune.testsupport.TestClient.Answer;
import de.gemeinsamkommune.testsupport.TestIssuer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Municipalities are admitted, change their level, leave, and come back. */
@MembershipTest
class JoiningTest {

    private static final AtomicInteger NEXT = new AtomicInteger(100);
    private static final String ALL = "/api/membership/municipalities";

    @Autowired TestClient client;
    @Autowired TestIssuer issuer;
    @Autowired MunicipalityRegister register;

    private Network network;
    private TestClient lead;
    private String key;
    private String path;

    @BeforeEach
    void choose() {
        network = new Network(client, issuer);
        lead = network.as("PROJECT_LEAD");
        key = "77" + NEXT.getAndIncrement();
        path = ALL + "/" + key;
    }

    /** Other tests count the municipalities of the network. */
    @AfterEach
    void leave() {
        for (JsonNode unit : client.get(ALL).expect(200).json().get("items")) {
            String there = unit.get("key").asString();
            if (!there.startsWith("09")) {
                leave(there, "OTHER").expect(200);
            }
        }
    }

    @Test
    void a_partner_is_admitted_once_with_its_contract() {
        Answer admitted = lead.put(path, partner()).expect(200);
        assertThat(admitted.header("ETag")).isEqualTo("\"1\"");
        assertThat(admitted.json().get("contract").get("minutesPerWeek").asInt()).isEqualTo(600);
        assertThat(lead.put(path, partner()).expect(200).header("ETag")).isEqualTo("\"1\"");
        lead.put(path, with(partner(), "on", "2024-03-01"))
                .expectProblem(409, "municipality-exists");
        assertThat(client.get(path).expect(200).json().has("contract")).isFalse();
        assertThat(network.as("MEMBER").get(path).expect(200).json().has("contract")).isFalse();
        assertThat(network.as("FUNDER").get(path).expect(200).json().has("contract")).isTrue();
        JsonNode history = lead.get(path + "/history").expect(200).json().get("items");
        assertThat(history.valueStream().map(change -> change.get("field").asString()))
                .contains("level", "admittedOn", "contract/minutesPerWeek", "population");
        assertThat(history.get(0).get("by").asString())
                .isEqualTo(network.demoPerson("PROJECT_LEAD"));
        await().untilAsserted(
                        () ->
                                assertThat(Topic.about("membership.municipality", key))
                                        .extracting(Topic.Received::data)
                                        .containsExactly(
                                                "{\"municipality\":\""
                                                        + key
                                                        + "\",\"level\":\"PARTNER\",\"on\":\"2024-01-01\","
                                                        + "\"contract\":{\"from\":\"2024-01-01\",\"to\":\"2026-12-31\",\"minutesPerWeek\":600}}"));
    }

    @Test
    void a_change_needs_the_version_and_the_slower_of_two_loses() {
        lead.put(path, partner()).expect(200);
        TestClient seen = lead.with("If-Match", "\"1\"");
        List<Answer> answers =
                Rivals.race(
                        () -> seen.put(path, member("2025-01-01")),
                        () -> seen.put(path, member("2025-02-01")));
        assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 412);
        seen.put(path, member("2025-03-01")).expectProblem(412, "municipality-changed-meanwhile");
        lead.with("If-Match", "\"2\"")
                .put(path, member("2023-12-31"))
                .expectProblem(400, "invalid-request");
        JsonNode now = client.get(path).expect(200).json();
        assertThat(now.get("level").asString()).isEqualTo("MEMBER");
        assertThat(now.get("admittedOn").asString()).isEqualTo("2024-01-01");
        assertThat(now.get("levelSince").asString()).startsWith("2025-0");
        await().untilAsserted(
                        () ->
                                assertThat(Topic.types("membership.municipality", key))
                                        .containsExactly(
                                                "membership.municipality-admitted.v1",
                                                "membership.municipality-level-changed.v1"));
    }

    @Test
    void who_leaves_takes_the_affiliations_along_and_may_come_back() {
        lead.put(path, partner()).expect(200);
        String leading = invited("LEAD");
        String editing = invited("MEMBER", "EDITOR");
        Answer left = leave(key, "OWN_WISH").expect(200);
        assertThat(left.json().get("leavingReason").asString()).isEqualTo("OWN_WISH");
        assertThat(left.json().get("partner").asBoolean()).isFalse();
        leave(key, "OWN_WISH").expect(200);

        JsonNode released = person(leading);
        assertThat(released.get("affiliations").size()).isZero();
        assertThat(released.get("roles").toString()).isEqualTo("[\"MEMBER\"]");
        assertThat(person(editing).get("roles").toString()).isEqualTo("[\"EDITOR\"]");
        JsonNode change =
                lead.get("/api/membership/people/" + leading + "/history")
                        .expect(200)
                        .json()
                        .get("items");
        assertThat(change.toString()).contains("affiliations/" + key, "LEAD");

        assertThat(keys("?left=true")).contains(key);
        assertThat(keys("")).doesNotContain(key);
        assertThat(client.get(path).expect(200).json().has("leavingReason")).isFalse();
        network.invite(Network.with(invitation("MEMBER"), "email", Network.uniqueAddress()))
                .expectProblem(400, "municipality-unknown");
        lead.put(
                        "/api/membership/people/" + leading + "/affiliations/" + key,
                        Map.of("role", "LEAD"))
                .expectProblem(400, "municipality-unknown");

        lead.put(path, partner()).expectProblem(409, "municipality-exists");
        lead.with("If-Match", lead.get(path).header("ETag"))
                .put(path, member("2025-06-01"))
                .expect(200);
        assertThat(keys("")).contains(key);
        assertThat(client.get(path).json().get("admittedOn").asString()).isEqualTo("2025-06-01");
        await().untilAsserted(
                        () ->
                                assertThat(Topic.types("membership.municipality", key))
                                        .containsExactly(
                                                "membership.municipality-admitted.v1",
                                                "membership.municipality-left.v1",
                                                "membership.municipality-admitted.v1"));
    }

    @Test
    void people_are_let_go_also_when_the_request_was_cut_off() {
        lead.put(path, partner()).expect(200);
        String somebody = invited("LEAD");
        // all that a request killed after its write has done
        register.leave(
                key,
                1,
                new Leave(LocalDate.of(2025, 1, 1), LeavingReason.DISSOLVED),
                network.demoPerson("PROJECT_LEAD"));
        await().until(() -> person(somebody).get("affiliations").isEmpty());
    }

    @Test
    void an_association_gets_a_key_once() {
        Map<String, Object> association = member("2024-05-01");
        association.put("facts", Map.of("kind", "ASSOCIATION", "name", "Quittenbund e. V."));
        TestClient once = lead.with("Idempotency-Key", "bund-" + key);
        JsonNode admitted = once.post(ALL, association).expect(201).json();
        assertThat(admitted.get("key").asString()).matches("v-[a-z0-9]{8}");
        assertThat(admitted.has("population")).isFalse();
        assertThat(once.post(ALL, association).expect(201).json().get("key"))
                .isEqualTo(admitted.get("key"));
        lead.put(ALL + "/v-abcdefgh", association).expectProblem(404, "municipality-not-found");
        String unit = admitted.get("key").asString();
        assertThat(
                        network.invite(
                                        Network.with(
                                                Network.invitation(Network.uniqueAddress(), "LEAD"),
                                                "municipality",
                                                unit))
                                .expect(201)
                                .json()
                                .get("municipality")
                                .asString())
                .isEqualTo(unit);
    }

    @Test
    void what_does_not_fit_is_named() {
        refused(with(partner(), "contract", null), "#/contract");
        refused(with(partner(), "level", "MEMBER"), "#/contract");
        refused(with(partner(), "contract", contract("2023-12-31", 600)), "#/contract/to");
        refused(with(partner(), "contract", contract(null, 14)), "#/contract/minutesPerWeek");
        refused(with(partner(), "contract", contract(null, 2401)), "#/contract/minutesPerWeek");
        refused(with(partner(), "facts", null), "#/facts");
        refused(with(partner(), "facts", Map.of("kind", "DISTRICT", "name", "X")), "#/facts");
        refused(with(partner(), "level", "FRIEND"), "#/level");
        lead.put(ALL + "/9178", partner()).expectProblem(400, "municipality-key-malformed");
        client.get(path).expectProblem(404, "municipality-not-found");
        lead.put(path, partner()).expect(200);
        TestClient seen = lead.with("If-Match", "\"1\"");
        for (String day : List.of("2999-01-01", "2023-01-01")) {
            Answer answer =
                    seen.post(path + "/leaving", Map.of("on", day, "reason", "OTHER"))
                            .expectProblem(400, "invalid-request");
            assertThat(pointer(answer)).isEqualTo("#/on");
        }
    }

    @Test
    void somebody_erased_admits_nobody() {
        String somebody = network.join("PROJECT_LEAD");
        TestClient gone = network.as(somebody, "PROJECT_LEAD");
        gone.post("/api/membership/me/erasure").expect(202);
        gone.put(path, partner()).expectProblem(403, "caller-erased");
    }

    private void refused(Map<String, Object> sent, String at) {
        assertThat(pointer(lead.put(path, sent).expectProblem(400, "invalid-request")))
                .isEqualTo(at);
    }

    private static String pointer(Answer answer) {
        assertThat(answer.json().get("errors").get(0).get("detail").asString()).isNotBlank();
        return answer.json().get("errors").get(0).get("pointer").asString();
    }

    private Answer leave(String unit, String reason) {
        return lead.with("If-Match", lead.get(ALL + "/" + unit).header("ETag"))
                .post(ALL + "/" + unit + "/leaving", Map.of("on", "2025-06-30", "reason", reason));
    }

    private Map<String, Object> invitation(String... roles) {
        return Network.with(
                Network.invitation(Network.uniqueAddress(), roles), "municipality", key);
    }

    private String invited(String... roles) {
        return network.invite(invitation(roles)).expect(201).json().get("id").asString();
    }

    private JsonNode person(String id) {
        return lead.get("/api/membership/people/" + id).expect(200).json();
    }

    private List<String> keys(String query) {
        return client.get(ALL + query)
                .expect(200)
                .json()
                .get("items")
                .valueStream()
                .map(unit -> unit.get("key").asString())
                .toList();
    }

    private Map<String, Object> partner() {
        Map<String, Object> sent = member("2024-01-01");
        sent.put("level", "PARTNER");
        sent.put("contract", contract("2026-12-31", 600));
        return sent;
    }

    private Map<String, Object> member(String on) {
        Map<String, Object> sent = new LinkedHashMap<>();
        sent.put("level", "MEMBER");
        sent.put("on", on);
        sent.put(
                "facts",
                Map.of(
                        "kind", "DISTRICT",
                        "name", "Quittenau",
                        "designation", "Landkreis",
                        "ars", key,
                        "region", "Oberquitten",
                        "population", 4711,
                        "populationOn", "2022-12-31"));
        return sent;
    }

    private static Map<String, Object> contract(@Nullable String to, int minutes) {
        Map<String, Object> contract = new LinkedHashMap<>();
        contract.put("from", "2024-01-01");
        contract.put("to", to);
        contract.put("minutesPerWeek", minutes);
        return contract;
    }

    private static Map<String, Object> with(
            Map<String, Object> sent, String field, @Nullable Object value) {
        sent.put(field, value);
        return sent;
    }
}
