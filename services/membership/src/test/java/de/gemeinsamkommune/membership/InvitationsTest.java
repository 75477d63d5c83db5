package de.gemeinsamkommune.membership;

import static de.gemeinsamkommune.membership.Network.invitation;
import static de.gemeinsamkommune.membership.Network.uniqueAddress;
import static de.gemeinsamkommune.membership.Network.with;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.gemeinsamkommune.membership.Topic.Received;
import de.gemeinsamkommune.testsupport.TestClient;
import de.gemeinsamkommune.testsupport.TestClient.Answer;
import de.gemeinsamkommune.testsupport.TestIssuer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

@MembershipTest
class InvitationsTest {

    private static final String INVITATIONS = "/api/membership/invitations";

    @Autowired TestClient client;
    @Autowired TestIssuer issuer;
    private Network network;

    @BeforeEach
    void enter() {
        network = new Network(client, issuer);
    }

    @Test
    void an_invited_officer_is_known_and_announced_without_name_and_address() {
        String address = uniqueAddress();
        Answer answer = network.as("PROJECT_LEAD").post(INVITATIONS, invitation(address, "MEMBER"));
        String id = answer.expect(201).json().get("id").asString();
        assertThat(answer.header("Location")).isEqualTo("/api/membership/people/" + id);
        assertThat(answer.json().get("status").asString()).isEqualTo("INVITED");
        assertThat(answer.json().get("name").asString()).isEqualTo("Zacharias Quittenbaum");

        await().untilAsserted(
                        () ->
                                assertThat(Topic.types("membership.person", id))
                                        .containsExactly("membership.person-invited.v1"));
        Received message = Topic.about("membership.person", id).getFirst();
        assertThat(message.json().get("municipality").asString()).isEqualTo("09178");
        assertThat(message.json().get("roles").get(0).asString()).isEqualTo("MEMBER");
        assertThat(message.headers()).containsEntry("ce_subject", id);

        JsonNode access =
                network.asService()
                        .get("/internal/membership/people/" + id + "/access")
                        .expect(200)
                        .json();
        assertThat(access.toString())
                .isEqualTo(
                        "{\"id\":\"%s\",\"roles\":[\"MEMBER\"],\"municipalities\":[\"09178\"],\"status\":\"INVITED\"}"
                                .formatted(id));
        assertThat(signIn(address.toUpperCase(Locale.ROOT)).expect(200).json().get("id").asString())
                .isEqualTo(id);
    }

    @Test
    void an_invited_person_joins_once_however_often_they_accept() {
        String id = network.invite("MEMBER");
        TestClient person = network.as(id, "MEMBER");
        List<Answer> answers =
                Rivals.race(
                        Collections.nCopies(8, () -> person.post("/api/membership/me/acceptance")));
        assertThat(answers).allMatch(answer -> answer.status() == 200);
        assertThat(answers)
                .extracting(answer -> answer.json().get("status").asString())
                .containsOnly("ACTIVE");
        // invited and joined: no third change, so no third message can follow
        assertThat(answers).extracting(answer -> answer.header("ETag")).containsOnly("\"2\"");
        await().untilAsserted(
                        () ->
                                assertThat(Topic.types("membership.person", id))
                                        .containsExactly(
                                                "membership.person-invited.v1",
                                                "membership.person-joined.v1"));
    }

    @Test
    void an_address_belongs_to_one_person_however_it_is_written() {
        String unique = UUID.randomUUID().toString();
        network.invite(invitation(unique + "@weißenburg.example", "MEMBER")).expect(201);
        network.invite(invitation(unique + "@WEIẞENBURG.example", "MEMBER"))
                .expectProblem(409, "person-already-known");
        network.invite(
                        invitation(
                                unique.toUpperCase(Locale.ROOT) + "@xn--weienburg-i1a.example",
                                "MEMBER"))
                .expectProblem(409, "person-already-known");
    }

