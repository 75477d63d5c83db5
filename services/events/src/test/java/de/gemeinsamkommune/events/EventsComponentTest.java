package de.gemeinsamkommune.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.events.registration.Stream;
import de.gemeinsamkommune.testsupport.Parts;
import de.gemeinsamkommune.testsupport.ServiceTest;
import de.gemeinsamkommune.testsupport.TestClient;
import de.gemeinsamkommune.testsupport.TestClient.Answer;
import de.gemeinsamkommune.testsupport.TestIssuer;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The whole service over HTTP, on the real broker and store. */
@ServiceTest(application = EventsApplication.class)
@Import(Surroundings.class)
class EventsComponentTest {

    private static final String DESCRIPTION = "Impuls und *Austausch*, vertraulich-freitext-4711";

    /** The same for all, so that two announcements differ only where they should. */
    private static final Instant START =
            Instant.now().plus(7, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);

    @Autowired TestClient client;
    @Autowired TestIssuer issuer;
    @Autowired Surroundings.MovableClock clock;
    @Autowired Surroundings.Membership membership;

    @AfterEach
    void backToNow() {
        clock.move(Duration.ZERO);
        membership.isDown(false);
    }

    @Test
    void the_story_of_a_network_meeting() {
        TestClient editor = team();
        Answer drafted = editor.post("/api/events/events", announcement(2)).expect(201);
        String path = drafted.header("Location");
        String event = drafted.json().path("id").asString();
        assertThat(path).isEqualTo("/api/events/events/" + event);
        assertThat(drafted.json().path("status").asString()).isEqualTo("DRAFT");
        client.get(path).expectProblem(404, "not-found");
        member().post(path + "/registrations").expectProblem(404, "not-found");
        editor.get(path).expect(200);

        Answer published = editor.post(path + "/publication").expect(200);
        assertThat(published.header("ETag")).isEqualTo("\"2\"");
        assertThat(editor.post(path + "/publication").expect(200).header("ETag"))
                .isEqualTo("\"2\"");
        JsonNode seen = client.get(path).expect(200).json();
        assertThat(seen.path("description").asString()).isEqualTo(DESCRIPTION);
        assertThat(seen.path("free").asInt()).isEqualTo(2);
        assertThat(seen.has("onlineUrl")).isFalse();
        assertThat(seen.has("calendarUid")).isFalse();
        OffsetDateTime startsAt = OffsetDateTime.parse(seen.path("startsAt").asString());
        assertThat(startsAt.getOffset())
                .isEqualTo(ZoneId.of("Europe/Berlin").getRules().getOffset(startsAt.toInstant()));

        String anna = UUID.randomUUID().toString();
        String ben = UUID.randomUUID().toString();
        String cem = UUID.randomUUID().toString();
        Answer annas = person(anna).post(path + "/registrations").expect(201);
        assertThat(annas.json().path("status").asString()).isEqualTo("CONFIRMED");
        assertThat(annas.json().path("municipality").asString()).isEqualTo("09178");
        assertThat(annas.json().has("person")).isFalse();
        person(ben).post(path + "/registrations").expect(201);
        Answer cems = person(cem).post(path + "/registrations").expect(201);
        assertThat(cems.json().path("status").asString()).isEqualTo("WAITING");
        assertThat(cems.json().path("position").asInt()).isEqualTo(1);
        assertThat(person(cem).post(path + "/registrations").expect(201).json())
                .isEqualTo(cems.json());
        assertThat(person(anna).get(path).json().path("onlineUrl").asString())
                .isEqualTo("https://treffen.example/raum");
        assertThat(person(cem).get(path).json().has("onlineUrl")).isFalse();

        String own = annas.header("Location");
        person(anna).get(own).expect(200);
        person(ben).get(own).expectProblem(404, "not-found");
        person(ben).post(own + "/cancellation").expectProblem(404, "not-found");
        assertThat(
                        person(anna)
                                .post(own + "/cancellation")
                                .expect(200)
                                .json()
                                .path("status")
                                .asString())
                .isEqualTo("CANCELLED");
        person(anna).post(own + "/cancellation").expect(200);
        assertThat(person(cem).get(cems.header("Location")).json().path("status").asString())
                .isEqualTo("CONFIRMED");
        JsonNode mine = person(cem).get("/api/events/registrations/mine").expect(200).json();
        assertThat(mine.path("items").size()).isEqualTo(1);
        assertThat(mine.path("items").get(0).path("title").asString()).isEqualTo("Netzwerktreffen");

        JsonNode list = editor.get(path + "/registrations").expect(200).json().path("items");
        assertThat(list.size()).isEqualTo(3);
        assertThat(list.get(0).path("person").asString()).isEqualTo(anna);
        assertThat(list.get(2).path("number").asInt()).isEqualTo(3);

        JsonNode internal = service().get("/internal/events/events/" + event).expect(200).json();
        assertThat(internal.path("calendarUid").asString())
                .isEqualTo(event + "@events.gemeinsam-kommune");
        assertThat(internal.path("calendarSequence").asInt()).isZero();
        assertThat(internal.path("onlineUrl").asString()).isEqualTo("https://treffen.example/raum");
        String cemsId = cems.json().path("id").asString();
        assertThat(
                        service()
                                .get(
                                        "/internal/events/events/"
                                                + event
                                                + "/registrations/"
                                                + cemsId)
                                .expect(200)
                                .json()
                                .path("person")
                                .asString())
                .isEqualTo(cem);

        membership.knows(cem, "Cem Beispielname");
        TestClient atTheDoor = editor;
        Map<String, Object> attendance = Map.of("minutes", 240);
        String attend = cems.header("Location") + "/attendance";
        atTheDoor.post(attend, attendance).expectProblem(409, "event-not-started");
        clock.move(Duration.ofDays(7).plusHours(7));
        assertThat(atTheDoor.post(attend, attendance).expect(200).json().path("minutes").asInt())
                .isEqualTo(240);
        atTheDoor.post(attend, attendance).expect(200);
        atTheDoor
                .post(attend, Map.of("minutes", 1))
                .expectProblem(409, "attendance-already-recorded");
        assertThat(client.get(path).json().path("status").asString()).isEqualTo("HELD");
        JsonNode proofs =
                client.as(issuer.tokenOfSomebody(Roles.ADMINISTRATOR))
                        .get("/api/events/attendance-proofs?event=" + event)
                        .expect(200)
                        .json()
                        .path("items");
        assertThat(proofs.size()).isEqualTo(1);
        assertThat(proofs.get(0).path("name").asString()).isEqualTo("Cem Beispielname");

        List<String> types = types(event, 8);
        assertThat(types)
                .containsExactly(
                        "events.event-published.v1",
                        "events.registration-confirmed.v1",
                        "events.registration-confirmed.v1",
                        "events.registration-waitlisted.v1",
                        "events.registration-cancelled.v1",
                        "events.registration-promoted.v1",
                        "events.attendance-recorded.v1");
        for (var record : Stream.records("events.event", event)) {
            assertThat(record.value())
                    .doesNotContain("Beispielname", "4711", "treffen.example", "freising.example");
        }
    }

