package de.gemeinsamkommune.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;

import de.gemeinsamkommune.membership.register.BavarianRegister;
import de.gemeinsamkommune.membership.register.Gv100adLines;
import de.gemeinsamkommune.testsupport.TestClient;
import de.gemeinsamkommune.testsupport.TestClient.Answer;
import de.gemeinsamkommune.testsupport.TestIssuer;

import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** Imports of registers, in a network of their own. */
class RegisterImportsTest {

    private static final String IMPORTS = "/api/membership/register-imports";
    private static final String REGISTER = "/api/membership/register";
    private static final String UNITS = "/api/membership/administrative-units";
    private static final String ADMINISTRATOR = "register.administrator@network.example";

    private static ServletWebServerApplicationContext service;
    private static TestClient anybody;
    private static TestClient administrator;
    private static MongoDatabase database;

    @BeforeAll
    static void start() {
        service = StartTest.start(StartTest.database(), "ADMINISTRATOR_EMAIL=" + ADMINISTRATOR);
        anybody = StartTest.client(service);
        TestIssuer issuer = TestIssuer.shared();
        String id =
                anybody.as(issuer.serviceToken("identity"))
                        .post("/internal/membership/sign-in", Map.of("email", ADMINISTRATOR))
                        .expect(200)
                        .json()
                        .get("id")
                        .asString();
        administrator = anybody.as(issuer.token(id, "ADMINISTRATOR"));
        database = service.getBean(MongoDatabase.class);
    }

    @AfterAll
    static void end() {
        service.close();
    }

    @BeforeEach
    void forgetTheRegister() {
        database.getCollection("administrativeUnits").deleteMany(new Document());
        database.getCollection("registerImports").deleteMany(new Document());
        pointer()
                .updateOne(
                        Filters.eq("_id", "current"),
                        Updates.combine(
                                Updates.set("generation", null),
                                Updates.set("previous", null),
                                Updates.set("on", null),
                                Updates.set("municipalities", null),
                                Updates.set("population", null),
                                Updates.set("running", null)));
    }

    @Test
    void a_dry_run_tells_what_an_import_then_does() {
        JsonNode dry = ended(upload("?dryRun=true", small("20300131")));
        assertThat(dry.get("stage").asString()).isEqualTo("DONE");
        assertThat(counts(dry)).containsExactly(7, 0, 0, 0);
        assertThat(dry.get("leftOut").asInt()).isEqualTo(1);
        assertThat(units("").size()).isZero();
        assertThat(anybody.get(REGISTER).expect(200).json().isEmpty()).isTrue();

        JsonNode real = ended(upload("", small("20300131")));
        assertThat(real.get("stage").asString()).isEqualTo("DONE");
        assertThat(counts(real)).containsExactly(7, 0, 0, 0);
        assertThat(real.get("lines").asInt()).isEqualTo(9);
        assertThat(real.get("total").asInt()).isEqualTo(7);
        JsonNode now = anybody.get(REGISTER).expect(200).json();
        assertThat(now.get("asOf").asString()).isEqualTo("2030-01-31");
        assertThat(now.get("municipalities")).isEqualTo(real.get("municipalities"));
        assertThat(now.get("population")).isEqualTo(real.get("population"));
        assertThat(real.get("written").asInt()).isEqualTo(7);
        assertThat(real.get("municipalities").asInt()).isEqualTo(3);
        assertThat(real.get("population").asInt()).isEqualTo(1230);
        assertThat(units("").size()).isEqualTo(7);

        String generation = generation();
        assertThat(counts(ended(upload("", small("20300131"))))).containsExactly(0, 0, 0, 7);
        assertThat(generation()).isEqualTo(generation);
    }