    @Test
    void of_many_who_invite_one_address_at_once_one_succeeds() {
        Map<String, Object> invitation = invitation(uniqueAddress(), "MEMBER");
        List<Answer> answers =
                Rivals.race(Collections.nCopies(16, () -> network.invite(invitation)));
        assertThat(answers).extracting(Answer::status).containsOnlyOnce(201);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 201)
                .allSatisfy(answer -> answer.expectProblem(409, "person-already-known"));
    }

    @Test
    void a_repeat_under_the_same_key_invites_nobody_else_and_answers_the_same() {
        TestClient lead = network.as("PROJECT_LEAD").with("Idempotency-Key", uniqueAddress());
        Map<String, Object> invitation = invitation(uniqueAddress(), "MEMBER");
        List<Answer> answers =
                Rivals.race(Collections.nCopies(8, () -> lead.post(INVITATIONS, invitation)));
        assertThat(answers).extracting(Answer::status).containsOnly(201);
        assertThat(answers).extracting(Answer::body).containsOnly(answers.getFirst().body());
        String id = answers.getFirst().json().get("id").asString();
        await().until(() -> !Topic.types("membership.person", id).isEmpty());
        assertThat(Topic.types("membership.person", id)).hasSize(1);

        lead.post(INVITATIONS, with(invitation, "familyName", "Birnbaum"))
                .expectProblem(409, "idempotency-key-reused");
        // somebody else's key is another key
        network.as("ADMINISTRATOR")
                .with("Idempotency-Key", "1")
                .post(INVITATIONS, invitation)
                .expectProblem(409, "person-already-known");
    }

    @Test
    void a_repeat_meets_nobody_once_the_person_is_erased() {
        TestClient lead = network.as("PROJECT_LEAD").with("Idempotency-Key", uniqueAddress());
        Map<String, Object> invitation = invitation(uniqueAddress(), "MEMBER");
        String id = lead.post(INVITATIONS, invitation).expect(201).json().get("id").asString();
        network.as(id, "MEMBER").post("/api/membership/me/erasure").expect(202);
        lead.post(INVITATIONS, invitation).expectProblem(409, "idempotency-key-reused");
        // but the address is free again
        network.invite(invitation).expect(201);
    }

    @Test
    void a_lead_invites_into_the_own_municipality_only() {
        TestClient lead = network.as("LEAD");
        Map<String, Object> own =
                with(invitation(uniqueAddress(), "MEMBER"), "municipality", "09161");
        lead.post(INVITATIONS, own).expect(201);
        lead.post(INVITATIONS, invitation(uniqueAddress(), "MEMBER"))
                .expectProblem(403, "invitation-refused");
        lead.post(INVITATIONS, with(own, "roles", List.of("LEAD")))
                .expectProblem(403, "invitation-refused");
    }

    @Test
    void nobody_is_invited_into_a_municipality_that_does_not_belong() {
        Map<String, Object> invitation = invitation(uniqueAddress(), "MEMBER");
        network.invite(with(invitation, "municipality", "09162"))
                .expectProblem(400, "municipality-unknown");
        Map<String, Object> nowhere = with(invitation, "roles", List.of("LEAD"));
        nowhere.remove("municipality");
        network.invite(nowhere).expectProblem(400, "municipality-required");
    }

    @Test
    void people_who_belong_to_no_municipality_can_be_invited() {
        Map<String, Object> invitation = invitation(uniqueAddress(), "ADVISER");
        invitation.remove("municipality");
        invitation.remove("locale");
        JsonNode person = network.invite(invitation).expect(201).json();
        assertThat(person.has("municipality")).isFalse();
        assertThat(person.get("locale").asString()).isEqualTo("de");
    }

    @Test
    void the_list_leaves_nobody_out_and_shows_nobody_twice_page_by_page() {
        List<String> invited = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            invited.add(network.invite("MEMBER"));
        }
        network.join("MEMBER");
        List<String> listed = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page =
                    network.as("ADVISER")
                            .get(
                                    "/api/membership/people?status=INVITED&municipality=09178&size=2&cursor="
                                            + cursor)
                            .expect(200)
                            .json();
            assertThat(page.get("items").size()).isBetween(1, 2);
            for (JsonNode person : page.get("items")) {
                assertThat(person.get("status").asString()).isEqualTo("INVITED");
                assertThat(person.get("municipality").asString()).isEqualTo("09178");
                listed.add(person.get("id").asString());
            }
            cursor = page.path("next").asString("");
        } while (!cursor.isEmpty());
        assertThat(listed).containsAll(invited).doesNotHaveDuplicates();
    }

    @Test
    void names_and_contacts_are_given_for_known_people_only() {
        String id = network.invite("MEMBER");
        String erased = network.invite("MEMBER");
        network.as(erased, "MEMBER").post("/api/membership/me/erasure").expect(202);
        Map<String, Object> ids = Map.of("ids", List.of(id, erased, "nobody", id));
        assertThat(
                        network.as("EDITOR")
                                .post("/api/membership/people/names", ids)
                                .expect(200)
                                .body())
                .isEqualTo(
                        "{\"items\":[{\"id\":\"%s\",\"name\":\"Zacharias Quittenbaum\"}]}"
                                .formatted(id));
        JsonNode contacts =
                network.asService()
                        .post("/internal/membership/contacts", ids)
                        .expect(200)
                        .json()
                        .get("items");
        assertThat(contacts.size()).isEqualTo(1);
        assertThat(contacts.get(0).get("id").asString()).isEqualTo(id);
        assertThat(contacts.get(0).get("email").asString()).endsWith("@quittenbaum.example");
        assertThat(contacts.get(0).get("locale").asString()).isEqualTo("de");
    }

    @Test
    void nobody_signs_in_with_an_address_that_is_none_or_unknown() {
        signIn("nobody@quittenbaum.example").expect(404);
        signIn("nobody").expect(404);
        signIn("x".repeat(10_000)).expect(404);
    }

    private Answer signIn(String email) {
        return network.asService().post("/internal/membership/sign-in", Map.of("email", email));
    }
}
