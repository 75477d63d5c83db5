package de.gemeinsamkommune.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The network's main job on the started system, from the first invitation to being forgotten: over
 * HTTP only, mails read from the real SMTP sink, Kafka read by a plain consumer.
 */
class MainJobTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** An officer of a partner who did not exist before this test. */
    private record Officer(String municipality, String givenName, String familyName) {

        String name() {
            return givenName + " " + familyName;
        }

        String email() {
            return "%s.%s@kommune-%s.example"
                    .formatted(givenName, familyName, municipality)
                    .toLowerCase(java.util.Locale.ROOT);
        }
    }

    private static final List<Officer> OFFICERS =
            List.of(
                    new Officer("09178", "Quirina", "Zwiebelturm"),
                    new Officer("09573", "Rasso", "Hopfenblatt"),
                    new Officer("09180", "Walburga", "Enzianstein"),
                    new Officer("09161", "Korbinian", "Donaustrand"),
                    new Officer("09762", "Afra", "Wertachbrunn"),
                    new Officer("09362", "Emmeram", "Domspatzl"),
                    new Officer("09184131", "Notburga", "Heimstetten"));

    private static final String QUESTION = "Welche Kennzahlen verraten niemanden im Mühlviertel?";
    private static final String ADVICE = "Beginnen Sie mit zwölf Kennzahlen aus dem Melderegister.";
    private static final String VISITOR = "neugierig@leserschaft.example";

    private static final int WEEKS = 3;

    @TempDir private Path temporary;

    @Test
    void from_the_first_invitation_to_being_forgotten() throws Exception {
        Path data = temporary.resolve("data");
        String event;
        try (StandaloneProcess network = StandaloneProcess.start(data)) {
            String home = network.url();
            Api everyone = Api.anonymous(home);
            Api editor = Api.as(home, "editor");

            the_pages_show_the_network(home, everyone);
            Map<Officer, Visitor> officers =
                    officers_sign_in_by_mail(home, everyone, Api.as(home, "project-lead"));
            event = officers_register(home, everyone, editor, officers);
            advice_is_asked_and_given(
                    home, everyone, Api.as(home, "adviser"), officers.get(OFFICERS.get(4)));
            everybody_gets_the_newsletter_once(home, everyone, editor, event);
            network.end();
            assertThat(network.exitCode(Duration.ofSeconds(10))).isEqualTo(143);
        }
        // three weeks later
        try (StandaloneProcess network =
                StandaloneProcess.start(data, "--time-offset", "P" + WEEKS * 7 + "D")) {
            String home = network.url();
            Api everyone = Api.anonymous(home);
            Api analyst = Api.as(home, "analyst");

            attendance_is_recorded(Api.as(home, "editor"), event);
            JsonNode figures = settledFigures(analyst);
            two_are_forgotten(home, everyone, event);
            assertThat(figuresWithoutTime(analyst.get("/api/analytics/figures")))
                    .isEqualTo(figuresWithoutTime(figures));
            two_turn_out_to_be_one(home, everyone, Api.as(home, "project-lead"), analyst, event);
            the_streams_tell_it_without_a_name(network, analyst, everyone);
        }
    }

    private static void the_pages_show_the_network(String home, Api everyone) throws Exception {
        Visitor visitor = new Visitor(home).open("/");
        assertThat(visitor.text())
                .contains("Gemeinsam Kommune")
                .contains("Kofinanziert von der Europäischen Union");
        JsonNode partners = everyone.get("/api/membership/municipalities?partner=true");
        List<String> keys = new ArrayList<>();
        partners.get("items").forEach(unit -> keys.add(unit.get("key").asString()));
        assertThat(keys)
                .containsExactlyInAnyOrderElementsOf(
                        OFFICERS.stream().map(Officer::municipality).toList());
        visitor.open("/partner");
        assertThat(visitor.text()).contains("Kaufbeuren", "Garmisch-Partenkirchen", "Kirchheim");
    }

    private static Map<Officer, Visitor> officers_sign_in_by_mail(
            String home, Api everyone, Api lead) throws Exception {
        for (Officer officer : OFFICERS) {
            lead.post(
                    "/api/membership/invitations",
                    Map.of(
                            "givenName", officer.givenName(),
                            "familyName", officer.familyName(),
                            "email", officer.email(),
                            "municipality", officer.municipality(),
                            "roles", List.of("MEMBER"),
                            "locale", "de"),
                    201);
        }
        Map<Officer, Visitor> signedIn = new LinkedHashMap<>();
        for (Officer officer : OFFICERS) {
            JsonNode mail = everyone.mails(officer.email(), 1).getFirst();
            String link = find(mail, Pattern.quote(home) + "/identity/link\\S+");
            Visitor visitor = new Visitor(home).open(link).submit("/identity/link", Map.of());
            if (!visitor.offers("/willkommen")) {
                visitor.open("/willkommen");
            }
            visitor.submit("/willkommen", Map.of()).open("/konto");
            assertThat(visitor.text()).contains(officer.email());
            signedIn.put(officer, visitor);

            assertThat(everyone.status(link)).as("a link opens once").isEqualTo(410);
        }
        return signedIn;
    }

    private static String officers_register(
            String home, Api everyone, Api editor, Map<Officer, Visitor> officers)
            throws Exception {
        OffsetDateTime starts =
                LocalDate.now(BERLIN).plusDays(20).atTime(10, 0).atZone(BERLIN).toOffsetDateTime();
        Map<String, Object> meeting = new HashMap<>();
        meeting.put("title", "Netzwerktreffen Winter: Zahlen, die helfen");
        meeting.put("description", "Ein Tag für das **Integrationsmonitoring**.");
        meeting.put("format", "netzwerktreffen");
        meeting.put("topics", List.of("monitoring"));
        meeting.put("startsAt", starts.toString());
        meeting.put("endsAt", starts.plusHours(6).toString());
        meeting.put("venue", "München, Haus der Verbände");
        meeting.put("capacity", 6);
        meeting.put("audience", "MEMBERS");
        String event = editor.post("/api/events/events", meeting, 201).get("id").asString();
        assertThat(everyone.status("/api/events/events/" + event)).isEqualTo(404);
        editor.post("/api/events/events/" + event + "/publication", Map.of(), 200);
        String page = "/veranstaltungen/" + event;
        assertThat(new Visitor(home).open(page).text()).contains("Zahlen, die helfen");

        for (Visitor officer : officers.values()) {
            officer.open(page).submit(page + "/anmeldung", Map.of());
        }
        JsonNode seats = everyone.get("/api/events/events/" + event);
        assertThat(seats.get("free").asInt()).isZero();
        assertThat(seats.get("waiting").asInt()).isEqualTo(1);
        Officer last = OFFICERS.getLast();
        JsonNode waiting = everyone.mails(last.email(), 2).get(1);
        assertThat(waiting.get("subject").asString()).containsIgnoringCase("Warteliste");

        Officer leaving = OFFICERS.get(1);
        officers.get(leaving).open(page + "/abmeldung").submit(page + "/abmeldung", Map.of());
        JsonNode promoted = everyone.mails(last.email(), 3).get(2);
        assertThat(calendar(promoted)).contains("METHOD:REQUEST", "BEGIN:VEVENT");
        assertThat(calendar(everyone.mails(OFFICERS.getFirst().email(), 2).get(1)))
                .contains("METHOD:REQUEST");
        assertThat(calendar(everyone.mails(leaving.email(), 3).get(2))).contains("METHOD:CANCEL");
        seats = everyone.get("/api/events/events/" + event);
        assertThat(seats.get("free").asInt()).isZero();
        assertThat(seats.get("waiting").asInt()).isZero();
        return event;
    }

    private static void advice_is_asked_and_given(
            String home, Api everyone, Api adviser, Visitor officer) throws Exception {
        officer.open("/beratung/neu")
                .submit(
                        "/beratung/neu",
                        Map.of(
                                "topic", "monitoring",
                                "subject", "Erstes Integrationsmonitoring",
                                "question", QUESTION,
                                "contactBy", "VIDEO"));
        JsonNode request = null;
        for (JsonNode entry : adviser.get("/api/advisory/requests?status=RECEIVED").get("items")) {
            if (entry.path("subject").asString("").equals("Erstes Integrationsmonitoring")) {
                request = entry;
            }
        }
        assertThat(request).isNotNull();
        String path = "/api/advisory/requests/" + request.get("id").asString();
        adviser.post(path + "/assignment", Map.of(), 200);
        adviser.post(path + "/replies", Map.of("text", ADVICE), 201);
        adviser.post(
                path + "/efforts",
                Map.of(
                        "activity",
                        "CONVERSATION",
                        "minutes",
                        45,
                        "on",
                        LocalDate.now(BERLIN).toString()),
                201);
        adviser.postIfMatch(
                path, path + "/conclusion", Map.of("outcome", "ADVICE_GIVEN", "text", ADVICE), 200);
        officer.open("/beratung/" + request.get("id").asString());
        assertThat(officer.text()).contains(QUESTION, ADVICE);
        String mails = everyone.mails(OFFICERS.get(4).email(), 5).toString();
        assertThat(mails).doesNotContain(QUESTION).doesNotContain(ADVICE);
    }

    private static void everybody_gets_the_newsletter_once(
            String home, Api everyone, Api editor, String event) throws Exception {
        new Visitor(home)
                .open("/newsletter")
                .submit("/newsletter", Map.of("email", VISITOR, "consent", "true"));
        JsonNode asked = everyone.mails(VISITOR, 1).getFirst();
        String confirm = find(asked, Pattern.quote(home) + "/newsletter/bestaetigen\\S+");
        new Visitor(home).open(confirm).submit("/newsletter/bestaetigen", Map.of());

        String edition =
                editor.post(
                                "/api/newsletter/editions",
                                Map.of(
                                        "subject",
                                        "Neues aus dem Netzwerk",
                                        "blocks",
                                        List.of(
                                                Map.of(
                                                        "kind", "TEXT",
                                                        "heading", "Guten Tag",
                                                        "markdown", "Das *Neueste*."),
                                                Map.of("kind", "EVENT", "event", event))),
                                201)
                        .get("id")
                        .asString();
        String path = "/api/newsletter/editions/" + edition;
        editor.post(path + "/tests", Map.of(), 202);
        assertThat(everyone.mails(VISITOR)).hasSize(1);
        editor.postIfMatch(path, path + "/release", Map.of(), 202);
        JsonNode letter = everyone.mails(VISITOR, 2).get(1);
        assertThat(letter.get("text").asString()).contains("Zahlen, die helfen");
        Map<String, String> headers = new HashMap<>();
        letter.get("headers")
                .properties()
                .forEach(
                        header ->
                                headers.put(
                                        header.getKey().toLowerCase(java.util.Locale.ROOT),
                                        header.getValue().asString()));
        assertThat(headers.get("list-unsubscribe-post")).isEqualTo("List-Unsubscribe=One-Click");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                assertThat(editor.get(path).get("status").asString())
                                        .isEqualTo("SENT"));
        assertThat(everyone.mails(VISITOR)).hasSize(2);

        String unsubscribe =
                headers.get("list-unsubscribe").replaceFirst(".*<(http[^>]+)>.*", "$1");
        var http = java.net.http.HttpClient.newHttpClient();
        var answer =
                http.send(
                        java.net.http.HttpRequest.newBuilder(java.net.URI.create(unsubscribe))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(
                                        java.net.http.HttpRequest.BodyPublishers.ofString(
                                                "List-Unsubscribe=One-Click"))
                                .build(),
                        java.net.http.HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as("one click, no redirect").isEqualTo(200);
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () ->
                                assertThat(
                                                editor.get("/api/newsletter/subscribers/count")
                                                        .get("confirmed")
                                                        .asInt())
                                        .isZero());
    }

    private static void attendance_is_recorded(Api editor, String event) throws Exception {
        int recorded = 0;
        String path = "/api/events/events/" + event + "/registrations";
        for (JsonNode registration : editor.get(path).get("items")) {
            // the third officer is to have attended nothing
            if (registration.get("status").asString().equals("CONFIRMED")
                    && !"09180".equals(registration.path("municipality").asString(""))) {
                editor.post(
                        path + "/" + registration.get("id").asString() + "/attendance",
                        Map.of("minutes", 300),
                        200);
                recorded++;
            }
        }
        assertThat(recorded).isEqualTo(5);
    }

    private static JsonNode settledFigures(Api analyst) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> analyst.get("/api/analytics/figures"),
                        figures ->
                                figures.get("attendances").asInt() == 5
                                        && figures.get("attendedMinutes").asInt() == 1_500
                                        && figures.get("effortMinutes").asInt() >= 45
                                        && figures.get("subscribers").asInt() == 0);
    }

    private static Map<String, String> figuresWithoutTime(JsonNode figures) {
        Map<String, String> all = new HashMap<>();
        figures.properties()
                .forEach(
                        figure -> {
                            if (figure.getValue().isNumber()) {
                                all.put(figure.getKey(), figure.getValue().asString());
                            }
                        });
        assertThat(all).hasSizeGreaterThan(5);
        return all;
    }

    private static void two_are_forgotten(String home, Api everyone, String event)
            throws Exception {
        Api administrator = Api.as(home, "administrator");
        Api lead = Api.as(home, "project-lead");
        Officer absent = OFFICERS.get(2);
        Officer attended = OFFICERS.getFirst();
        for (Officer officer : List.of(absent, attended)) {
            Visitor visitor = signInAgain(home, everyone, officer);
            visitor.open("/konto/loeschen").submit("/konto/loeschen", Map.of("sure", "true"));
            String receipt = visitor.address().replaceFirst(".*/loeschung/([^?/]+).*", "$1");
            eventually(
                    () ->
                            assertThat(
                                            everyone.get("/api/membership/erasures/" + receipt)
                                                    .get("status")
                                                    .asString())
                                    .isEqualTo("COMPLETED"));
            JsonNode done = everyone.get("/api/membership/erasures/" + receipt);
            assertThat(done.get("holds").size()).isEqualTo(officer == absent ? 0 : 1);
            assertThat(done.toString()).doesNotContain(officer.familyName());
            assertThat(new Visitor(home).open("/loeschung/" + receipt).text())
                    .doesNotContain(officer.familyName());
            // signed out everywhere, and nobody by this address any more
            assertThat(visitor.open("/konto").text()).doesNotContain(officer.email());
        }
        assertThat(lead.get("/api/membership/people?size=200").toString())
                .doesNotContain(absent.familyName())
                .doesNotContain(attended.familyName())
                .contains(OFFICERS.getLast().familyName());
        assertThat(
                        administrator
                                .get("/api/events/attendance-proofs?size=200&event=" + event)
                                .toString())
                .contains(attended.name())
                .doesNotContain(absent.familyName());
        assertThat(lead.status("/api/events/attendance-proofs")).isEqualTo(403);
    }

    private static void two_turn_out_to_be_one(
            String home, Api everyone, Api lead, Api analyst, String event) throws Exception {
        Officer goes = OFFICERS.get(4);
        Officer stays = OFFICERS.get(5);
        Visitor leaving = signInAgain(home, everyone, goes);
        Map<String, JsonNode> people = new HashMap<>();
        for (JsonNode person : lead.get("/api/membership/people?size=200").get("items")) {
            people.put(person.get("email").asString(), person);
        }
        String absorbed = people.get(goes.email()).get("id").asString();
        String kept = "/api/membership/people/" + people.get(stays.email()).get("id").asString();
        lead.get("/api/membership/duplicates");
        JsonNode merged =
                lead.postIfMatch(
                        kept,
                        kept + "/merge",
                        Map.of(
                                "absorbed",
                                absorbed,
                                "absorbedETag",
                                lead.etag("/api/membership/people/" + absorbed),
                                "name",
                                "KEPT",
                                "email",
                                "KEPT"),
                        200);
        assertThat(merged.get("affiliations").size()).isEqualTo(2);

        // of two at one event one counts, and the proof of one person is one
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> {
                            JsonNode figures = analyst.get("/api/analytics/figures");
                            assertThat(figures.get("attendances").asInt()).isEqualTo(4);
                            assertThat(figures.get("attendedMinutes").asInt()).isEqualTo(1_200);
                        });
        Api administrator = Api.as(home, "administrator");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                assertThat(
                                                administrator
                                                        .get(
                                                                "/api/events/attendance-proofs?event="
                                                                        + event)
                                                        .get("items")
                                                        .size())
                                        .isEqualTo(4));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                assertThat(leaving.open("/konto").text())
                                        .doesNotContain(goes.email()));
        int mails = everyone.mails(goes.email()).size();
        new Visitor(home)
                .open("/anmelden")
                .submit("/identity/sign-in", Map.of("email", goes.email()));
        Visitor officer = signInAgain(home, everyone, stays).open("/beratung");
        assertThat(officer.text()).contains("Erstes Integrationsmonitoring");
        assertThat(everyone.mails(goes.email())).hasSize(mails);
    }

    private static Visitor signInAgain(String home, Api everyone, Officer officer)
            throws Exception {
        Visitor visitor = new Visitor(home).open("/anmelden");
        visitor.submit("/identity/sign-in", Map.of("email", officer.email()));
        String link =
                find(
                        everyone.mails(officer.email(), 1).getFirst(),
                        Pattern.quote(home) + "/identity/link\\S+");
        visitor.open(link).submit("/identity/link", Map.of()).open("/konto");
        assertThat(visitor.text()).contains(officer.email());
        return visitor;
    }

    private static void the_streams_tell_it_without_a_name(
            StandaloneProcess network, Api analyst, Api everyone) throws Exception {
        String broker =
                network.line("Kafka").orElseThrow().replaceFirst(".*?([0-9.]+:\\d+).*", "$1");
        List<ConsumerRecord<String, byte[]>> records = records(broker);
        Set<String> types = new TreeSet<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            types.add(header(record, "ce_type"));
            StringBuilder all = new StringBuilder(record.key());
            record.headers()
                    .forEach(
                            header ->
                                    all.append(' ')
                                            .append(
                                                    new String(
                                                            header.value(),
                                                            StandardCharsets.UTF_8)));
            all.append(' ').append(new String(record.value(), StandardCharsets.UTF_8));
            String line = all.toString();
            for (Officer officer : OFFICERS) {
                assertThat(line)
                        .doesNotContainIgnoringCase(officer.givenName())
                        .doesNotContainIgnoringCase(officer.familyName());
            }
            assertThat(line)
                    .doesNotContain(
                            QUESTION, ADVICE, VISITOR, "Erstes Integrationsmonitoring", "@");
        }
        assertThat(types)
                .contains(
                        "membership.municipality-admitted.v1",
                        "membership.funding-period-opened.v1",
                        "membership.person-invited.v1",
                        "membership.person-joined.v1",
                        "membership.person-erased.v1",
                        "membership.person-merged.v1",
                        "membership.erasure-completed.v1",
                        "events.event-published.v1",
                        "events.registration-confirmed.v1",
                        "events.registration-waitlisted.v1",
                        "events.registration-promoted.v1",
                        "events.registration-cancelled.v1",
                        "events.registrations-merged.v1",
                        "events.attendance-recorded.v1",
                        "advisory.request-received.v1",
                        "advisory.request-accepted.v1",
                        "advisory.reply-given.v1",
                        "advisory.effort-recorded.v1",
                        "advisory.request-concluded.v1",
                        "newsletter.subscription-confirmed.v1",
                        "newsletter.subscription-ended.v1",
                        "newsletter.edition-released.v1",
                        "newsletter.edition-sent.v1");
        int fed = 0;
        JsonNode topics = everyone.get("/api/streams").get("items");
        for (JsonNode topic : topics) {
            for (JsonNode event : analyst.feed(topic.get("name").asString())) {
                assertThat(event.get("specversion").asString()).isEqualTo("1.0");
                assertThat(event.get("data").isObject()).isTrue();
                fed++;
            }
        }
        assertThat(fed).isEqualTo(records.size());
        String asyncApi = everyone.get("/api/streams/asyncapi.json").toString();
        assertThat(types).allSatisfy(type -> assertThat(asyncApi).contains(type));
    }

    private static List<ConsumerRecord<String, byte[]>> records(String broker) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", broker),
                        new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            consumer.listTopics()
                    .forEach(
                            (topic, infos) -> {
                                if (!topic.startsWith("_")) {
                                    infos.forEach(
                                            info ->
                                                    partitions.add(
                                                            new TopicPartition(
                                                                    topic, info.partition())));
                                }
                            });
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(at -> consumer.position(at) < ends.get(at))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static String calendar(JsonNode mail) {
        for (JsonNode file : mail.get("attachments")) {
            if (file.get("type").asString().startsWith("text/calendar")) {
                return file.get("text").asString();
            }
        }
        throw new AssertionError("no calendar entry: " + mail);
    }

    private static String find(JsonNode mail, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(mail.get("text").asString());
        assertThat(matcher.find()).as(mail.toString()).isTrue();
        return matcher.group();
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(assertion);
    }
}