    @Test
    void an_announcement_is_changed_by_those_who_saw_it() {
        TestClient editor = team();
        String path = published(2);
        Map<String, Object> wanted = announcement(3);
        editor.put(path, wanted).expectProblem(428, "precondition-required");
        editor.with("If-Match", "\"1\"")
                .put(path, wanted)
                .expectProblem(412, "announcement-changed-meanwhile");
        editor.with("If-Match", "nonsense").put(path, wanted).expect(400);
        member().post(path + "/registrations").expect(201);
        Answer changed = editor.with("If-Match", "\"2\"").put(path, wanted).expect(200);
        assertThat(changed.header("ETag")).isEqualTo("\"3\"");
        assertThat(changed.json().path("capacity").asInt()).isEqualTo(3);
        member().post(path + "/registrations").expect(201);
        Answer refused =
                editor.with("If-Match", "\"3\"")
                        .with("Accept-Language", "en")
                        .put(path, announcement(1))
                        .expectProblem(409, "capacity-below-confirmed");
        assertThat(refused.json().path("detail").asString())
                .contains("2 seats are taken")
                .contains("at least 2");
        assertThat(refused.json().path("confirmed").asInt()).isEqualTo(2);
        assertThat(
                        editor.with("If-Match", "\"3\"")
                                .put(path, announcement(1))
                                .json()
                                .path("detail")
                                .asString())
                .contains("Es sind schon 2 Plätze vergeben");
        Map<String, Object> elsewhere = announcement(3);
        elsewhere.put("venue", "Regensburg");
        editor.with("If-Match", "\"3\"").put(path, elsewhere).expect(200);
        assertThat(
                        service()
                                .get(path.replace("/api/", "/internal/"))
                                .json()
                                .path("calendarSequence")
                                .asInt())
                .isEqualTo(1);
    }

