package de.gemeinsamkommune.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.gemeinsamkommune.testsupport.TestClient;
import de.gemeinsamkommune.testsupport.TestClient.Answer;
import de.gemeinsamkommune.testsupport.TestIssuer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** People belong to several municipalities, with a role in each, and leads look after theirs. */
@MembershipTest
class AffiliationsTest {

    private static final String LED = "09161";
    private static final String FREISING = "09178";

    @Autowired TestClient client;
    @Autowired TestIssuer issuer;

    private Network network;

    @BeforeEach
    void enter() {
        network = new Network(client, issuer);
    }

    @Test
    void the_project_lead_gives_roles_in_several_municipalities() {
        String person = network.join("MEMBER");
        TestClient lead = network.as("PROJECT_LEAD");
        Answer before = lead.get(people(person)).expect(200);
        Map<String, Object> roles =
                Map.of(
                        "roles",
                        List.of("ADVISER"),
                        "affiliations",
                        List.of(
                                Map.of("municipality", FREISING, "role", "LEAD"),
                                Map.of("municipality", LED, "role", "MEMBER")));
        lead.put(people(person) + "/roles", roles).expectProblem(428, "precondition-required");
        TestClient knowing = lead.with("If-Match", before.header("ETag"));
        JsonNode after = knowing.put(people(person) + "/roles", roles).expect(200).json();
        assertThat(after.get("affiliations").toString())
                .isEqualTo(
                        "[{\"municipality\":\"09161\",\"role\":\"MEMBER\"},"
                                + "{\"municipality\":\"09178\",\"role\":\"LEAD\"}]");
        assertThat(after.get("roles").toString()).isEqualTo("[\"MEMBER\",\"LEAD\",\"ADVISER\"]");
        assertThat(after.get("networkRoles").toString()).isEqualTo("[\"ADVISER\"]");
        assertThat(after.has("municipality")).isFalse();
        knowing.put(people(person) + "/roles", roles)
                .expectProblem(412, "person-changed-meanwhile");

        JsonNode access =
                network.asService()
                        .get("/internal/membership/people/" + person + "/access")
                        .expect(200)
                        .json();
        assertThat(access.get("municipalities").toString()).isEqualTo("[\"09161\",\"09178\"]");
        assertThat(access.get("roles").size()).isEqualTo(3);
        JsonNode history = lead.get(people(person) + "/history").expect(200).json().get("items");
        assertThat(history.valueStream().map(change -> change.get("by").asString()))
                .hasSize(3)
                .containsOnly(network.demoPerson("PROJECT_LEAD"));
        network.as(person, "MEMBER").get(people(person) + "/history").expect(200);
        network.as("MEMBER").get(people(person) + "/history").expect(404);
        await().untilAsserted(
                        () ->
                                assertThat(Topic.types("membership.person", person))
                                        .containsExactly(
                                                "membership.person-invited.v1",
                                                "membership.person-joined.v1",
                                                "membership.person-roles-changed.v1"));
    }

    @Test
    void roles_that_make_no_sense_change_nothing() {
        String person = network.join("MEMBER");
        TestClient lead = network.as("PROJECT_LEAD");
        String version = lead.get(people(person)).header("ETag");
        TestClient knowing = lead.with("If-Match", version);
        Map<String, String> member = Map.of("municipality", LED, "role", "MEMBER");
        Map<String, String> leading = Map.of("municipality", LED, "role", "LEAD");
        for (Map<String, Object> refused :
                List.<Map<String, Object>>of(
                        Map.of("roles", List.of(), "affiliations", List.of()),
                        Map.of("roles", List.of("LEAD"), "affiliations", List.of()),
                        Map.of("roles", List.of(), "affiliations", List.of(member, leading)),
                        Map.of(
                                "roles",
                                List.of(),
                                "affiliations",
                                List.of(Map.of("municipality", LED, "role", "EDITOR"))))) {
            knowing.put(people(person) + "/roles", refused).expectProblem(400, "roles-contradict");
        }
        knowing.put(
                        people(person) + "/roles",
                        Map.of(
                                "roles",
                                List.of(),
                                "affiliations",
                                List.of(Map.of("municipality", "09999", "role", "MEMBER"))))
                .expectProblem(400, "municipality-unknown");
        knowing.put(
                        people(person) + "/roles",
                        Map.of("roles", List.of("ADMINISTRATOR"), "affiliations", List.of(member)))
                .expectProblem(403, "invitation-refused");
        assertThat(lead.get(people(person)).header("ETag")).isEqualTo(version);
    }

