package de.gemeinsamkommune.standalone;

import static com.mongodb.client.model.Filters.eq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Updates;

import de.gemeinsamkommune.embedded.EmbeddedMongo;

import org.h2.mvstore.MVStoreTool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The right to erasure on the started network. Two people use all there is. One is erased while
 * nothing else happens, the other while their own browsers go on; then everything that the network
 * wrote is searched for what they typed in. Afterwards an older backup of the store is put back, in
 * which both are still alive.
 *
 * <p>The store runs in this process, because it is copied and searched; it is the same class that
 * the network starts otherwise.
 */
class ErasureTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final int RACERS = 4;

    /** Somebody with words nobody else uses. */
    private record Somebody(
            String municipality, String givenName, String familyName, String married) {

        String email() {
            return "Post."
                    + ascii(givenName)
                    + "@"
                    + ascii(familyName).toLowerCase(Locale.ROOT)
                    + ".example";
        }

        /** Another one, under which they are known a second time. */
        String secondEmail() {
            return "Zweite." + email();
        }

        String position() {
            return "Beauftragte für " + familyName + "s Fragen";
        }

        String subject() {
            return "Anliegen von " + familyName;
        }

        String question() {
            return "Wer hilft " + givenName + " am Grünsee in Öd?";
        }

        String followUp() {
            return "Nachtrag von " + givenName + ": es eilt über alle Maßen";
        }

        String salutation() {
            return "Lesefreund:in " + familyName;
        }

        /** What an adviser writes to them. */
        String advice() {
            return "Lieber Mensch namens " + familyName + ", fragen Sie das Melderegister.";
        }

        List<String> names() {
            return List.of(givenName, familyName, married);
        }

        List<String> texts() {
            return List.of(
                    givenName,
                    familyName,
                    married,
                    email(),
                    email().substring(0, email().indexOf('@')),
                    secondEmail(),
                    position(),
                    question(),
                    followUp());
        }

        private static String ascii(String name) {
            return name.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue");
        }
    }

    private static final Somebody QUIET =
            new Somebody("09178", "Kunigündula", "Zwätschgenföld", "Hollerstaudnerin");
    private static final Somebody RACING =
            new Somebody("09573", "Wunibäldchen", "Rübenschnäpsl", "Brezenknödlhuber");

    /** Somebody who has joined, and the browser they did it with. */
    private record Member(Somebody who, String id, Visitor browser) {}

    /** What is known of somebody by their traces only. */
    private record Traces(
            Somebody who, String id, List<Visitor> browsers, String openLink, byte[] appSecret) {

        Needles needles() {
            List<String> texts = new ArrayList<>(who.texts());
            if (appSecret.length > 0) {
                texts.add(new String(appSecret, StandardCharsets.ISO_8859_1));
            }
            return new Needles(texts);
        }
    }

    @TempDir private Path temporary;

    private final int port = Loopback.freePorts(1).getFirst();
    private String home = "";

    @Test
    void nothing_is_left_of_the_erased_nor_does_an_older_backup_bring_them_back() throws Exception {
        Path first = temporary.resolve("store").resolve("store.mv");
        Traces quiet;
        Traces racing;
        Databases backup;
        Map<String, String> receipts = new LinkedHashMap<>();
        try (EmbeddedMongo store = EmbeddedMongo.start(first, 0)) {
            try (StandaloneProcess network = start(store)) {
                Api editor = Api.as(home, "editor");
                Map<String, Long> start = figures();
                String later = event(editor, "Späte Runde", Duration.ofDays(20));
                Member joined = join(QUIET);
                // no sooner: it begins as soon as everything else is done
                String soon = event(editor, "Kurze Runde", Duration.ofSeconds(30));
                quiet = use_everything(joined, List.of(soon, later), true);
                racing = use_everything(join(RACING), List.of(later), false);
                attend(editor, soon);
                Map<String, Long> figures =
                        await().atMost(Duration.ofSeconds(60))
                                .until(this::figures, now -> all_is_counted(start, now));
                backup = Databases.read(store.uri());
                every_service_knows(backup, quiet);

                receipts.put(quiet.id(), erase(quiet.browsers().getFirst()));
                JsonNode receipt = completed(receipts.get(quiet.id()));
                assertThat(receipt.get("holds").size()).isEqualTo(1);
                assertThat(receipt.get("holds").get(0).get("reason").asString())
                        .isEqualTo("proof-of-use");
                figures.compute("subscribers", (_, before) -> before - 1);
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(figures()).isEqualTo(figures));

                receipts.put(racing.id(), erase_while_they_go_on(racing, later));
                assertThat(completed(receipts.get(racing.id())).get("holds").size()).isZero();

                for (Traces erased : List.of(quiet, racing)) {
                    nobody_gets_in(erased);
                }
                Databases left = Databases.read(store.uri());
                nobody_is_found(left, quiet, racing);
                no_session_is_left(left, quiet, racing);
                stop(network);
                assertThat(quiet.needles().in(network.text().getBytes(StandardCharsets.UTF_8)))
                        .isEmpty();
            }
            assertThat(store.compact(true)).isTrue();
        }
        files_hold_nothing(first, quiet, racing);

        Files.delete(first);
        Path restored = temporary.resolve("store").resolve("restored.mv");
        try (EmbeddedMongo store = EmbeddedMongo.start(restored, 0)) {
            backup.restoreTo(store.uri());
            as_if_mails_waited(store, List.of(quiet.id(), racing.id()));
            try (StandaloneProcess network = start(store)) {
                // before anybody has asked for anything
                nobody_is_found(Databases.read(store.uri()), quiet, racing);
                assertThat(
                                Databases.read(store.uri())
                                        .only("membership", "store", "epoch")
                                        .getLong("restores"))
                        .isEqualTo(1);
                for (Traces erased : List.of(quiet, racing)) {
                    nobody_gets_in(erased);
                    JsonNode receipt = completed(receipts.get(erased.id()));
                    assertThat(receipt.get("holds").size()).isEqualTo(erased == quiet ? 1 : 0);
                }
                no_mail_goes_to_the_erased();
                erased_once_on_the_streams(quiet, racing);
                stop(network);
            }
            assertThat(store.compact(true)).isTrue();
        }
        files_hold_nothing(restored, quiet, racing);
    }

    private StandaloneProcess start(EmbeddedMongo store) throws IOException {
        Path exports = Files.createDirectories(temporary.resolve("tmp"));
        StandaloneProcess network =
                StandaloneProcess.start(
                        Map.of(
                                "MONGODB_URI",
                                store.uri(),
                                // nobody else publishes from this store, so no lease is waited for
                                "MESSAGING_INSTANCE",
                                "standalone",
                                "SIGN_IN_ATTEMPTS_PER_ADDRESS",
                                "50",
                                "JDK_JAVA_OPTIONS",
                                "-Djava.io.tmpdir=" + exports),
                        port,
                        temporary.resolve("data"));
        home = network.url();
        return network;
    }

    private static void stop(StandaloneProcess network) throws InterruptedException {
        network.end();
        assertThat(network.exitCode(Duration.ofSeconds(10))).isEqualTo(143);
    }

    private static String event(Api editor, String title, Duration until) throws Exception {
        OffsetDateTime starts = Instant.now().plus(until).atZone(BERLIN).toOffsetDateTime();
        Map<String, Object> meeting = new LinkedHashMap<>();
        meeting.put("title", title);
        meeting.put("description", "Ein Treffen.");
        meeting.put("format", "netzwerktreffen");
        meeting.put("topics", List.of("monitoring"));
        meeting.put("startsAt", starts.toString());
        meeting.put("endsAt", starts.plusHours(2).toString());
        meeting.put("venue", "Passau");
        meeting.put("capacity", 5);
        meeting.put("audience", "MEMBERS");
        String event = editor.post("/api/events/events", meeting, 201).get("id").asString();
        editor.post("/api/events/events/" + event + "/publication", Map.of(), 200);
        return event;
    }

    private Member join(Somebody somebody) throws Exception {
        Api lead = Api.as(home, "project-lead");
        String id =
                lead.post(
                                "/api/membership/invitations",
                                Map.of(
                                        "givenName", somebody.givenName(),
                                        "familyName", somebody.familyName(),
                                        "email", somebody.email(),
                                        "municipality", somebody.municipality(),
                                        "roles", List.of("MEMBER"),
                                        "locale", "de"),
                                201)
                        .get("id")
                        .asString();
        Visitor visitor =
                new Visitor(home)
                        .open(link(somebody, 1, "/identity/link\\S+"))
                        .submit("/identity/link", Map.of());
        if (!visitor.offers("/willkommen")) {
            visitor.open("/willkommen");
        }
        visitor.submit("/willkommen", Map.of());
        return new Member(somebody, id, visitor);
    }

    /**
     * Seats, advice, the newsletter, another name, an export, more sign-ins; thoroughly also an
     * app, the directory, a list of people, an application, and a second record of the person.
     */
    private Traces use_everything(Member member, List<String> events, boolean thoroughly)
            throws Exception {
        Somebody somebody = member.who();
        Visitor visitor = member.browser();
        for (String event : events) {
            String page = "/veranstaltungen/" + event;
            visitor.open(page).submit(page + "/anmeldung", Map.of());
        }
        String request = ask_for_advice(visitor, somebody);
        if (thoroughly) {
            be_advised(visitor, request, somebody);
            be_found(visitor, somebody);
            be_in_a_list_and_apply(somebody);
            be_known_twice(member);
        }
        visitor.open("/konto").submit("/konto", Map.of("familyName", somebody.married()));
        Api.anonymous(home)
                .post(
                        "/api/newsletter/subscriptions",
                        Map.of(
                                "email", somebody.email(),
                                "name", somebody.salutation(),
                                "consent", true),
                        202);
        String confirmation = link(somebody, 1, "/newsletter/bestaetigen\\S+");
        if (thoroughly) {
            new Visitor(home).open(confirmation).submit("/newsletter/bestaetigen", Map.of());
            ask_what_the_newsletter_holds(somebody);
        }
        assertThat(visitor.open("/konto").download("/konto/daten").statusCode()).isEqualTo(200);
        assertThat(
                        Api.as(home, "project-lead")
                                .get("/api/membership/people/" + member.id())
                                .toString())
                .contains(somebody.givenName());

        List<Visitor> browsers = new ArrayList<>(List.of(visitor));
        for (int more = 1; more < (thoroughly ? 2 : RACERS); more++) {
            browsers.add(
                    new Visitor(home)
                            .open(signInLink(somebody))
                            .submit("/identity/link", Map.of())
                            .open("/konto"));
            assertThat(browsers.getLast().text()).contains(somebody.email());
        }
        byte[] secret = thoroughly ? set_up_an_app(visitor) : new byte[0];
        return new Traces(somebody, member.id(), browsers, signInLink(somebody), secret);
    }

    private String ask_for_advice(Visitor visitor, Somebody somebody) throws Exception {
        visitor.open("/beratung/neu")
                .submit(
                        "/beratung/neu",
                        Map.of(
                                "topic",
                                "monitoring",
                                "subject",
                                somebody.subject(),
                                "question",
                                somebody.question(),
                                "contactBy",
                                "VIDEO"));
        for (JsonNode request :
                Api.as(home, "adviser")
                        .get("/api/advisory/requests?status=RECEIVED")
                        .get("items")) {
            if (request.path("subject").asString("").equals(somebody.subject())) {
                return request.get("id").asString();
            }
        }
        throw new AssertionError("the request did not arrive");
    }

    private void be_advised(Visitor visitor, String request, Somebody somebody) throws Exception {
        Api adviser = Api.as(home, "adviser");
        String path = "/api/advisory/requests/" + request;
        adviser.post(path + "/assignment", Map.of(), 200);
        adviser.post(path + "/replies", Map.of("text", somebody.advice()), 201);
        visitor.open("/beratung/" + request)
                .submit("/beratung/" + request + "/antwort", Map.of("reply", somebody.followUp()));
        adviser.postIfMatch(
                path,
                path + "/conclusion",
                Map.of("outcome", "ADVICE_GIVEN", "text", somebody.advice()),
                200);
    }

    /** An entry in the directory, which everybody may read. */
    private static void be_found(Visitor visitor, Somebody somebody) throws Exception {
        Map<String, String> entry = new LinkedHashMap<>();
        entry.put("listed", "true");
        entry.put("position", somebody.position());
        entry.put("telephone", "089 123456");
        entry.put("topics", "beirat");
        entry.put("experience", "Helferkreis um " + somebody.givenName());
        for (String field :
                List.of("name", "email", "municipality", "position", "telephone", "topics")) {
            entry.put("visibility-" + field, "PUBLIC");
        }
        entry.put("visibility-experience", "MEMBERS");
        visitor.open("/konto/verzeichnis").submit("/konto/verzeichnis", entry);
        assertThat(visitor.open("/verzeichnis?q=" + somebody.position().split(" ")[0]).text())
                .contains(somebody.familyName());
    }

    /** The team checks a list of people, and they themselves apply for another municipality. */
    private void be_in_a_list_and_apply(Somebody somebody) throws Exception {
        Api.as(home, "project-lead")
                .postFile(
                        "/api/membership/people-imports?dryRun=true",
                        "text/csv",
                        "Vorname;Nachname;E-Mail;Kommune\n%s;%s;%s;09178\n"
                                .formatted(
                                        somebody.givenName(),
                                        somebody.familyName(),
                                        somebody.email()),
                        201);
        Api anybody = Api.anonymous(home);
        Map<String, Object> wish = new LinkedHashMap<>();
        wish.put("municipality", "09162");
        wish.put("level", "MEMBER");
        wish.put("givenName", somebody.givenName());
        wish.put("familyName", somebody.familyName());
        wish.put("email", somebody.email());
        wish.put("locale", "de");
        wish.put("position", somebody.position());
        wish.put("message", "Wir machen gern mit.");
        wish.put("maySpeak", true);
        wish.put(
                "notice",
                anybody.get("/api/membership/applications/words").get("version").asString());
        anybody.post("/api/membership/applications", wish, 202);
        new Visitor(home)
                .open(link(somebody, 1, "/mitmachen/bestaetigen\\S+"))
                .submit("/mitmachen/bestaetigen", Map.of());
    }

    /** They by a link that is mailed to them, and the team by the address. */
    private void ask_what_the_newsletter_holds(Somebody somebody) throws Exception {
        Api.anonymous(home)
                .post(
                        "/api/newsletter/data-links",
                        Map.of("email", somebody.email(), "locale", "de"),
                        202);
        Api.as(home, "project-lead")
                .post(
                        "/api/newsletter/consents/look-ups",
                        Map.of("address", somebody.email()),
                        200);
    }

    /** Somebody invites them under another address, and both are made one person. */
    private void be_known_twice(Member member) throws Exception {
        Api lead = Api.as(home, "project-lead");
        Somebody somebody = member.who();
        String absorbed =
                lead.post(
                                "/api/membership/invitations",
                                Map.of(
                                        "givenName", somebody.givenName(),
                                        "familyName", somebody.familyName(),
                                        "email", somebody.secondEmail(),
                                        "municipality", "09573",
                                        "roles", List.of("MEMBER"),
                                        "locale", "de"),
                                201)
                        .get("id")
                        .asString();
        String kept = "/api/membership/people/" + member.id();
        Map<String, String> merge = new LinkedHashMap<>();
        merge.put("absorbed", absorbed);
        merge.put("absorbedETag", lead.etag("/api/membership/people/" + absorbed));
        merge.put("name", "KEPT");
        merge.put("email", "KEPT");
        assertThat(lead.postIfMatch(kept, kept + "/merge", merge, 200).get("affiliations").size())
                .isEqualTo(2);
    }

    private String signInLink(Somebody somebody) throws Exception {
        int before = links(somebody, "/identity/link\\S+").size();
        new Visitor(home)
                .open("/anmelden")
                .submit("/identity/sign-in", Map.of("email", somebody.email()));
        return link(somebody, before + 1, "/identity/link\\S+");
    }

    /** {@return the so many-th link of its kind, as soon as its mail has come} */
    private String link(Somebody somebody, int number, String path) {
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> links(somebody, path), links -> links.size() >= number)
                .get(number - 1);
    }

    private List<String> links(Somebody somebody, String path) throws Exception {
        Pattern link = Pattern.compile(Pattern.quote(home) + path);
        List<String> found = new ArrayList<>();
        for (JsonNode mail : Api.anonymous(home).mails(somebody.email())) {
            Matcher matcher = link.matcher(mail.get("text").asString());
            if (matcher.find()) {
                found.add(matcher.group());
            }
        }
        return found;
    }

    private static byte[] set_up_an_app(Visitor visitor) throws Exception {
        visitor.open("/identity/security").submit("/identity/security/app", Map.of());
        Matcher key = Pattern.compile("(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}").matcher(visitor.text());
        assertThat(key.find()).as(visitor.text()).isTrue();
        byte[] secret = Totp.secret(key.group());
        visitor.submit(
                "/identity/security/app/confirm", Map.of("code", Totp.code(secret, Instant.now())));
        return secret;
    }

    private static void attend(Api editor, String event) throws Exception {
        String path = "/api/events/events/" + event + "/registrations";
        String registration = editor.get(path).get("items").get(0).get("id").asString();
        await("the event has begun")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () ->
                                editor.post(
                                        path + "/" + registration + "/attendance",
                                        Map.of("minutes", 90),
                                        200));
    }

    private Map<String, Long> figures() throws Exception {
        Map<String, Long> all = new TreeMap<>();
        Api.as(home, "analyst")
                .get("/api/analytics/figures")
                .properties()
                .forEach(
                        figure -> {
                            if (figure.getValue().isNumber()) {
                                all.put(figure.getKey(), figure.getValue().asLong());
                            }
                        });
        assertThat(all).hasSizeGreaterThan(5);
        return all;
    }

    private static boolean all_is_counted(Map<String, Long> before, Map<String, Long> now) {
        return Stream.of("attendances", "subscribers", "adviceConcluded")
                .allMatch(figure -> now.get(figure) == before.get(figure) + 1);
    }

    /** Without this, a search that finds nothing would prove nothing. */
    private void every_service_knows(Databases all, Traces quiet) throws IOException {
        Map<String, Set<String>> found = all.with(quiet.needles());
        assertThat(found)
                .containsKeys(
                        "membership.people",
                        "membership.applications",
                        "membership.peopleImports",
                        "newsletter.data_links",
                        "advisory.requests",
                        "newsletter.subscriptions",
                        "events.attendance_proofs");
        Map<String, Set<String>> byId = all.with(new Needles(List.of(quiet.id())));
        assertThat(byId)
                .containsKeys(
                        "identity.sessions",
                        "identity.authorizations",
                        "identity.sign_in_links",
                        "identity.authenticator_apps",
                        "identity.recovery_codes",
                        "events.registrations",
                        "newsletter.deliveries",
                        "portal.authorized_clients");
        assertThat(quiet.needles().in(temporary.resolve("store"))).isNotEmpty();
    }

    private String erase(Visitor visitor) throws Exception {
        visitor.open("/konto/loeschen").submit("/konto/loeschen", Map.of("sure", "true"));
        return visitor.address().replaceFirst(".*/loeschung/([^?/]+).*", "$1");
    }

    private JsonNode completed(String receipt) {
        return await("the receipt is complete")
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> Api.anonymous(home).get("/api/membership/erasures/" + receipt),
                        found -> found.get("status").asString().equals("COMPLETED"));
    }

    /** Browsers of the person send whatever they can, before, during and after the erasure. */
    private String erase_while_they_go_on(Traces racing, String event) throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger accepted = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> racers = new ArrayList<>();
            for (int each = 1; each < racing.browsers().size(); each++) {
                Visitor browser = racing.browsers().get(each);
                Random random = new Random(seed + each);
                racers.add(
                        threads.submit(
                                () -> {
                                    while (!over.get()) {
                                        try {
                                            doSomething(browser, random, event);
                                            accepted.incrementAndGet();
                                        } catch (AssertionError answered) {
                                            // a problem page, or one without the form any more
                                            refused.incrementAndGet();
                                        }
                                    }
                                    return null;
                                }));
            }
            racers.add(
                    threads.submit(
                            () -> {
                                new Visitor(home)
                                        .open("/anmelden")
                                        .submit(
                                                "/identity/sign-in",
                                                Map.of("email", RACING.email()));
                                return null;
                            }));
            await("racers are on their way, seed " + seed)
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> accepted.get() >= 6);
            String receipt = erase(racing.browsers().getFirst());
            completed(receipt);
            int before = refused.get();
            await("racers are refused, seed " + seed)
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> refused.get() >= before + 6);
            over.set(true);
            for (Future<?> racer : racers) {
                racer.get();
            }
            return receipt;
        }
    }

    private void doSomething(Visitor browser, Random random, String event) throws Exception {
        String page = "/veranstaltungen/" + event;
        switch (random.nextInt(4)) {
            case 0 ->
                    browser.open("/konto")
                            .submit("/konto", Map.of("givenName", RACING.givenName()));
            case 1 -> browser.open(page).submit(page + "/anmeldung", Map.of());
            case 2 -> browser.open(page + "/abmeldung").submit(page + "/abmeldung", Map.of());
            default ->
                    browser.open("/beratung/neu")
                            .submit(
                                    "/beratung/neu",
                                    Map.of(
                                            "topic",
                                            "monitoring",
                                            "subject",
                                            RACING.subject(),
                                            "question",
                                            RACING.question(),
                                            "contactBy",
                                            "VIDEO"));
        }
    }

    /** Neither an open session nor an open link nor the address lets anybody in. */
    private void nobody_gets_in(Traces erased) throws Exception {
        Somebody somebody = erased.who();
        for (Visitor browser : erased.browsers()) {
            assertThat(browser.open("/konto").text())
                    .doesNotContain(somebody.email())
                    .doesNotContain(somebody.married());
        }
        assertThat(Api.anonymous(home).status(erased.openLink())).isEqualTo(410);
        assertThat(Api.as(home, "administrator").status("/api/membership/people/" + erased.id()))
                .isEqualTo(404);
        assertThat(Api.as(home, "project-lead").get("/api/membership/people?size=200").toString())
                .doesNotContain(somebody.givenName())
                .doesNotContain(erased.id());
    }

    /** The proof of use with the name is the declared hold; there is nothing else. */
    private static void nobody_is_found(Databases all, Traces quiet, Traces racing) {
        assertThat(all.with(racing.needles())).isEmpty();
        Map<String, Set<String>> held = all.with(quiet.needles());
        assertThat(held.keySet()).containsExactly("events.attendance_proofs");
        assertThat(held.get("events.attendance_proofs"))
                .allSatisfy(
                        form -> assertThat(QUIET.names()).anyMatch(name -> form.startsWith(name)));
        // what could let somebody in goes with its bare id
        for (Traces erased : List.of(quiet, racing)) {
            assertThat(all.with(new Needles(List.of(erased.id()))).keySet())
                    .noneMatch(
                            collection ->
                                    collection.startsWith("identity.")
                                            && !collection.equals("identity.erasures")
                                            && !collection.equals("identity.journal"));
        }
    }

    /** In a restored portal they are back, and expire; nobody accepts what is in them. */
    private static void no_session_is_left(Databases all, Traces... erased) {
        for (Traces each : erased) {
            assertThat(all.with(new Needles(List.of(each.id()))).keySet())
                    .noneMatch(collection -> collection.startsWith("portal."));
        }
    }

    private void files_hold_nothing(Path store, Traces quiet, Traces racing) throws IOException {
        // what is compressed cannot be searched: the same pages once more as they are
        Path expanded = store.resolveSibling("expanded.mv");
        Files.copy(store, expanded);
        MVStoreTool.compact(expanded.toString(), false);
        assertThat(racing.needles().in(temporary)).isEmpty();
        Map<String, Set<String>> held = quiet.needles().in(temporary);
        assertThat(held.keySet()).allMatch(file -> file.startsWith("store/"));
        assertThat(held.values())
                .allSatisfy(
                        forms ->
                                assertThat(forms)
                                        .allSatisfy(
                                                form ->
                                                        assertThat(QUIET.names())
                                                                .anyMatch(form::startsWith)));
        try (Stream<Path> exports = Files.walk(temporary.resolve("tmp"))) {
            assertThat(exports.filter(file -> file.toString().endsWith(".zip"))).isEmpty();
        }
        Files.delete(expanded);
    }

    /** As a backup has it that was made a moment before the mails were sent. */
    private static void as_if_mails_waited(EmbeddedMongo store, List<String> recipients) {
        try (MongoClient client = MongoClients.create(store.uri())) {
            for (String recipient : recipients) {
                assertThat(
                                client.getDatabase("newsletter")
                                        .getCollection("deliveries")
                                        .updateMany(
                                                eq("recipient", recipient),
                                                Updates.combine(
                                                        Updates.set("state", "QUEUED"),
                                                        Updates.set("dueAt", new Date()),
                                                        Updates.set("queuedAt", new Date())))
                                        .getModifiedCount())
                        .isPositive();
            }
        }
    }

    private void no_mail_goes_to_the_erased() throws Exception {
        Api everyone = Api.anonymous(home);
        for (Somebody somebody : List.of(QUIET, RACING)) {
            new Visitor(home)
                    .open("/anmelden")
                    .submit("/identity/sign-in", Map.of("email", somebody.email()));
        }
        // whoever is known gets a mail; theirs would have come before
        String known = "demo.spaeter@kommune-09161.example";
        Api.as(home, "project-lead")
                .post(
                        "/api/membership/invitations",
                        Map.of(
                                "givenName", "Demo",
                                "familyName", "Später",
                                "email", known,
                                "municipality", "09161",
                                "roles", List.of("MEMBER"),
                                "locale", "de"),
                        201);
        everyone.mails(known, 1);
        for (Somebody somebody : List.of(QUIET, RACING)) {
            assertThat(everyone.mails(somebody.email())).isEmpty();
        }
    }

    private void erased_once_on_the_streams(Traces... erased) throws Exception {
        List<JsonNode> people = Api.as(home, "analyst").feed("membership.person");
        for (Traces somebody : erased) {
            assertThat(people)
                    .filteredOn(event -> event.get("subject").asString().equals(somebody.id()))
                    .extracting(event -> event.get("type").asString())
                    .containsOnlyOnce("membership.person-erased.v1")
                    .endsWith("membership.person-erased.v1");
        }
    }
}
