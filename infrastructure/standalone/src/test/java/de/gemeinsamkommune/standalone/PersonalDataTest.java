package de.gemeinsamkommune.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The right of access on the started network: two people use all there is, each downloads what is
 * held about them, and finds everything they typed in and nothing of the other.
 */
class PersonalDataTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final String ADVICE = "Fragen Sie zuerst das Melderegister am Alpenrand.";

    /** Somebody with words nobody else uses. */
    private record Somebody(
            String municipality, String givenName, String familyName, String question) {

        String email() {
            return (givenName + "." + familyName + "@amt-" + municipality + ".example")
                    .toLowerCase(java.util.Locale.ROOT);
        }

        String salutation() {
            return "Lesende " + familyName;
        }
    }

    private static final Somebody ONE =
            new Somebody("09178", "Philomena", "Birkenhain", "Wie zählen wir Ankommende im Moos?");
    private static final Somebody OTHER =
            new Somebody("09573", "Severin", "Kranzberg", "Wer bezahlt die Sprachmittlung am See?");

    @TempDir private Path temporary;

    @Test
    void everybody_finds_everything_of_their_own_and_nothing_of_others() throws Exception {
        try (StandaloneProcess network = StandaloneProcess.start(temporary.resolve("data"))) {
            String home = network.url();
            Api everyone = Api.anonymous(home);
            Api editor = Api.as(home, "editor");
            String open = event(editor, "Offene Runde", 5);
            String full = event(editor, "Kleine Runde", 1);
            Visitor other = use_everything(home, OTHER, open, full);
            Visitor one = use_everything(home, ONE, open, full);
            for (Somebody somebody : List.of(OTHER, ONE)) {
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> everyone.mails(somebody.email()).size() >= 6);
            }

            // who is to hear of a call-off is noted a moment later than the mails are sent
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> items(export(one), "newsletter", "notices").size() == 3);
            Map<String, byte[]> mine = export(one);
            everything_is_in(mine, ONE, "WAITING");
            nothing_of(OTHER, mine);
            Map<String, byte[]> theirs = export(other);
            everything_is_in(theirs, OTHER, "CONFIRMED");
            nothing_of(ONE, theirs);
            every_code_has_words(mine);
        }
    }

    private static String event(Api editor, String title, int capacity) throws Exception {
        OffsetDateTime starts =
                LocalDate.now(BERLIN).plusDays(20).atTime(10, 0).atZone(BERLIN).toOffsetDateTime();
        Map<String, Object> meeting = new LinkedHashMap<>();
        meeting.put("title", title);
        meeting.put("description", "Ein Treffen.");
        meeting.put("format", "netzwerktreffen");
        meeting.put("topics", List.of("monitoring"));
        meeting.put("startsAt", starts.toString());
        meeting.put("endsAt", starts.plusHours(2).toString());
        meeting.put("venue", "Passau");
        meeting.put("capacity", capacity);
        meeting.put("audience", "MEMBERS");
        String event = editor.post("/api/events/events", meeting, 201).get("id").asString();
        editor.post("/api/events/events/" + event + "/publication", Map.of(), 200);
        return event;
    }

    private static Visitor use_everything(String home, Somebody somebody, String open, String full)
            throws Exception {
        Api everyone = Api.anonymous(home);
        Visitor visitor = sign_in(home, everyone, somebody);
        for (String event : List.of(open, full)) {
            String page = "/veranstaltungen/" + event;
            visitor.open(page).submit(page + "/anmeldung", Map.of());
        }
        ask_for_advice(home, visitor, somebody);
        everyone.post(
                "/api/newsletter/subscriptions",
                Map.of(
                        "email", somebody.email(),
                        "name", somebody.salutation(),
                        "consent", true),
                202);
        new Visitor(home)
                .open(mailed(everyone, somebody, home, "/newsletter/bestaetigen\\S+"))
                .submit("/newsletter/bestaetigen", Map.of());
        return visitor;
    }

    private static Visitor sign_in(String home, Api everyone, Somebody somebody) throws Exception {
        Api.as(home, "project-lead")
                .post(
                        "/api/membership/invitations",
                        Map.of(
                                "givenName", somebody.givenName(),
                                "familyName", somebody.familyName(),
                                "email", somebody.email(),
                                "municipality", somebody.municipality(),
                                "roles", List.of("MEMBER"),
                                "locale", "de"),
                        201);
        Visitor visitor =
                new Visitor(home)
                        .open(mailed(everyone, somebody, home, "/identity/link\\S+"))
                        .submit("/identity/link", Map.of());
        if (!visitor.offers("/willkommen")) {
            visitor.open("/willkommen");
        }
        return visitor.submit("/willkommen", Map.of());
    }

    private static void ask_for_advice(String home, Visitor visitor, Somebody somebody)
            throws Exception {
        visitor.open("/beratung/neu")
                .submit(
                        "/beratung/neu",
                        Map.of(
                                "topic",
                                "monitoring",
                                "subject",
                                "Anliegen " + somebody.familyName(),
                                "question",
                                somebody.question(),
                                "contactBy",
                                "VIDEO"));
        Api adviser = Api.as(home, "adviser");
        for (JsonNode request :
                adviser.get("/api/advisory/requests?status=RECEIVED").get("items")) {
            if (request.path("subject").asString("").endsWith(somebody.familyName())) {
                String path = "/api/advisory/requests/" + request.get("id").asString();
                adviser.post(path + "/assignment", Map.of(), 200);
                adviser.post(path + "/replies", Map.of("text", ADVICE), 201);
                return;
            }
        }
        throw new AssertionError("the request did not arrive");
    }

    /** The link in one of the mails to somebody, as soon as it has come. */
    private static String mailed(Api everyone, Somebody somebody, String home, String path) {
        Pattern link = Pattern.compile(Pattern.quote(home) + path);
        List<String> found = new ArrayList<>();
        await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> {
                            for (JsonNode mail : everyone.mails(somebody.email())) {
                                Matcher matcher = link.matcher(mail.get("text").asString());
                                if (matcher.find()) {
                                    found.add(matcher.group());
                                }
                            }
                            return !found.isEmpty();
                        });
        return found.getFirst();
    }

    private static Map<String, byte[]> export(Visitor visitor) throws Exception {
        HttpResponse<byte[]> answer = visitor.open("/konto").download("/konto/daten");
        assertThat(answer.statusCode())
                .as("%s", new String(answer.body(), StandardCharsets.UTF_8))
                .isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/zip");
        assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(answer.body()))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }

    private static void everything_is_in(
            Map<String, byte[]> files, Somebody somebody, String inTheFullEvent) {
        assertThat(items(files, "membership", "profile").toString())
                .contains(somebody.givenName(), somebody.familyName(), somebody.email())
                .contains(somebody.municipality());
        JsonNode registrations = items(files, "events", "registrations");
        assertThat(values(registrations, "title"))
                .containsExactlyInAnyOrder("Offene Runde", "Kleine Runde");
        for (JsonNode registration : registrations) {
            boolean open = registration.get("title").asString().equals("Offene Runde");
            assertThat(registration.get("status").asString())
                    .isEqualTo(open ? "CONFIRMED" : inTheFullEvent);
        }
        JsonNode requests = items(files, "advisory", "requests");
        assertThat(requests.size()).isEqualTo(1);
        assertThat(requests.toString())
                .contains(somebody.question(), "Anliegen " + somebody.familyName(), "VIDEO")
                .contains("\"by\":\"ADVISER\"", ADVICE);
        JsonNode subscription = items(files, "newsletter", "subscriptions").get(0);
        assertThat(subscription.get("status").asString()).isEqualTo("CONFIRMED");
        assertThat(subscription.get("address").asString()).isEqualTo(somebody.email());
        assertThat(subscription.get("name").asString()).isEqualTo(somebody.salutation());
        JsonNode consent = items(files, "newsletter", "consents").get(0);
        assertThat(consent.get("text").asString()).isNotBlank();
        assertThat(consent.get("version").asString()).isNotBlank();
        assertThat(consent.has("confirmedAt")).isTrue();
        assertThat(values(items(files, "newsletter", "mails"), "kind"))
                .contains("INVITATION", "REGISTRATION_CONFIRMED", "ADVISORY_RECEIVED")
                .contains("ADVISORY_REPLY", "SUBSCRIPTION_CONFIRMATION");
        assertThat(items(files, "newsletter", "notices").size()).isEqualTo(3);
        assertThat(items(files, "identity", "sessions").size()).isEqualTo(1);
        assertThat(items(files, "identity", "authorizations").get(0).get("client").asString())
                .isEqualTo("portal");
        assertThat(items(files, "identity", "sign-in-links").get(0).has("usedAt")).isTrue();
        assertThat(items(files, "portal", "portal-sessions").size()).isEqualTo(1);
        assertThat(text(files, "index.html"))
                .contains(somebody.givenName(), somebody.question(), ADVICE, "Kleine Runde")
                .contains(consent.get("version").asString())
                .contains("Aufsichtsbehörde");
    }

    private static void nothing_of(Somebody other, Map<String, byte[]> files) {
        for (String name : files.keySet()) {
            assertThat(text(files, name))
                    .as("%s", name)
                    .doesNotContain(other.givenName(), other.familyName(), other.email())
                    .doesNotContain(other.question())
                    .doesNotContain("\"asker\":", "\"adviser\":", "\"author\":", "fingerprint")
                    .doesNotContain("tokens\"", "Token\"", "ash\"", "\"code\":\"ey");
        }
    }

    private static void every_code_has_words(Map<String, byte[]> files) throws IOException {
        for (String language : List.of("de", "en")) {
            Properties words = new Properties();
            try (InputStreamReader in =
                    new InputStreamReader(
                            Objects.requireNonNull(
                                    PersonalDataTest.class.getResourceAsStream(
                                            "/membership/access_" + language + ".properties")),
                            StandardCharsets.UTF_8)) {
                words.load(in);
            }
            List<String> wanted = new ArrayList<>();
            for (String file : files.keySet()) {
                if (!file.endsWith(".json") || file.equals("manifest.json")) {
                    continue;
                }
                JsonNode data = JsonMapper.shared().readTree(files.get(file));
                wanted.add("service." + data.get("service").asString());
                for (JsonNode category : data.get("categories")) {
                    wanted.add("category." + category.get("code").asString());
                    wanted.add("purpose." + category.get("purpose").asString());
                    wanted.add("legal." + category.get("legalBasis").asString());
                    wanted.add("retention." + category.get("retention").asString());
                    for (JsonNode recipient : category.get("recipients")) {
                        wanted.add("recipient." + recipient.asString());
                    }
                    for (JsonNode item : category.get("items")) {
                        item.propertyNames().forEach(field -> wanted.add("field." + field));
                    }
                }
            }
            assertThat(words.stringPropertyNames()).as(language).containsAll(wanted);
        }
    }

    private static JsonNode items(Map<String, byte[]> files, String service, String code) {
        JsonNode data = JsonMapper.shared().readTree(files.get(service + ".json"));
        for (JsonNode category : data.get("categories")) {
            if (category.get("code").asString().equals(code)) {
                return category.get("items");
            }
        }
        throw new AssertionError(service + " says nothing of " + code);
    }

    private static List<String> values(JsonNode items, String field) {
        List<String> values = new ArrayList<>();
        items.forEach(item -> values.add(item.get(field).asString()));
        return values;
    }

    private static String text(Map<String, byte[]> files, String name) {
        return new String(files.get(name), StandardCharsets.UTF_8);
    }
}