    @Test
    void a_bad_announcement_is_answered_with_everything_to_mend() {
        Map<String, Object> bad = announcement(0);
        bad.put("title", "");
        bad.put("format", "konzert");
        bad.put("endsAt", bad.get("startsAt"));
        bad.put("description", "x".repeat(20_001));
        JsonNode problem =
                team().post("/api/events/events", bad).expectProblem(400, "invalid-request").json();
        List<String> pointers = new ArrayList<>();
        problem.path("errors").forEach(error -> pointers.add(error.path("pointer").asString()));
        assertThat(pointers)
                .containsExactly("#/title", "#/description", "#/format", "#/endsAt", "#/capacity");
        problem.path("errors")
                .forEach(error -> assertThat(error.path("detail").asString()).isNotBlank());
        Map<String, Object> rings = announcement(1);
        rings.put("description", "\u0007");
        team().post("/api/events/events", rings).expectProblem(400, "invalid-request");
        Map<String, Object> past = announcement(1);
        past.put("startsAt", "2020-01-01T10:00:00+01:00");
        past.put("endsAt", "2020-01-01T11:00:00+01:00");
        JsonNode inThePast =
                team().post("/api/events/events", past)
                        .expectProblem(400, "invalid-request")
                        .json();
        assertThat(inThePast.path("errors").get(0).path("detail").asString())
                .contains("Vergangenheit");
        Map<String, Object> withoutOffset = announcement(1);
        withoutOffset.put("startsAt", "2030-01-01T10:00:00");
        team().post("/api/events/events", withoutOffset).expect(400);
        team().post("/api/events/events", Map.of()).expectProblem(400, "invalid-request");
    }

    @Test
    void a_repeated_creation_makes_one_event() {
        TestClient editor = team().with("Idempotency-Key", "abc-" + UUID.randomUUID());
        Map<String, Object> said = announcement(5);
        String first = editor.post("/api/events/events", said).expect(201).header("Location");
        assertThat(editor.post("/api/events/events", said).expect(201).header("Location"))
                .isEqualTo(first);
        editor.post("/api/events/events", announcement(6))
                .expectProblem(409, "idempotency-key-reused");
    }

    @Test
    void a_repeated_registration_request_does_not_register_again() {
        String path = published(5);
        TestClient anna = person(UUID.randomUUID().toString()).with("Idempotency-Key", "once");
        Answer first = anna.post(path + "/registrations").expect(201);
        anna.post(first.header("Location") + "/cancellation").expect(200);
        Answer again = anna.post(path + "/registrations").expect(201);
        assertThat(again.json().path("status").asString()).isEqualTo("CANCELLED");
        anna.post(path + "/registrations?municipality=09178")
                .expectProblem(409, "idempotency-key-reused");
        assertThat(
                        anna.with("Idempotency-Key", "twice")
                                .post(path + "/registrations")
                                .json()
                                .path("status")
                                .asString())
                .isEqualTo("CONFIRMED");
    }

