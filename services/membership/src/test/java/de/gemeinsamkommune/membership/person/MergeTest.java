package de.gemeinsamkommune.membership.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;

import de.gemeinsamkommune.membership.MembershipTest;
import de.gemeinsamkommune.membership.Network;
import de.gemeinsamkommune.membership.Rivals;
import de.gemeinsamkommune.membership.Topic;
import de.gemeinsamkommune.membership.person.PersonCommand.Merge;
import de.gemeinsamkommune.messaging.Messaging;
import de.gemeinsamkommune.messaging.Stored;
import de.gemeinsamkommune.testsupport.TestClient;
import de.gemeinsamkommune.testsupport.TestClient.Answer;
import de.gemeinsamkommune.testsupport.TestIssuer;

import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/** The same person known twice, from finding out to one record. */
@MembershipTest
class MergeTest {

    private static final String PEOPLE = "/api/membership/people/";
    private static final String DUPLICATES = "/api/membership/duplicates";
    private static final Map<String, Object> CHANGE =
            Map.of("givenName", "Xaver", "familyName", "Neu", "locale", "de");

    @Autowired TestClient client;
    @Autowired TestIssuer issuer;
    @Autowired MongoPeople people;
    @Autowired Merger merger;
    @Autowired PersonRegister register;
    @Autowired Messaging messaging;
    private Network network;
    private TestClient boss;
    private String family;

    @BeforeEach
    void enter() {
        network = new Network(client, issuer);
        boss = network.as("ADMINISTRATOR");
        // like no other name, or another test's people might be the same
        family =
                "Q"
                        + ThreadLocalRandom.current()
                                .ints(20, 'a', 'z' + 1)
                                .mapToObj(Character::toString)
                                .collect(Collectors.joining());
    }

    @Test
    void a_pair_is_found_merged_and_gone() {
        String stays = join("Jürgen", Network.uniqueAddress(), "MEMBER", "ANALYST");
        String address = Network.uniqueAddress();
        String goes = join("Dr. Juergen", address, "LEAD");
        JsonNode pair = only(pairs(stays, false));
        assertThat(pair.get("reason").asString()).isEqualTo("SAME_NAME_AND_MUNICIPALITY");
        assertThat(List.of(side(pair, "first"), side(pair, "second")))
                .containsExactlyInAnyOrder(stays, goes);

        Answer merged = merge(stays, request(goes, "KEPT", "ABSORBED")).expect(200);
        assertThat(merged.json().get("name").asString()).isEqualTo("Jürgen " + family);
        assertThat(merged.json().get("email").asString()).isEqualTo(address);
        assertThat(merged.json().get("roles").toString()).isEqualTo("[\"LEAD\",\"ANALYST\"]");
        assertThat(pairs(stays, false).size()).isZero();
        boss.get(PEOPLE + goes).expectProblem(410, "person-merged");
        boss.post(PEOPLE + goes + "/erasure").expectProblem(410, "person-merged");
        TestClient gone = network.as(goes, "LEAD");
        gone.get("/api/membership/me").expectProblem(403, "caller-merged");
        gone.get("/api/membership/people").expectProblem(403, "caller-merged");
        JsonNode history = boss.get(PEOPLE + stays + "/history").expect(200).json().get("items");
        assertThat(history.get(0).get("field").asString()).isEqualTo("merged");
        assertThat(history.get(0).get("by").asString())
                .isEqualTo(network.demoPerson("ADMINISTRATOR"));
        // whoever asks for the old id reaches the person, and signs in with the kept address
        TestClient service = network.asService();
        JsonNode contact =
                service.post("/internal/membership/contacts", Map.of("ids", List.of(goes)))
                        .expect(200)
                        .json()
                        .get("items")
                        .get(0);
        assertThat(contact.get("id").asString()).isEqualTo(goes);
        assertThat(contact.get("email").asString()).isEqualTo(address);
        assertThat(
                        service.post("/internal/membership/sign-in", Map.of("email", address))
                                .expect(200)
                                .json()
                                .get("id")
                                .asString())
                .isEqualTo(stays);
        service.get("/internal/membership/people/" + goes + "/access").expect(404);
        await().untilAsserted(
                        () -> {
                            assertThat(Topic.types("membership.person", goes))
                                    .endsWith("membership.person-merged.v1");
                            assertThat(Topic.types("membership.person", stays))
                                    .endsWith("membership.person-roles-changed.v1");
                        });
        // a repeat finds it done
        merge(stays, "\"1\"", request(goes, "\"1\"", "KEPT", "ABSORBED")).expect(200);
    }

