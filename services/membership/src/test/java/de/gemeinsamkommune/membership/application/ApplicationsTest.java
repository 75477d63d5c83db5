package de.gemeinsamkommune.membership.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.gemeinsamkommune.membership.MembershipTest;
import de.gemeinsamkommune.membership.Network;
import de.gemeinsamkommune.membership.Rivals;
import de.gemeinsamkommune.membership.Topic;
import de.gemeinsamkommune.membership.application.Application.Decision;
import de.gemeinsamkommune.membership.municipality.MembershipLevel;
import de.gemeinsamkommune.membership.municipality.MembershipTerms;
import de.gemeinsamkommune.membership.municipality.UnitFacts;
import de.gemeinsamkommune.messaging.Stored;
import de.gemeinsamkommune.testsupport.TestClient;
import de.gemeinsamkommune.testsupport.TestClient.Answer;
import de.gemeinsamkommune.testsupport.TestIssuer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** From an application of anybody to a unit that belongs, or not. */
@MembershipTest
class ApplicationsTest {

    private static final AtomicInteger NEXT = new AtomicInteger(100);
    private static final String ALL = "/api/membership/applications";
    private static final String UNITS = "/api/membership/municipalities";

    @Autowired TestClient client;
    @Autowired TestIssuer issuer;
    @Autowired Applications applications;
    @Autowired MongoApplications documents;

    private Network network;
    private TestClient lead;
    private String key;
    private String email;

    @BeforeEach
    void choose() {
        network = new Network(client, issuer);
        lead = network.as("PROJECT_LEAD");
        key = "66" + NEXT.getAndIncrement();
        email = Network.uniqueAddress();
    }

    /** Other tests count the municipalities of the network. */
    @AfterEach
    void leave() {
        for (JsonNode unit : client.get(UNITS).expect(200).json().get("items")) {
            String there = UNITS + "/" + unit.get("key").asString();
            if (!there.startsWith(UNITS + "/09")) {
                lead.with("If-Match", lead.get(there).header("ETag"))
                        .post(there + "/leaving", Map.of("on", "2025-06-30", "reason", "OTHER"))
                        .expect(200);
            }
        }
    }

    @Test
    void anybody_applies_confirms_and_is_invited_as_lead_once_approved() {
        String id = apply(wish());
        lead.get(ALL + "/" + id).expectProblem(404, "application-not-found");
        String token = token(id);
        client.post(ALL + "/confirmation", Map.of("token", "wrong"))
                .expectProblem(404, "application-link-not-valid");
        client.post(ALL + "/confirmation", Map.of("token", token)).expect(200);
        client.post(ALL + "/confirmation", Map.of("token", token)).expect(200);

        Answer seen = lead.get(ALL + "/" + id).expect(200);
        assertThat(seen.json().get("applicant").get("email").asString()).isEqualTo(email);
        assertThat(seen.json().get("unitName").asString()).isEqualTo("Landkreis Quittenau");
        assertThat(ids("RECEIVED")).contains(id);
        TestClient decider = lead.with("If-Match", seen.header("ETag"));
        decider.post(ALL + "/" + id + "/approval", Map.of())
                .expectProblem(400, "admission-missing");
        Answer approved = decider.post(ALL + "/" + id + "/approval", approval()).expect(200);
        assertThat(approved.json().get("status").asString()).isEqualTo("APPROVED");
        assertThat(approved.json().get("carriedOut").asBoolean()).isTrue();
        assertThat(approved.json().get("belongs").asBoolean()).isTrue();

        String person = Applications.personOf(id);
        JsonNode invited = lead.get("/api/membership/people/" + person).expect(200).json();
        assertThat(invited.get("status").asString()).isEqualTo("INVITED");
        assertThat(invited.get("affiliations").toString()).contains(key, "LEAD");
        applications.carryOut(id);
        applications.carryOut(id);
        await().untilAsserted(
                        () ->
                                assertThat(Topic.types("membership.person", person))
                                        .containsExactly("membership.person-invited.v1"));
        assertThat(Topic.types("membership.municipality", key))
                .containsExactly("membership.municipality-admitted.v1");
        lead.with("If-Match", lead.get(ALL + "/" + id).header("ETag"))
                .post(ALL + "/" + id + "/decline", decline())
                .expectProblem(409, "application-already-decided");

        // the second one of the same unit is a member beside the lead
        email = Network.uniqueAddress();
        String second = confirmed();
        decide(second, "/approval", Map.of()).expect(200);
        assertThat(
                        lead.get("/api/membership/people/" + Applications.personOf(second))
                                .expect(200)
                                .json()
                                .get("affiliations")
                                .toString())
                .contains(key, "MEMBER");
    }