    @Test
    void people_register_for_their_own_municipality() {
        String path = published(5);
        member().post(path + "/registrations?municipality=09573")
                .expectProblem(400, "not-your-municipality");
        String both = UUID.randomUUID().toString();
        TestClient ofTwo =
                client.as(issuer.token(both, List.of(Roles.MEMBER), List.of("09178", "09573")));
        assertThat(ofTwo.post(path + "/registrations").json().has("municipality")).isFalse();
        TestClient saysWhich =
                client.as(
                        issuer.token(
                                UUID.randomUUID().toString(),
                                List.of(Roles.MEMBER),
                                List.of("09178", "09573")));
        assertThat(
                        saysWhich
                                .post(path + "/registrations?municipality=09573")
                                .json()
                                .path("municipality")
                                .asString())
                .isEqualTo("09573");
    }

    @Test
    void refuses_by_type() {
        TestClient editor = team();
        String path = published(5);
        Answer registered = member().post(path + "/registrations").expect(201);
        editor.post(path + "/cancellation").expect(200);
        editor.post(path + "/cancellation").expect(200);
        assertThat(client.get(path).json().path("status").asString()).isEqualTo("CANCELLED");
        assertThat(editor.get(registered.header("Location")).json().path("status").asString())
                .isEqualTo("CANCELLED");
        member().post(path + "/registrations").expectProblem(409, "event-already-cancelled");
        editor.post(path + "/publication").expectProblem(409, "event-already-cancelled");

        String draft =
                editor.post("/api/events/events", announcement(1)).expect(201).header("Location");
        editor.post(draft + "/cancellation").expectProblem(409, "event-not-published");

        Map<String, Object> closing = announcement(1);
        closing.put("registrationClosesAt", Instant.now().minus(1, ChronoUnit.HOURS).toString());
        String closed = editor.post("/api/events/events", closing).expect(201).header("Location");
        editor.post(closed + "/publication").expect(200);
        member().post(closed + "/registrations").expectProblem(409, "registration-closed");

        Map<String, Object> forMembers = announcement(1);
        String internal =
                editor.post("/api/events/events", forMembers).expect(201).header("Location");
        editor.post(internal + "/publication").expect(200);
        client.as(issuer.token(UUID.randomUUID().toString(), List.of(), List.of()))
                .post(internal + "/registrations")
                .expectProblem(409, "members-only");

        String held = published(1);
        Answer seat = member().post(held + "/registrations").expect(201);
        clock.move(Duration.ofDays(7).plusHours(1));
        member().post(held + "/registrations").expectProblem(409, "event-already-started");
        editor.post(seat.header("Location") + "/cancellation")
                .expectProblem(409, "event-already-started");
        clock.move(Duration.ofDays(8));
        editor.post(held + "/cancellation").expectProblem(409, "event-already-held");
    }

    @Test
    void attendance_needs_a_name_for_the_proof() {
        String path = published(5);
        String anna = UUID.randomUUID().toString();
        String attend =
                person(anna).post(path + "/registrations").header("Location") + "/attendance";
        clock.move(Duration.ofDays(7).plusHours(1));
        team().post(attend, Map.of("minutes", 60)).expectProblem(409, "person-erased");
        membership.isDown(true);
        Answer later = team().post(attend, Map.of("minutes", 60));
        later.expectProblem(503, "name-unavailable");
        assertThat(later.header("Retry-After")).isEqualTo("2");
        membership.isDown(false);
        membership.knows(anna, "Anna Muster");
        team().post(attend, Map.of("minutes", 0)).expectProblem(400, "invalid-request");
        team().post(attend, Map.of("minutes", 361)).expectProblem(409, "attendance-too-long");
        team().post(attend, Map.of("minutes", 60)).expect(200);
    }