    @Test
    void nobody_gets_an_address_that_was_never_proved() {
        String stays = join("Ulla", Network.uniqueAddress(), "MEMBER");
        Map<String, Object> invitation =
                new HashMap<>(Network.invitation(Network.uniqueAddress(), "MEMBER"));
        invitation.put("familyName", family);
        String goes = network.invite(invitation).expect(201).json().get("id").asString();
        merge(stays, request(goes, "ABSORBED", "ABSORBED"))
                .expectProblem(409, "merge-of-unproved-address");
        assertThat(state(stays).merging()).isNull();
        merge(stays, request(goes, "ABSORBED", "KEPT")).expect(200);
    }

    @Test
    void a_store_restored_from_before_merges_them_again_by_itself() {
        String address = Network.uniqueAddress();
        String stays = join("Veit", Network.uniqueAddress(), "MEMBER");
        String goes = join("Veith", address, "ANALYST", "MEMBER");
        MongoCollection<Document> documents = messaging.database().getCollection("people");
        List<Document> backup =
                documents.find(Filters.in("_id", stays, goes)).into(new ArrayList<>());
        merge(stays, request(goes, "KEPT", "ABSORBED")).expect(200);
        documents.deleteMany(Filters.in("_id", stays, goes));
        documents.insertMany(backup);
        register.mergeAgain(goes, stays, false, true);
        register.mergeAgain(goes, stays, false, true);
        assertMerged(stays, goes);
        assertThat(state(stays).known().email()).isEqualTo(address);
        assertThat(state(stays).is(Role.ANALYST)).isTrue();
    }

    @Test
    void two_can_be_told_apart_and_that_can_be_taken_back() {
        String one = join("Otto", Network.uniqueAddress(), "MEMBER");
        String two = join("Otto", Network.uniqueAddress(), "MEMBER");
        TestClient lead = network.as("PROJECT_LEAD");
        String path = DUPLICATES + "/" + two + "/distinct/" + one;
        lead.put(path, Map.of()).expect(204);
        lead.put(path, Map.of()).expect(204);
        assertThat(pairs(one, false).size()).isZero();
        assertThat(only(pairs(one, true)).get("distinctBy").asString())
                .isEqualTo(network.demoPerson("PROJECT_LEAD"));
        lead.delete(path).expect(204);
        lead.delete(path).expect(204);
        assertThat(pairs(one, true).size()).isZero();
        only(pairs(one, false));
        lead.put(DUPLICATES + "/" + one + "/distinct/" + one, Map.of())
                .expectProblem(400, "distinct-with-itself");
    }