    @Test
    void an_approval_that_was_cut_off_is_finished_once() {
        String id = confirmed();
        String unit = "v-cutoff" + key.substring(3);
        Decision approval =
                Decision.approval(
                        Instant.parse("2026-11-24T08:00:00Z"),
                        network.demoPerson("PROJECT_LEAD"),
                        unit,
                        UnitFacts.association(unit, "Quittenbund", null),
                        new MembershipTerms(
                                MembershipLevel.MEMBER, LocalDate.of(2025, 1, 1), null));
        // all that a request killed after its write has done
        documents
                .store()
                .change(
                        id,
                        application -> application.decide(approval),
                        (state, event) -> state.apply(event, approval, approval.at()));
        await().until(() -> stored(id).decision().carriedOut());
        applications.carryOut(id);
        String person = Applications.personOf(id);
        assertThat(stored(id).person()).isEqualTo(person);
        await().untilAsserted(
                        () -> {
                            assertThat(Topic.types("membership.person", person))
                                    .containsExactly("membership.person-invited.v1");
                            assertThat(Topic.types("membership.municipality", unit))
                                    .containsExactly("membership.municipality-admitted.v1");
                        });
    }

    @Test
    void who_is_in_the_network_already_gets_the_affiliation() {
        String person =
                network.invite(Network.invitation(email, "EDITOR"))
                        .expect(201)
                        .json()
                        .get("id")
                        .asString();
        String id = confirmed();
        decide(id, "/approval", approval()).expect(200);
        applications.carryOut(id);
        assertThat(
                        lead.get("/api/membership/people/" + person)
                                .expect(200)
                                .json()
                                .get("affiliations")
                                .toString())
                .contains(key, "LEAD");
        lead.get("/api/membership/people/" + Applications.personOf(id))
                .expectProblem(404, "person-not-found");

        JsonNode told =
                network.asService()
                        .get("/internal/membership/people/" + person + "/data")
                        .expect(200)
                        .json();
        assertThat(told.toString()).contains("\"applications\"", "Oberquitte");
        network.as("ADMINISTRATOR")
                .post("/api/membership/people/" + person + "/erasure")
                .expect(202);
        await().until(() -> stored(id).applicant() == null);
        assertThat(stored(id).person()).isNull();
        assertThat(stored(id).status()).isEqualTo(Application.Status.APPROVED);
    }

    @Test
    void whoever_is_erased_takes_open_applications_along() {
        String person =
                network.invite(Network.invitation(email, "MEMBER"))
                        .expect(201)
                        .json()
                        .get("id")
                        .asString();
        String id = confirmed();
        network.as("ADMINISTRATOR")
                .post("/api/membership/people/" + person + "/erasure")
                .expect(202);
        await().until(() -> stored(id).status() == Application.Status.WITHDRAWN);
        assertThat(stored(id).applicant()).isNull();
    }