    @Test
    void municipalities_join_with_what_the_register_says() {
        ended(upload("", small("20300131")));
        assertThat(keys("?postcode=85049")).contains("09178101", "09178102");
        String joining = "/api/membership/municipalities/";
        Map<String, Object> terms = Map.of("level", "MEMBER", "on", "2025-01-01");
        JsonNode market = administrator.put(joining + "09178101", terms).expect(200).json();
        assertThat(market.get("displayName").asString())
                .isEqualTo("Markt Apfelau (Landkreis Apfelau)");
        assertThat(market.get("kind").asString()).isEqualTo("MUNICIPALITY");
        assertThat(market.get("population").asInt()).isEqualTo(200);
        assertThat(market.get("populationOn").asString()).isEqualTo("2030-01-31");
        // the city is in the network's own list already
        for (String refused : List.of("09161000", "09999", "09178999")) {
            administrator.put(joining + refused, terms).expectProblem(400, "invalid-request");
            anybody.post("/api/membership/applications", wish(refused))
                    .expectProblem(400, "unit-unknown");
        }
        administrator
                .put(
                        joining + "09178102",
                        Map.of(
                                "level",
                                "MEMBER",
                                "on",
                                "2025-01-01",
                                "facts",
                                Map.of("kind", "MUNICIPALITY", "name", "Anders")))
                .expectProblem(400, "invalid-request");
        JsonNode together =
                administrator
                        .put(
                                joining + "091785101",
                                Map.of(
                                        "level",
                                        "MEMBER",
                                        "on",
                                        "2025-01-01",
                                        "facts",
                                        Map.of(
                                                "kind", "ADMINISTRATIVE_ASSOCIATION",
                                                "designation", "Verwaltungsgemeinschaft",
                                                "name", "Apfelau-Birnbach",
                                                "ars", "091785101",
                                                "district", "Apfelau")))
                        .expect(200)
                        .json();
        assertThat(together.get("displayName").asString())
                .isEqualTo("Verwaltungsgemeinschaft Apfelau-Birnbach (Landkreis Apfelau)");
        assertThat(together.has("population")).isFalse();
        anybody.post("/api/membership/applications", wish("09178102")).expect(202);
    }

    private static Map<String, Object> wish(String key) {
        return Map.of(
                "municipality",
                key,
                "level",
                "MEMBER",
                "givenName",
                "Zoe",
                "familyName",
                "Quitte",
                "email",
                "zoe@quittenau.example",
                "position",
                "Quittenbeauftragte",
                "maySpeak",
                true,
                "notice",
                anybody.get("/api/membership/applications/words")
                        .expect(200)
                        .json()
                        .get("version")
                        .asString());
    }

    @Test
    void units_are_found_by_name_level_district_and_region() {
        ended(upload("", small("20300131")));
        assertThat(keys("?level=MUNICIPALITY")).containsExactly("09178101", "09178102", "09161000");
        assertThat(keys("?name=M%C3%9Crb")).containsExactly("09161", "09161000");
        assertThat(keys("?name=murb&level=DISTRICT")).containsExactly("09161");
        assertThat(keys("?name=.*")).isEmpty();
        assertThat(keys("?district=09178")).containsExactly("09178101", "09178102");
        assertThat(keys("?region=091&level=DISTRICT")).containsExactly("09178", "09161");
        assertThat(keys("?region=092")).isEmpty();
        JsonNode city = anybody.get(UNITS + "/09161000").expect(200).json();
        assertThat(city.get("sameAs").asString()).isEqualTo("09161");
        assertThat(city.get("squareKilometres").asDouble()).isEqualTo(133.35);
        anybody.get(UNITS + "/99999").expectProblem(404, "not-found");

        List<String> paged = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page =
                    anybody.get(UNITS + "?size=2" + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                            .expect(200)
                            .json();
            page.get("items").forEach(unit -> paged.add(unit.get("key").asString()));
            cursor = page.path("next").asString("");
        } while (!cursor.isEmpty());
        assertThat(paged).isEqualTo(keys("")).hasSize(7).doesNotHaveDuplicates();
        anybody.get(UNITS + "?cursor=WyJ4Il0").expectProblem(400, "cursor-malformed");
    }

    @Test
    void a_unit_a_newer_register_lacks_is_kept_as_ended_and_its_membership_stays() {
        ended(upload("", small("20300131")));
        Gv100adLines merged = Gv100adLines.small("20310131").without("Apfelau").without("Birnbach");
        // state and region have changed: their population is a sum
        JsonNode done = ended(upload("", latin(merged.text())));
        assertThat(done.get("stage").asString()).isEqualTo("DONE");
        assertThat(counts(done)).containsExactly(0, 2, 3, 2);
        assertThat(done.get("municipalities").asInt()).isEqualTo(1);
        assertThat(done.get("population").asInt()).isEqualTo(1000);
        assertThat(keys("")).doesNotContain("09178", "09178101", "09178102").hasSize(4);
        assertThat(keys("?ended=true")).contains("09178", "09178101", "09178102").hasSize(7);
        JsonNode membership =
                anybody.get("/api/membership/municipalities/09178").expect(200).json();
        assertThat(membership.get("level").asString()).isEqualTo("PARTNER");
        assertThat(membership.get("endedOn").asString()).isEqualTo("2031-01-31");
        assertThat(anybody.get("/api/membership/municipalities/09161").json().hasNonNull("endedOn"))
                .isFalse();

        upload("", small("20300131")).expectProblem(409, "register-older");
        assertThat(keys("")).hasSize(4);
    }