    @Test
    void pairs_come_in_pages() {
        for (int i = 0; i < 3; i++) {
            join("Otto", Network.uniqueAddress(), "MEMBER");
        }
        String last = join("Otto", Network.uniqueAddress(), "MEMBER");
        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page =
                    boss.get(DUPLICATES + "?size=2&person=" + last + "&cursor=" + cursor)
                            .expect(200)
                            .json();
            page.get("items").forEach(pair -> seen.add(side(pair, "first") + side(pair, "second")));
            cursor = page.get("next") == null ? "" : page.get("next").asString("");
        } while (!cursor.isEmpty());
        assertThat(seen).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void a_merge_is_refused_with_what_to_mend() {
        String one = join("Otto", Network.uniqueAddress(), "MEMBER");
        String two = join("Otto", Network.uniqueAddress(), "MEMBER");
        Map<String, Object> request = request(two, "KEPT", "KEPT");
        boss.post(PEOPLE + one + "/merge", request).expectProblem(428, "precondition-required");
        merge(one, "\"77\"", request).expectProblem(412, "person-changed-meanwhile");
        merge(one, request(two, "\"77\"", "KEPT", "KEPT"))
                .expectProblem(412, "person-changed-meanwhile");
        merge(one, request(two, "*", "KEPT", "KEPT")).expectProblem(400, "etag-malformed");
        merge(one, request(one, "KEPT", "KEPT")).expectProblem(400, "merge-with-itself");
        merge(one, request(two, "NOBODY", "KEPT")).expectProblem(400, "invalid-request");
        merge(one, request(UUID.randomUUID().toString(), "\"1\"", "KEPT", "KEPT"))
                .expectProblem(404, "person-not-found");
        String admin = join("Otto", Network.uniqueAddress(), "ADMINISTRATOR");
        TestClient lead = network.as("PROJECT_LEAD");
        for (String[] pair : List.of(new String[] {one, admin}, new String[] {admin, one})) {
            lead.with("If-Match", tag(pair[0]))
                    .post(PEOPLE + pair[0] + "/merge", request(pair[1], "KEPT", "KEPT"))
                    .expectProblem(403, "merge-refused");
        }
        network.as(admin, "ADMINISTRATOR")
                .with("If-Match", tag(one))
                .post(PEOPLE + one + "/merge", request(admin, "KEPT", "KEPT"))
                .expectProblem(409, "merge-of-caller");
        boss.post(PEOPLE + two + "/erasure").expect(202);
        merge(one, request(two, "\"1\"", "KEPT", "KEPT")).expectProblem(404, "person-not-found");
        // nothing half-done
        assertThat(people.require(one).version()).isEqualTo(2);
        assertThat(people.require(admin).version()).isEqualTo(2);
        boss.post(PEOPLE + admin + "/erasure").expect(202);
    }

    @Test
    void an_erasure_covers_all_the_person_was_known_as() {
        String first = join("Otto", Network.uniqueAddress(), "MEMBER");
        String second = join("Otto", Network.uniqueAddress(), "MEMBER");
        String third = join("Otto", Network.uniqueAddress(), "MEMBER");
        merge(second, request(first, "KEPT", "KEPT")).expect(200);
        merge(third, request(second, "KEPT", "KEPT")).expect(200);
        assertThat(people.absorbedBy(third)).containsExactlyInAnyOrder(first, second);
        boss.post(PEOPLE + third + "/erasure").expect(202);
        for (String id : List.of(first, second, third)) {
            assertThat(state(id).status()).isEqualTo(Person.Status.ERASED);
            await().untilAsserted(
                            () ->
                                    assertThat(Topic.types("membership.person", id))
                                            .endsWith("membership.person-erased.v1"));
        }
    }

    @Test
    void a_merge_goes_on_wherever_the_process_died() {
        String stays = join("Otto", Network.uniqueAddress(), "MEMBER");
        String goes = join("Otto", Network.uniqueAddress(), "LEAD");
        begin(stays, goes);
        merger.sweep();
        assertMerged(stays, goes);

        String other = join("Otto", Network.uniqueAddress(), "MEMBER");
        begin(stays, other);
        giveUpProfile(other, stays);
        // what came in between waits for it
        boss.with("If-Match", tag(stays));
        network.as(stays, "MEMBER")
                .with("If-Match", tag(stays))
                .put("/api/membership/me", CHANGE)
                .expectProblem(412, "person-changed-meanwhile");
        assertMerged(stays, other);
    }

    @Test
    void an_erasure_waits_for_the_merge_that_was_cut_off() {
        String stays = join("Otto", Network.uniqueAddress(), "MEMBER");
        String goes = join("Otto", Network.uniqueAddress(), "MEMBER");
        begin(stays, goes);
        giveUpProfile(goes, stays);
        boss.post(PEOPLE + stays + "/erasure").expect(202);
        assertThat(state(stays).status()).isEqualTo(Person.Status.ERASED);
        assertThat(state(goes).status()).isEqualTo(Person.Status.ERASED);
    }

