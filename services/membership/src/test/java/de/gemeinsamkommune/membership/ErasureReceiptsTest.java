package de.gemeinsamkommune.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.gemeinsamkommune.membership.Topic.Received;
import de.gemeinsamkommune.membership.person.PersonRegister;
import de.gemeinsamkommune.testsupport.TestClient;
import de.gemeinsamkommune.testsupport.TestClient.Answer;
import de.gemeinsamkommune.testsupport.TestIssuer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

@MembershipTest
class ErasureReceiptsTest {

    private static final Map<String, String> PROOF =
            Map.of("what", "attendance-proof", "reason", "proof-of-use");

    @Autowired TestClient client;
    @Autowired TestIssuer issuer;
    @Autowired PersonRegister register;
    private Network network;

    @BeforeEach
    void enter() {
        network = new Network(client, issuer);
    }

    @Test
    void a_receipt_shows_who_has_forgotten_and_what_is_kept_how_long() {
        String id = network.join("MEMBER");
        Answer asked = network.as(id, "MEMBER").post("/api/membership/me/erasure").expect(202);
        String receipt = asked.header("Location");
        assertThat(asked.json().get("status").asString()).isEqualTo("IN_PROGRESS");
        assertThat(confirmed(asked.json())).containsExactly("membership");
        assertThat(asked.json().has("forgottenBy")).isFalse();

        Topic.confirmErasure("identity", id);
        Topic.confirmErasure("identity", id);
        Topic.confirmErasure("events", id, PROOF);
        Topic.confirmErasure("newsletter", id);
        await().untilAsserted(
                        () ->
                                assertThat(confirmed(show(receipt)))
                                        .containsExactly(
                                                "membership", "events", "identity", "newsletter"));
        assertThat(show(receipt).get("status").asString()).isEqualTo("IN_PROGRESS");
        assertThat(Topic.types("membership.erasure", receiptId(receipt))).isEmpty();

        Topic.confirmErasure("advisory", id);
        await().until(() -> show(receipt).get("status").asString().equals("COMPLETED"));
        JsonNode complete = show(receipt);
        assertThat(confirmed(complete)).hasSize(5);
        JsonNode kept = complete.get("holds");
        assertThat(kept.size()).isEqualTo(1);
        assertThat(kept.get(0).get("service").asString()).isEqualTo("events");
        assertThat(kept.get(0).get("reason").asString()).isEqualTo("proof-of-use");
        assertThat(kept.get(0).has("until")).isFalse();
        assertThat(kept.get(0).get("explanation").asString())
                .contains("Teilnahme", "fünf Jahre nach dem 31. Dezember", "(EU) 2021/1060");
        Instant completedAt = Instant.parse(complete.get("completedAt").asString());
        assertThat(Instant.parse(complete.get("forgottenBy").get("backups").asString()))
                .isEqualTo(completedAt.plus(Duration.ofDays(30)));
        assertThat(complete.toString()).doesNotContain(id);

        await().untilAsserted(
                        () ->
                                assertThat(Topic.about("membership.erasure", receiptId(receipt)))
                                        .extracting(Received::data)
                                        .containsExactly(
                                                "{\"person\":\"%s\",\"confirmedBy\":[\"advisory\",\"events\",\"identity\",\"newsletter\"],\"held\":[{\"service\":\"events\",\"reason\":\"proof-of-use\"}]}"
                                                        .formatted(id)));
    }

    @Test
    void a_receipt_speaks_the_readers_language_and_shows_a_known_end() {
        String id = network.join("MEMBER");
        String receipt =
                network.as(id, "MEMBER").post("/api/membership/me/erasure").header("Location");
        Topic.confirmErasure(
                "events",
                id,
                Map.of(
                        "what", "attendance-proof",
                        "reason", "proof-of-use",
                        "until", "2031-12-31"),
                Map.of("what", "something-new", "reason", "another-reason"));
        await().until(() -> show(receipt).get("holds").size() == 2);
        JsonNode english =
                client.with("Accept-Language", "en").get(receipt).expect(200).json().get("holds");
        assertThat(english.get(0).get("until").asString()).isEqualTo("2031-12-31");
        assertThat(english.get(0).get("explanation").asString())
                .contains("attendance")
                .endsWith("It is kept until December 31, 2031.");
        assertThat(english.get(1).get("explanation").asString())
                .startsWith("This is kept: something-new. Reason: another-reason.");
        assertThat(show(receipt).get("holds").get(0).get("explanation").asString())
                .endsWith("Die Aufbewahrung endet am 31. Dezember 2031.");
    }