    @Test
    void the_directory_follows_the_register() {
        String person =
                administrator
                        .post(
                                "/api/membership/invitations",
                                Network.invitation(Network.uniqueAddress(), "MEMBER"))
                        .expect(201)
                        .json()
                        .get("id")
                        .asString();
        anybody.as(TestIssuer.shared().token(person, "MEMBER"))
                .post("/api/membership/me/acceptance")
                .expect(200);
        administrator.post("/api/membership/me/acceptance").expect(200);
        assertThat(listed("MEDIUM_DISTRICT")).isEqualTo(1);

        // in this register only 230 people live there
        ended(upload("", small("20300131")));
        await().untilAsserted(() -> assertThat(listed("SMALL_DISTRICT")).isEqualTo(1));
        assertThat(listed("MEDIUM_DISTRICT")).isZero();

        Gv100adLines merged = Gv100adLines.small("20310131").without("Apfelau").without("Birnbach");
        ended(upload("", latin(merged.text())));
        await().untilAsserted(() -> assertThat(listed("SMALL_DISTRICT")).isZero());
    }

    private static int listed(String size) {
        return administrator
                .get("/api/membership/directory?townSize=" + size)
                .expect(200)
                .json()
                .get("items")
                .size();
    }

    @Test
    void a_file_with_flaws_changes_nothing_and_each_flaw_is_told_in_both_languages() {
        ended(upload("", small("20300131")));
        String broken =
                Gv100adLines.small("20310131")
                        .add("60")
                        .municipality("09199101", "5101", "Nirgends", "64", 5)
                        .municipality("09178101", "5101", "Apfelau", "60", 200)
                        .text();
        Answer accepted = upload("", latin(broken));
        JsonNode german = ended(accepted);
        assertThat(german.get("stage").asString()).isEqualTo("REFUSED");
        assertThat(german.get("problemCount").asInt()).isEqualTo(3);
        JsonNode first = german.get("problems").get(0);
        assertThat(first.get("line").asInt()).isEqualTo(10);
        assertThat(first.get("detail").asString()).startsWith("Der Satz hat 2 statt 220 Zeichen.");
        JsonNode english =
                administrator.with("Accept-Language", "en").get(accepted.header("Location")).json();
        assertThat(english.get("problems").get(1).get("detail").asString())
                .isEqualTo("Its district is not in the file.");
        assertThat(english.get("problems").get(2).get("detail").asString())
                .isEqualTo("This key stands in line 7 already.");
        assertThat(keys("")).hasSize(7);
        upload("", latin("anything")).expectProblem(400, "register-format-unknown");
        upload("", latin("ebene,ags,name,bevoelkerung\n"))
                .expectProblem(400, "register-day-missing");
        upload("?on=yesterday", small("20310131")).expectProblem(400, "invalid-request");
    }

    @Test
    void the_same_request_again_meets_the_first_import() {
        TestClient keyed = administrator.with("Idempotency-Key", "register-1");
        Answer first = upload(keyed, "", small("20300131"));
        ended(first);
        Answer again = upload(keyed, "", small("20300131")).expect(202);
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        upload(keyed, "", small("20310131")).expectProblem(409, "idempotency-key-reused");
    }

    @Test
    void of_two_imports_at_once_one_wins() {
        List<Answer> answers =
                Rivals.race(
                        () -> upload("", many("20300131", 900)),
                        () -> upload("", many("20310131", 901)));
        assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(202, 409);
        for (Answer answer : answers) {
            if (answer.status() == 409) {
                answer.expectProblem(409, "import-running");
            } else {
                JsonNode done = ended(answer);
                assertThat(done.get("stage").asString()).isEqualTo("DONE");
                assertThat(documents()).isEqualTo(done.get("total").asInt());
            }
        }
    }

    @Test
    void what_a_killed_import_left_says_so_and_is_swept_by_the_next_one() {
        Answer before = upload("", small("20300131"));
        ended(before);
        Document killed = database.getCollection("registerImports").find().first();
        killed.append("_id", "killed").append("stage", "WRITING");
        database.getCollection("registerImports").insertOne(killed);
        database.getCollection("administrativeUnits")
                .insertOne(new Document("_id", "killed/09").append("generation", "killed"));
        say("killed", Instant.now());
        upload("", small("20310131")).expectProblem(409, "import-running");
        assertThat(administrator.get(IMPORTS + "/killed").json().get("stage").asString())
                .isEqualTo("WRITING");

        say("killed", Instant.now().minus(Duration.ofMinutes(5)));
        assertThat(administrator.get(IMPORTS + "/killed").json().get("stage").asString())
                .isEqualTo("BROKEN");
        assertThat(keys("")).hasSize(7);
        assertThat(documents()).isEqualTo(8);
        JsonNode next = ended(upload("", small("20310131")));
        assertThat(next.get("stage").asString()).isEqualTo("DONE");
        assertThat(documents()).isEqualTo(7);
    }