    @Test
    void what_an_erasure_left_is_erased_at_the_next_start() {
        String stays = join("Otto", Network.uniqueAddress(), "MEMBER");
        String goes = join("Otto", Network.uniqueAddress(), "MEMBER");
        merge(stays, request(goes, "KEPT", "KEPT")).expect(200);
        // as if the process had died between the two writes
        people.change(
                stays,
                person -> person.erase(new PersonCommand.Erase(UUID.randomUUID().toString())),
                (person, event) -> person.apply(event, stays, Instant.EPOCH));
        assertThat(state(goes).status()).isEqualTo(Person.Status.MERGED);
        merger.sweep();
        assertThat(state(goes).status()).isEqualTo(Person.Status.ERASED);
    }

    @Test
    void a_merge_is_given_up_when_the_other_one_changed() {
        String stays = join("Otto", Network.uniqueAddress(), "MEMBER");
        String edited = join("Otto", Network.uniqueAddress(), "MEMBER");
        begin(stays, edited);
        network.as(edited, "MEMBER")
                .with("If-Match", tag(edited))
                .put("/api/membership/me", CHANGE)
                .expect(200);
        merger.sweep();
        assertThat(people.require(edited).state().known().name().given()).isEqualTo("Xaver");
        assertThat(people.require(stays).state().merging()).isNull();

        String erased = join("Otto", Network.uniqueAddress(), "MEMBER");
        begin(stays, erased);
        boss.post(PEOPLE + erased + "/erasure").expect(202);
        // nothing of the erased one is left in the other document, without any sweep
        assertThat(people.require(stays).state().merging()).isNull();
    }

    @Test
    void the_own_address_stays_when_the_other_one_was_taken_meanwhile() {
        String stays = join("Otto", Network.uniqueAddress(), "MEMBER");
        String address = Network.uniqueAddress();
        String goes = join("Otto", address, "MEMBER");
        String own = people.require(stays).state().known().email();
        begin(stays, goes);
        giveUpProfile(goes, stays);
        String newcomer = join("Neu", address, "MEMBER");
        merger.sweep();
        assertMerged(stays, goes);
        assertThat(people.require(stays).state().known().email()).isEqualTo(own);
        assertThat(people.require(newcomer).state().known().email()).isEqualTo(address);
    }

    @RepeatedTest(5)
    void whatever_races_with_a_merge_leaves_one_whole_person_or_two() {
        String stays = join("Otto", Network.uniqueAddress(), "MEMBER");
        String goes = join("Otto", Network.uniqueAddress(), "ANALYST", "MEMBER");
        String seen = tag(goes);
        String seenToo = tag(stays);
        Map<String, Object> there = request(goes, "KEPT", "ABSORBED");
        Map<String, Object> back = request(stays, "KEPT", "ABSORBED");
        List<Answer> answers =
                Rivals.race(
                        () -> merge(stays, seenToo, there),
                        () -> merge(goes, seen, back),
                        () ->
                                network.as(goes, "MEMBER")
                                        .with("If-Match", seen)
                                        .put("/api/membership/me", CHANGE),
                        () ->
                                network.as(stays, "MEMBER")
                                        .with("If-Match", seenToo)
                                        .put("/api/membership/me", CHANGE));
        assertThat(answers).extracting(Answer::status).allMatch(status -> status < 500);
        assertThat(answers.subList(0, 2).stream().filter(one -> one.status() == 200).count())
                .isLessThanOrEqualTo(1);
        for (String id : List.of(stays, goes)) {
            assertThat(state(id).merging()).isNull();
        }
        long merged =
                List.of(stays, goes).stream()
                        .filter(id -> state(id).status() == Person.Status.MERGED)
                        .count();
        assertThat(merged)
                .isEqualTo(answers.subList(0, 2).stream().filter(a -> a.status() == 200).count());
        assertThat(
                        List.of(stays, goes).stream()
                                .map(this::state)
                                .filter(person -> person.profile() != null)
                                .filter(person -> person.is(Role.ANALYST))
                                .count())
                .isEqualTo(1);
    }