    @Test
    void a_lead_looks_after_the_people_of_the_own_municipality_only() {
        String colleague = network.join("MEMBER");
        TestClient lead = network.as("LEAD");
        String there = people(colleague) + "/affiliations/" + LED;
        lead.put(there, Map.of("role", "MEMBER")).expectProblem(404, "person-not-found");
        lead.get(people(colleague)).expectProblem(404, "person-not-found");
        lead.put(people(colleague) + "/affiliations/" + FREISING, Map.of("role", "LEAD"))
                .expectProblem(403, "invitation-refused");

        network.as("PROJECT_LEAD").put(there, Map.of("role", "MEMBER")).expect(200);
        assertThat(listed(lead)).contains(colleague);
        assertThat(
                        lead.get("/api/membership/people?municipality=" + FREISING)
                                .expect(200)
                                .json()
                                .get("items")
                                .size())
                .isZero();
        JsonNode promoted = lead.put(there, Map.of("role", "LEAD")).expect(200).json();
        assertThat(promoted.get("roles").toString()).isEqualTo("[\"MEMBER\",\"LEAD\"]");
        lead.put(there, Map.of("role", "EDITOR")).expectProblem(400, "roles-contradict");

        lead.delete(there).expect(200);
        lead.delete(there).expectProblem(404, "person-not-found");
        assertThat(listed(lead)).doesNotContain(colleague);
        network.as("PROJECT_LEAD")
                .delete(people(colleague) + "/affiliations/" + FREISING)
                .expectProblem(409, "last-role-stays");
    }

    @Test
    void a_lead_in_one_municipality_leads_in_no_other() {
        String person = network.join("LEAD");
        network.as("PROJECT_LEAD")
                .put(people(person) + "/affiliations/" + LED, Map.of("role", "MEMBER"))
                .expect(200);
        // the token says lead and both municipalities, but not of which
        TestClient lead =
                client.as(issuer.token(person, List.of("LEAD", "MEMBER"), List.of(FREISING, LED)));
        lead.post(
                        "/api/membership/invitations",
                        Network.with(
                                Network.invitation(Network.uniqueAddress(), "MEMBER"),
                                "municipality",
                                LED))
                .expectProblem(403, "invitation-refused");
        lead.post(
                        "/api/membership/invitations",
                        Network.invitation(Network.uniqueAddress(), "MEMBER"))
                .expect(201);
    }

    @Test
    void roles_given_in_many_municipalities_at_once_all_count() {
        String person = network.join("MEMBER");
        TestClient lead = network.as("PROJECT_LEAD");
        List<String> keys = List.of("09161", "09178", "09180", "09362", "09573", "09762");
        List<Callable<Answer>> gifts =
                keys.stream()
                        .<Callable<Answer>>map(
                                key ->
                                        () ->
                                                lead.put(
                                                        people(person) + "/affiliations/" + key,
                                                        Map.of("role", "LEAD")))
                        .toList();
        Rivals.race(gifts).forEach(answer -> answer.expect(200));
        assertThat(
                        lead.get(people(person))
                                .expect(200)
                                .json()
                                .get("affiliations")
                                .valueStream()
                                .map(each -> each.get("municipality").asString()))
                .containsExactlyElementsOf(keys);
    }

    private static String people(String id) {
        return "/api/membership/people/" + id;
    }

    private static List<String> listed(TestClient caller) {
        return caller.get("/api/membership/people?size=200")
                .expect(200)
                .json()
                .get("items")
                .valueStream()
                .map(person -> person.get("id").asString())
                .toList();
    }
}
