package de.gemeinsamkommune.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;

import de.gemeinsamkommune.testsupport.TestClient;
import de.gemeinsamkommune.testsupport.TestClient.Answer;
import de.gemeinsamkommune.testsupport.TestIssuer;

import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

@MembershipTest
class OwnDataTest {

    private static final String ME = "/api/membership/me";
    private static final Map<String, Object> CHANGE =
            Map.of("givenName", " Zoë ", "familyName", "Quitten-Baum", "locale", "en");

    @Autowired TestClient client;
    @Autowired TestIssuer issuer;
    @Autowired MongoDatabase database;
    private Network network;

    @BeforeEach
    void enter() {
        network = new Network(client, issuer);
    }

    @Test
    void people_change_their_own_name_and_language() {
        TestClient person = network.as(network.join("MEMBER"), "MEMBER");
        Answer before = person.get(ME).expect(200);
        Answer after = person.with("If-Match", before.header("ETag")).put(ME, CHANGE).expect(200);
        assertThat(after.json().get("name").asString()).isEqualTo("Zoë Quitten-Baum");
        assertThat(after.header("ETag")).isNotEqualTo(before.header("ETag"));
        JsonNode now = person.get(ME).expect(200).json();
        assertThat(now).isEqualTo(after.json());
        assertThat(now.get("locale").asString()).isEqualTo("en");
        assertThat(now.get("email")).isEqualTo(before.json().get("email"));
    }

    @Test
    void a_change_names_the_version_it_was_made_on() {
        TestClient person = network.as(network.join("MEMBER"), "MEMBER");
        String seen = person.get(ME).header("ETag");
        person.put(ME, CHANGE).expectProblem(428, "precondition-required");
        person.with("If-Match", "*").put(ME, CHANGE).expectProblem(400, "etag-malformed");
        person.with("If-Match", "\"77\"")
                .put(ME, CHANGE)
                .expectProblem(412, "person-changed-meanwhile");
        person.with("If-Match", seen).put(ME, CHANGE).expect(200);
        person.with("If-Match", seen)
                .put(ME, CHANGE)
                .expectProblem(412, "person-changed-meanwhile");
    }

    @Test
    void of_many_changes_on_one_version_one_is_made() {
        TestClient person = network.as(network.join("MEMBER"), "MEMBER");
        TestClient change = person.with("If-Match", person.get(ME).header("ETag"));
        List<Answer> answers =
                Rivals.race(java.util.Collections.nCopies(8, () -> change.put(ME, CHANGE)));
        assertThat(answers).extracting(Answer::status).containsOnlyOnce(200).containsOnly(200, 412);
    }

    @RepeatedTest(10)
    void whatever_races_with_an_erasure_leaves_nothing_behind() {
        String id = network.invite("MEMBER");
        TestClient person = network.as(id, "MEMBER");
        String seen = person.get(ME).header("ETag");
        List<Answer> answers =
                Rivals.race(
                        () -> person.post(ME + "/acceptance"),
                        () -> person.with("If-Match", seen).put(ME, CHANGE),
                        () -> person.post(ME + "/erasure"),
                        () -> person.post(ME + "/erasure"),
                        () -> person.post(ME + "/acceptance"));
        assertThat(answers.get(0).status()).isIn(200, 404);
        assertThat(answers.get(1).status()).isIn(200, 404, 412);
        assertThat(answers.get(2).expect(202).header("Location"))
                .isEqualTo(answers.get(3).expect(202).header("Location"));

        assertErased(id);
        await().untilAsserted(
                        () -> {
                            List<String> types =
                                    new ArrayList<>(Topic.types("membership.person", id));
                            String all = types.toString();
                            assertThat(types.removeFirst())
                                    .as(all)
                                    .isEqualTo("membership.person-invited.v1");
                            assertThat(types.removeLast())
                                    .as(all)
                                    .isEqualTo("membership.person-erased.v1");
                            // accepted before or never, and nothing after the erasure
                            assertThat(types)
                                    .isIn(List.of(), List.of("membership.person-joined.v1"));
                        });
    }

    @Test
    void nothing_is_done_for_somebody_who_was_erased() {
        String id = network.join("PROJECT_LEAD");
        TestClient person = network.as(id, "PROJECT_LEAD");
        String address = person.get(ME).json().get("email").asString();
        person.post(ME + "/erasure").expect(202);
        assertErased(id);
        person.get(ME).expectProblem(404, "person-not-found");
        person.with("If-Match", "\"1\"").put(ME, CHANGE).expectProblem(404, "person-not-found");
        person.post(ME + "/acceptance").expectProblem(404, "person-not-found");
        person.get("/api/membership/people").expectProblem(403, "caller-erased");
        person.get("/api/membership/people/" + id).expectProblem(403, "caller-erased");
        person.post(
                        "/api/membership/invitations",
                        Network.invitation(Network.uniqueAddress(), "MEMBER"))
                .expectProblem(403, "caller-erased");
        network.as("ADMINISTRATOR")
                .get("/api/membership/people/" + id)
                .expectProblem(404, "person-not-found");
        TestClient service = network.asService();
        service.get("/internal/membership/people/" + id + "/access").expect(404);
        service.post("/internal/membership/sign-in", Map.of("email", address)).expect(404);
        assertThat(
                        service.post("/internal/membership/contacts", Map.of("ids", List.of(id)))
                                .expect(200)
                                .body())
                .isEqualTo("{\"items\":[]}");
    }

    private void assertErased(String id) {
        Document document = database.getCollection("people").find(Filters.eq("_id", id)).first();
        Document state = document.get("state", Document.class);
        assertThat(state.keySet()).containsExactlyInAnyOrder("id", "status", "receipt", "erasedAt");
        // what waits to be published may say that somebody of Freising joined, but not who
        assertThat(document.toJson()).doesNotContain("Zacharias", "Quitten", "quittenbaum");
    }
}