    @RepeatedTest(5)
    void an_erasure_that_races_with_a_merge_leaves_nothing_of_whom_it_was_about() {
        String stays = join("Otto", Network.uniqueAddress(), "MEMBER");
        String goes = join("Otto", Network.uniqueAddress(), "MEMBER");
        String seen = tag(stays);
        Map<String, Object> request = request(goes, "ABSORBED", "ABSORBED");
        List<Answer> answers =
                Rivals.race(
                        () -> merge(stays, seen, request),
                        () -> boss.post(PEOPLE + stays + "/erasure"));
        assertThat(answers.get(0).status()).isIn(200, 404, 412);
        answers.get(1).expect(202);
        Person kept = state(stays);
        assertThat(kept.status()).isEqualTo(Person.Status.ERASED);
        assertThat(kept.merging()).isNull();
        assertThat(state(goes).status())
                .isEqualTo(
                        answers.get(0).status() == 200
                                ? Person.Status.ERASED
                                : state(goes).status() == Person.Status.ERASED
                                        ? Person.Status.ERASED
                                        : Person.Status.ACTIVE);
    }

    private void begin(String stays, String goes) {
        Stored<Person> kept = people.require(stays);
        Stored<Person> other = people.require(goes);
        people.update(
                kept,
                kept.state()
                        .merging(
                                other.state(),
                                other.version(),
                                new Merge(goes, other.version(), false, true),
                                stays,
                                Instant.EPOCH));
    }

    private void giveUpProfile(String goes, String stays) {
        people.change(
                goes,
                person -> List.of(person.mergeInto(stays, Objects.requireNonNull(merging(stays)))),
                (person, event) -> person.apply(event, stays, Instant.EPOCH));
    }

    private @Nullable Merging merging(String stays) {
        return state(stays).merging();
    }

    private void assertMerged(String stays, String goes) {
        assertThat(state(goes).status()).isEqualTo(Person.Status.MERGED);
        assertThat(state(goes).mergedInto()).isEqualTo(stays);
        assertThat(state(goes).profile()).isNull();
        Person kept = state(stays);
        assertThat(kept.merging()).isNull();
        assertThat(kept.known().history())
                .anyMatch(change -> goes.equals(change.after()) && "merged".equals(change.field()));
    }

    private Person state(String id) {
        return people.findEvenGone(id).orElseThrow().state();
    }

    private Answer merge(String stays, Map<String, Object> request) {
        return merge(stays, tag(stays), request);
    }

    private Answer merge(String stays, String tag, Map<String, Object> request) {
        return boss.with("If-Match", tag).post(PEOPLE + stays + "/merge", request);
    }

    private Map<String, Object> request(String goes, String name, String email) {
        return request(goes, tag(goes), name, email);
    }

    private static Map<String, Object> request(String goes, String tag, String name, String email) {
        return Map.of("absorbed", goes, "absorbedETag", tag, "name", name, "email", email);
    }

    private String tag(String id) {
        return boss.get(PEOPLE + id).expect(200).header("ETag");
    }

    private JsonNode pairs(String person, boolean distinct) {
        return boss.get(DUPLICATES + "?person=" + person + "&distinct=" + distinct)
                .expect(200)
                .json()
                .get("items");
    }

    private static JsonNode only(JsonNode pairs) {
        assertThat(pairs.size()).isEqualTo(1);
        return pairs.get(0);
    }

    private static String side(JsonNode pair, String side) {
        return pair.get(side).get("id").asString();
    }

    private String join(String given, String email, String... roles) {
        Map<String, Object> invitation = new HashMap<>(Network.invitation(email, roles));
        invitation.put("givenName", given);
        invitation.put("familyName", family);
        String id = network.invite(invitation).expect(201).json().get("id").asString();
        network.as(id, roles[0]).post("/api/membership/me/acceptance").expect(200);
        return id;
    }
}