    @Test
    void a_person_is_told_everything_of_their_own() {
        String path = published(1);
        String anna = UUID.randomUUID().toString();
        String cem = UUID.randomUUID().toString();
        String attend =
                person(anna).post(path + "/registrations").header("Location") + "/attendance";
        person(cem).post(path + "/registrations").expect(201);
        clock.move(Duration.ofDays(7).plusHours(1));
        membership.knows(anna, "Anna Muster");
        team().post(attend, Map.of("minutes", 60)).expect(200);

        JsonNode annas = dataOf(anna);
        JsonNode registration = first(annas, "registrations");
        assertThat(registration.path("status").asString()).isEqualTo("CONFIRMED");
        assertThat(registration.path("minutes").asInt()).isEqualTo(60);
        assertThat(registration.path("title").asString()).isNotBlank();
        JsonNode proof = first(annas, "attendance-proofs");
        assertThat(proof.path("name").asString()).isEqualTo("Anna Muster");
        assertThat(proof.path("minutes").asInt()).isEqualTo(60);
        JsonNode cems = dataOf(cem);
        assertThat(first(cems, "registrations").path("status").asString()).isEqualTo("WAITING");
        assertThat(cems.toString())
                .doesNotContain("Anna", anna, registration.path("id").asString());
    }

    private static JsonNode first(JsonNode data, String code) {
        for (JsonNode category : data.path("categories")) {
            if (category.path("code").asString().equals(code)) {
                return category.path("items").path(0);
            }
        }
        throw new AssertionError("nothing is said of " + code);
    }

    private JsonNode dataOf(String person) {
        return client.as(issuer.serviceToken("membership"))
                .get("/internal/events/people/" + person + "/data")
                .expect(200)
                .json();
    }