    @Test
    void more_than_fifty_megabytes_are_refused_and_nothing_is_left() throws IOException {
        HttpRequest.BodyPublisher hundred =
                HttpRequest.BodyPublishers.ofInputStream(() -> new Zeros(100L << 20));
        long before = temporaryFiles();
        administrator
                .with("Content-Type", "text/plain")
                .send("POST", IMPORTS, hundred)
                .expectProblem(413, "request-too-large");
        assertThat(temporaryFiles()).isEqualTo(before);
    }

    @Test
    void the_real_register_of_bavaria_is_imported_within_five_seconds() throws IOException {
        Path file = BavarianRegister.file();
        assumeTrue(Files.isReadable(file), () -> "the register is not there: " + file);
        byte[] content = Files.readAllBytes(file);
        long begin = System.nanoTime();
        JsonNode done = ended(upload("?on=2023-11-30", content));
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        assertThat(done.get("stage").asString()).isEqualTo("DONE");
        assertThat(done.get("municipalities").asInt()).isEqualTo(2056);
        assertThat(done.get("population").asInt()).isEqualTo(13_369_393);
        assertThat(done.get("written").asInt()).isEqualTo(2160);
        assertThat(took).isLessThan(Duration.ofSeconds(5));
        assertThat(keys("?name=eching&level=MUNICIPALITY")).hasSizeGreaterThan(1);
    }

    private static Answer upload(String query, byte[] file) {
        return upload(administrator, query, file);
    }

    private static Answer upload(TestClient as, String query, byte[] file) {
        return as.with("Content-Type", "text/plain")
                .send("POST", IMPORTS + query, HttpRequest.BodyPublishers.ofByteArray(file));
    }

    private static JsonNode ended(Answer accepted) {
        accepted.expect(202);
        String location = accepted.header("Location");
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> List.of("DONE", "REFUSED", "BROKEN").contains(stage(location)));
        // the next import may begin only when this one has let go
        await().until(() -> pointer().find().first().get("running") == null);
        return administrator.get(location).expect(200).json();
    }

    private static String stage(String location) {
        return administrator.get(location).expect(200).json().get("stage").asString();
    }

    private static List<Integer> counts(JsonNode view) {
        JsonNode counts = view.get("counts");
        return List.of(
                counts.get("added").asInt(),
                counts.get("changed").asInt(),
                counts.get("ended").asInt(),
                counts.get("unchanged").asInt());
    }

    private static JsonNode units(String query) {
        return anybody.get(UNITS + query).expect(200).json().get("items");
    }

    private static List<String> keys(String query) {
        List<String> keys = new ArrayList<>();
        units(query).forEach(unit -> keys.add(unit.get("key").asString()));
        return keys;
    }

    private static MongoCollection<Document> pointer() {
        return database.getCollection("register");
    }

    private static String generation() {
        return pointer().find().first().getString("generation");
    }

    private static long documents() {
        return database.getCollection("administrativeUnits").countDocuments();
    }

    private static void say(String run, Instant at) {
        pointer()
                .updateOne(
                        Filters.eq("_id", "current"),
                        Updates.set(
                                "running", new Document("run", run).append("beat", Date.from(at))));
    }

    private static long temporaryFiles() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.toString().endsWith(".upload")).count();
        }
    }

    private static byte[] small(String day) {
        return latin(Gv100adLines.small(day).text());
    }

    private static byte[] many(String day, int count) {
        Gv100adLines file = Gv100adLines.small(day);
        for (int district = 300; district < 304; district++) {
            file.district("09" + district, "Kreis" + district, "44");
            for (int i = 1; i < count; i++) {
                String key = String.format("09%d%03d", district, i);
                file.municipality(key, "5101", "Ort" + i, "64", i);
            }
        }
        // their Regierungsbezirk
        file.region("093", "Niederquitten");
        return latin(file.text());
    }

    private static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** So many of them, without holding them. */
    private static final class Zeros extends InputStream {

        private long left;

        Zeros(long count) {
            left = count;
        }

        @Override
        public int read() {
            return left-- > 0 ? '0' : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(length, left);
            Arrays.fill(buffer, offset, offset + count, (byte) '0');
            left -= count;
            return count;
        }
    }
}