    @Test
    void a_repeated_request_gets_the_same_receipt_also_from_an_administrator() {
        String id = network.invite("MEMBER");
        Answer first = network.as(id, "MEMBER").post("/api/membership/me/erasure").expect(202);
        Answer again = network.as(id, "MEMBER").post("/api/membership/me/erasure").expect(202);
        Answer administrator =
                network.as("ADMINISTRATOR")
                        .post("/api/membership/people/" + id + "/erasure")
                        .expect(202);
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(administrator.header("Location")).isEqualTo(first.header("Location"));
        assertThat(again.json()).isEqualTo(first.json());
    }

    @Test
    void a_receipt_is_there_even_when_the_request_was_cut_off_after_erasing() {
        String id = network.invite("MEMBER");
        String receipt = register.erase(id);
        await().untilAsserted(() -> client.get("/api/membership/erasures/" + receipt).expect(200));
        Topic.confirmErasure("identity", id);
        await().until(
                        () ->
                                confirmed(show("/api/membership/erasures/" + receipt))
                                        .contains("identity"));
    }

    @Test
    void who_was_erased_before_the_store_was_restored_is_erased_again_under_the_same_receipt() {
        String known = network.join("MEMBER");
        String neverKnown = UUID.randomUUID().toString();
        for (String id : List.of(known, neverKnown)) {
            String receipt = UUID.randomUUID().toString();
            Topic.erasedBeforeTheRestore(id, receipt);
            await().untilAsserted(
                            () -> client.get("/api/membership/erasures/" + receipt).expect(200));
            network.as(id, "MEMBER")
                    .get("/api/membership/me")
                    .expectProblem(404, "person-not-found");
            Topic.confirmErasure("events", id);
            await().until(
                            () ->
                                    confirmed(show("/api/membership/erasures/" + receipt))
                                            .contains("events"));
            Answer repeated =
                    network.as("ADMINISTRATOR")
                            .post("/api/membership/people/" + id + "/erasure")
                            .expect(202);
            assertThat(repeated.header("Location")).endsWith(receipt);
        }
        assertThat(Topic.types("membership.person", neverKnown))
                .as("nobody is told twice")
                .containsExactly("membership.person-erased.v1");
    }

    @Test
    void a_confirmation_nobody_asked_for_has_no_effect() {
        String alive = network.join("MEMBER");
        Topic.confirmErasure("identity", alive);
        Topic.confirmErasure("identity", UUID.randomUUID().toString());
        // the topic has one partition: once this arrived, the others have been taken in
        String id = network.invite("MEMBER");
        String receipt =
                network.as(id, "MEMBER").post("/api/membership/me/erasure").header("Location");
        Topic.confirmErasure("identity", id);
        await().until(() -> confirmed(show(receipt)).contains("identity"));
        network.as(alive, "MEMBER").get("/api/membership/me").expect(200);
    }

    @Test
    void nobody_is_erased_who_never_was_and_no_receipt_is_guessed() {
        network.as("ADMINISTRATOR")
                .post("/api/membership/people/" + UUID.randomUUID() + "/erasure")
                .expectProblem(404, "person-not-found");
        network.as("ADMINISTRATOR")
                .post("/api/membership/people/nobody/erasure")
                .expectProblem(404, "person-not-found");
        client.as(issuer.tokenOfSomebody("MEMBER"))
                .post("/api/membership/me/erasure")
                .expectProblem(404, "person-not-found");
        client.get("/api/membership/erasures/" + UUID.randomUUID()).expectProblem(404, "not-found");
        client.get("/api/membership/erasures/1").expectProblem(404, "not-found");
    }

    private JsonNode show(String receipt) {
        return client.get(receipt).expect(200).json();
    }

    private static String receiptId(String location) {
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private static List<String> confirmed(JsonNode receipt) {
        return receipt.get("services")
                .valueStream()
                .filter(part -> part.get("confirmed").asBoolean())
                .map(part -> part.get("service").asString())
                .sorted(
                        (a, b) ->
                                a.equals("membership")
                                        ? -1
                                        : b.equals("membership") ? 1 : a.compareTo(b))
                .toList();
    }
}