    @Test
    void lists_in_pages_by_start() {
        TestClient editor = team();
        Duration inYears = Duration.ofDays(3650);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Map<String, Object> said = announcement(1);
            Instant start = Instant.now().plus(inYears).plus(i / 2, ChronoUnit.DAYS);
            said.put("startsAt", start.truncatedTo(ChronoUnit.SECONDS).toString());
            said.put("endsAt", start.plusSeconds(3600).toString());
            Answer drafted = editor.post("/api/events/events", said).expect(201);
            editor.post(drafted.header("Location") + "/publication").expect(200);
            ids.add(drafted.json().path("id").asString());
        }
        String from = Instant.now().plus(inYears).minus(1, ChronoUnit.DAYS).toString();
        List<String> listed = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page =
                    client.get("/api/events/events?size=2&from=" + from + "&cursor=" + cursor)
                            .expect(200)
                            .json();
            page.path("items").forEach(item -> listed.add(item.path("id").asString()));
            cursor = page.path("next").asString("");
        } while (!cursor.isEmpty());
        assertThat(listed).containsExactlyInAnyOrderElementsOf(ids);
        client.get("/api/events/events?from=gestern").expectProblem(400, "from-malformed");
        client.get("/api/events/events?status=DRAFT").expectProblem(403, "forbidden");
        member().get("/api/events/events?status=DRAFT").expectProblem(403, "forbidden");
        editor.get("/api/events/events?status=DRAFT").expect(200);
        assertThat(
                        client.get("/api/events/events?from=2020-01-01")
                                .expect(200)
                                .json()
                                .path("items")
                                .size())
                .isPositive();
    }

    @Test
    void formats_speak_two_languages() {
        JsonNode german = client.get("/api/events/formats").expect(200).json().path("items");
        assertThat(german.size()).isEqualTo(8);
        assertThat(german.get(0).path("name").asString()).isEqualTo("Netzwerktreffen");
        JsonNode english =
                client.with("Accept-Language", "en")
                        .get("/api/events/formats")
                        .json()
                        .path("items");
        assertThat(english.get(0).path("name").asString()).isEqualTo("Network meeting");
    }

    @Test
    void learns_from_membership_who_was_erased() {
        String path = published(1);
        String anna = UUID.randomUUID().toString();
        String ben = UUID.randomUUID().toString();
        String annas = person(anna).post(path + "/registrations").expect(201).header("Location");
        String bens = person(ben).post(path + "/registrations").expect(201).header("Location");

        erased(anna);

        await().atMost(Duration.ofSeconds(30))
                .until(() -> !Stream.records("events.erasure", anna).isEmpty());
        JsonNode left = team().get(annas).expect(200).json();
        assertThat(left.has("person")).isFalse();
        assertThat(left.path("status").asString()).isEqualTo("CANCELLED");
        assertThat(team().get(bens).json().path("status").asString()).isEqualTo("CONFIRMED");
        person(anna).post(path + "/registrations").expectProblem(409, "person-erased");
        person(anna).get(annas).expectProblem(404, "not-found");
        assertThat(person(anna).get("/api/events/registrations/mine").json().path("items").size())
                .isZero();
    }

    @Test
    void a_message_carries_the_trace_of_its_request() {
        String path = published(1);
        String trace = UUID.randomUUID().toString().replace("-", "");
        member().with("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .post(path + "/registrations")
                .expect(201);
        String event = path.substring(path.lastIndexOf('/') + 1);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () ->
                                assertThat(Stream.records("events.event", event))
                                        .last()
                                        .satisfies(
                                                record ->
                                                        assertThat(
                                                                        Stream.header(
                                                                                record,
                                                                                "traceparent"))
                                                                .contains(trace)));
    }

    private static void erased(String person) {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                Parts.shared().kafkaBootstrapServers(),
                                "acks",
                                "all"),
                        new StringSerializer(),
                        new StringSerializer())) {
            ProducerRecord<String, String> record =
                    new ProducerRecord<>(
                            "membership.person", person, "{\"person\":\"" + person + "\"}");
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("ce_specversion", "1.0");
            headers.put("ce_id", UUID.randomUUID().toString());
            headers.put("ce_source", "/membership");
            headers.put("ce_type", "membership.person-erased.v1");
            headers.put("ce_subject", person);
            headers.put("ce_time", Instant.now().toString());
            headers.put("ce_sequence", "1");
            headers.put("ce_epoch", "1");
            headers.put("content-type", "application/json");
            headers.forEach(
                    (name, value) ->
                            record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
            producer.send(record);
        }
    }

    private String published(int capacity) {
        String path =
                team().post("/api/events/events", announcement(capacity))
                        .expect(201)
                        .header("Location");
        team().post(path + "/publication").expect(200);
        return path;
    }

    /** In a week, for six hours. */
    private static Map<String, Object> announcement(int capacity) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("title", "Netzwerktreffen");
        said.put("description", DESCRIPTION);
        said.put("format", "netzwerktreffen");
        said.put("topics", List.of("monitoring"));
        said.put("startsAt", START.toString());
        said.put("endsAt", START.plus(6, ChronoUnit.HOURS).toString());
        said.put("venue", "München");
        said.put("onlineUrl", "https://treffen.example/raum");
        said.put("capacity", capacity);
        return said;
    }

    private static List<String> types(String event, int atMost) {
        List<String> types = new ArrayList<>();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () ->
                                assertThat(
                                                Stream.records("events.event", event).stream()
                                                        .map(it -> Stream.header(it, "ce_type")))
                                        .hasSizeLessThan(atMost)
                                        .contains("events.attendance-recorded.v1"));
        Stream.records("events.event", event)
                .forEach(record -> types.add(Stream.header(record, "ce_type")));
        return types;
    }

    private TestClient team() {
        return client.as(issuer.tokenOfSomebody(Roles.EDITOR));
    }

    private TestClient member() {
        return person(UUID.randomUUID().toString());
    }

    private TestClient person(String id) {
        return client.as(issuer.token(id, List.of(Roles.MEMBER), List.of("09178")));
    }

    private TestClient service() {
        return client.as(issuer.serviceToken("newsletter"));
    }
}