    @Test
    void of_two_who_decide_one_wins() {
        String id = confirmed();
        TestClient seen = lead.with("If-Match", lead.get(ALL + "/" + id).header("ETag"));
        List<Answer> answers =
                Rivals.race(
                        () -> seen.post(ALL + "/" + id + "/approval", approval()),
                        () -> seen.post(ALL + "/" + id + "/decline", decline()));
        assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 412);
        await().until(
                        () ->
                                Topic.types("membership.application", id).stream()
                                                .filter(
                                                        type ->
                                                                type.matches(
                                                                        ".*(approved|declined).*"))
                                                .count()
                                        == 1);
    }

    @Test
    void a_decline_is_told_with_its_words_and_a_withdrawal_forgets_at_once() {
        String id = confirmed();
        assertThat(writing(id).get("unit").asString()).isEqualTo("Landkreis Quittenau");
        decide(id, "/decline", decline()).expect(200);
        JsonNode writing = writing(id);
        assertThat(writing.get("text").asString()).isEqualTo("Leider zurzeit nicht.");
        assertThat(writing.has("token")).isFalse();

        String other = apply(wish());
        JsonNode unconfirmed = writing(other);
        assertThat(unconfirmed.has("name")).isFalse();
        assertThat(unconfirmed.has("unit")).as("a word of the applicant").isFalse();
        Map<String, Object> link = Map.of("token", unconfirmed.get("token").asString());
        client.post(ALL + "/withdrawal", link).expect(200);
        client.post(ALL + "/withdrawal", link).expectProblem(404, "application-link-not-valid");
        client.post(ALL + "/confirmation", link).expectProblem(404, "application-link-not-valid");
        network.asService()
                .post("/internal/membership/applications/" + other + "/mails")
                .expectProblem(404, "application-not-found");
        assertThat(stored(other).applicant()).isNull();
    }

    @Test
    void the_answer_never_tells_what_is_known() {
        String first = client.post(ALL, wish()).expect(202).body();
        for (int repeat = 0; repeat < 4; repeat++) {
            assertThat(client.post(ALL, wish()).expect(202).body()).isEqualTo(first);
        }
        String id = received();
        await().untilAsserted(
                        () ->
                                assertThat(Topic.types("membership.application", id))
                                        .as("links")
                                        .hasSize(Application.MOST_MAILS));
        client.post(ALL, Network.with(wish(), "notice", "1999"))
                .expectProblem(409, "privacy-notice-outdated");
        client.post(ALL, Network.with(wish(), "maySpeak", false))
                .expectProblem(400, "invalid-request");
        Map<String, Object> nameless = wish();
        nameless.remove("unitName");
        client.post(ALL, nameless).expectProblem(400, "unit-missing");
        client.post(ALL, Network.with(wish(), "email", "nobody"))
                .expectProblem(400, "invalid-request");
        client.with("Idempotency-Key", "a".repeat(201))
                .post(ALL, wish())
                .expectProblem(400, "idempotency-key-malformed");
    }

    @Test
    void what_nobody_confirmed_and_what_was_decided_long_ago_is_tidied_up() {
        Instant now = Instant.now();
        String old = UUID.randomUUID().toString();
        documents.insert(
                ApplicationTest.anApplication(
                        old, email, now.minus(Applications.CONFIRMABLE).minusSeconds(60)),
                List.of());
        String fresh = apply(wish());
        String decided = UUID.randomUUID().toString();
        Application application =
                ApplicationTest.anApplication(decided, email, now.minus(Duration.ofDays(100)));
        application = application.apply(application.confirm().getFirst(), null, now);
        Decision decline =
                Decision.decline(
                        now.minus(Applications.KEPT).minusSeconds(60),
                        "lead",
                        DeclineReason.OTHER,
                        "Nein.");
        documents.insert(
                application.apply(application.decide(decline).getFirst(), decline, decline.at()),
                List.of());

        applications.tidy();

        assertThat(documents.find(old)).isEmpty();
        assertThat(documents.find(fresh)).isPresent();
        assertThat(stored(decided).applicant()).isNull();
        assertThat(stored(decided).decision().text()).isNull();
    }

    @Test
    void an_association_joins_by_its_name() {
        Map<String, Object> wish = wish();
        wish.remove("municipality");
        wish.put("unitName", "Quittenbund " + key);
        wish.put("email", email);
        client.post(ALL, wish).expect(202);
        String id =
                documents.list(Application.Status.UNCONFIRMED, null, 1000).stream()
                        .filter(one -> ("Quittenbund " + key).equals(one.unitName()))
                        .map(Application::id)
                        .findFirst()
                        .orElseThrow();
        client.post(ALL + "/confirmation", Map.of("token", token(id))).expect(200);
        Map<String, Object> admission = new LinkedHashMap<>();
        admission.put("level", "INTERESTED");
        admission.put("on", "2025-01-01");
        JsonNode approved =
                decide(id, "/approval", Map.of("admission", admission)).expect(200).json();
        assertThat(approved.get("municipality").asString()).matches("v-[a-z0-9]{8}");
        assertThat(approved.get("unitName").asString()).isEqualTo("Quittenbund " + key);
    }

    @Test
    void before_a_register_is_imported_districts_are_known_and_municipalities_are_named() {
        Map<String, Object> wish = wish();
        wish.remove("unitName");
        wish.put("municipality", "09171");
        client.post(ALL, wish).expect(202);
        wish.put("municipality", "09171999");
        client.post(ALL, wish).expectProblem(400, "unit-missing");
        wish.put("unitName", "Quittenau am Inn");
        client.post(ALL, wish).expect(202);
        wish.put("municipality", "09999");
        client.post(ALL, wish).expectProblem(400, "unit-unknown");
    }

    private String confirmed() {
        String id = apply(wish());
        client.post(ALL + "/confirmation", Map.of("token", token(id))).expect(200);
        return id;
    }

    private String apply(Map<String, Object> wish) {
        client.post(ALL, wish).expect(202);
        return received();
    }

    /** The id of the application that this address has open; nobody outside is told. */
    private String received() {
        return documents.list(Application.Status.UNCONFIRMED, null, 1000).stream()
                .filter(
                        one ->
                                one.applicant() != null
                                        && one.applicant().email().equals(email)
                                        && key.equals(one.municipality()))
                .map(Application::id)
                .findFirst()
                .orElseThrow();
    }

    private Application stored(String id) {
        return documents.find(id).map(Stored::state).orElseThrow();
    }

    private String token(String id) {
        return writing(id).get("token").asString();
    }

    private JsonNode writing(String id) {
        return network.asService()
                .post("/internal/membership/applications/" + id + "/mails")
                .expect(200)
                .json();
    }

    private Answer decide(String id, String how, Map<String, Object> sent) {
        return lead.with("If-Match", lead.get(ALL + "/" + id).header("ETag"))
                .post(ALL + "/" + id + how, sent);
    }

    private List<String> ids(String status) {
        return lead.get(ALL + "?size=200&status=" + status)
                .expect(200)
                .json()
                .get("items")
                .valueStream()
                .map(one -> one.get("id").asString())
                .toList();
    }

    private static Map<String, Object> decline() {
        return Map.of("reason", "NO_CAPACITY", "text", "Leider zurzeit nicht.");
    }

    private Map<String, Object> approval() {
        return Map.of(
                "admission",
                Map.of(
                        "level",
                        "MEMBER",
                        "on",
                        "2025-01-01",
                        "facts",
                        Map.of(
                                "kind", "DISTRICT",
                                "name", "Quittenau",
                                "designation", "Landkreis",
                                "ars", key)));
    }

    private Map<String, Object> wish() {
        Map<String, Object> wish = new LinkedHashMap<>();
        wish.put("municipality", key);
        wish.put("unitName", "Landkreis Quittenau");
        wish.put("level", "MEMBER");
        wish.put("givenName", "Zenobia");
        wish.put("familyName", "Quittenbaum");
        wish.put("email", email);
        wish.put("locale", "de");
        wish.put("position", "Oberquittenbeauftragte, Oberquitte");
        wish.put("message", "Wir machen gern mit.");
        wish.put("maySpeak", true);
        wish.put("notice", ApplicationController.NOTICE);
        return wish;
    }
}
