package de.gemeinsamkommune.membership.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;

import de.gemeinsamkommune.membership.MembershipApplication;
import de.gemeinsamkommune.membership.Network;
import de.gemeinsamkommune.testsupport.PersonalDataInventory;
import de.gemeinsamkommune.testsupport.ServiceTest;
import de.gemeinsamkommune.testsupport.TestClient;
import de.gemeinsamkommune.testsupport.TestIssuer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

@ServiceTest(
        application = MembershipApplication.class,
        properties = {"DEMO=true", "LOG_LEVEL=WARN", "ACCESS_LIMIT=3s"})
class AccessTest {

    private static final String ME = "/api/membership/me/data";
    private static final List<String> SERVICES =
            List.of("advisory", "events", "identity", "newsletter", "portal");
    private static final Others OTHERS = new Others();

    @Autowired TestClient client;
    @Autowired TestIssuer issuer;
    @Autowired MongoDatabase database;
    @Autowired ApplicationContext context;
    private Network network;

    @DynamicPropertySource
    static void others(DynamicPropertyRegistry registry) {
        SERVICES.forEach(name -> registry.add("membership.access.services." + name, OTHERS::url));
    }

    @BeforeEach
    void enter() {
        network = new Network(client, issuer);
    }

    @AfterEach
    void behave() {
        OTHERS.behave();
    }

    @AfterAll
    static void end() {
        OTHERS.close();
    }

    @Test
    void the_archive_covers_all_the_person_was_known_as() throws Exception {
        String person = network.join("MEMBER");
        String former = network.join("MEMBER");
        TestClient boss = network.as("ADMINISTRATOR");
        String people = "/api/membership/people/";
        boss.with("If-Match", boss.get(people + person).header("ETag"))
                .post(
                        people + person + "/merge",
                        Map.of(
                                "absorbed",
                                former,
                                "absorbedETag",
                                boss.get(people + former).header("ETag"),
                                "name",
                                "KEPT",
                                "email",
                                "KEPT"))
                .expect(200);
        Map<String, byte[]> files = unzip(download(ME, person, "MEMBER").body());
        for (String service : SERVICES) {
            assertThat(files).containsKeys(service + ".json", service + ".1.json");
        }
        assertThat(new String(files.get("index.html"), StandardCharsets.UTF_8))
                .contains("(früherer Eintrag 1)");
    }

    @Test
    void the_archive_holds_what_every_service_says() throws Exception {
        String person = network.join("MEMBER");
        HttpResponse<byte[]> answer = download(ME, person, "MEMBER");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/zip");
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"gemeinsam-kommune-export.zip\"");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(answer.headers().firstValueAsLong("Content-Length"))
                .hasValue(answer.body().length);

        Map<String, byte[]> files = unzip(answer.body());
        assertThat(files.keySet())
                .containsExactlyInAnyOrder(
                        "index.html",
                        "manifest.json",
                        "membership.json",
                        "advisory.json",
                        "events.json",
                        "identity.json",
                        "newsletter.json",
                        "portal.json");
        JsonNode own = json(files, "membership.json");
        assertThat(own.get("service").asString()).isEqualTo("membership");
        JsonNode profile =
                own.get("categories")
                        .valueStream()
                        .filter(category -> category.get("code").asString().equals("profile"))
                        .findFirst()
                        .orElseThrow();
        assertThat(profile.get("items").get(0).get("id").asString()).isEqualTo(person);
        assertThat(text(files, "membership.json")).contains("Zacharias", "Quittenbaum", "09178");
        for (String service : SERVICES) {
            assertThat(json(files, service + ".json").toString()).contains(person);
        }
        the_manifest_fits(files);
        the_page_shows_it(text(files, "index.html"), person);
    }

    private static void the_manifest_fits(Map<String, byte[]> files) throws Exception {
        JsonNode manifest = json(files, "manifest.json");
        assertThat(manifest.get("schemaVersion").asInt()).isEqualTo(1);
        assertThat(manifest.get("createdAt").asString()).endsWith("Z");
        assertThat(manifest.get("files").size()).isEqualTo(files.size() - 1);
        for (JsonNode file : manifest.get("files")) {
            byte[] content = files.get(file.get("name").asString());
            assertThat(file.get("size").asLong()).isEqualTo(content.length);
            assertThat(file.get("sha256").asString())
                    .isEqualTo(
                            HexFormat.of()
                                    .formatHex(
                                            MessageDigest.getInstance("SHA-256").digest(content)));
        }
    }

    private static void the_page_shows_it(String page, String person) {
        assertThat(page)
                .startsWith("<!DOCTYPE html>\n<html lang=\"de\">")
                .contains(person, "Quittenbaum", "Speicherdauer", "bis zu Ihrer Löschung")
                .contains("&lt;b&gt;Grüße&lt;/b&gt; &amp; &quot;mehr&quot;")
                .contains("24. November 2026")
                .contains("Hierzu ist nichts über Sie gespeichert.")
                .doesNotContain("<b>", "<script", "http://", "https://", "src=");
    }

    @Test
    void the_page_is_in_the_persons_language() throws Exception {
        Map<String, Object> invitation =
                Network.with(Network.invitation(Network.uniqueAddress(), "MEMBER"), "locale", "en");
        String person = network.invite(invitation).expect(201).json().get("id").asString();
        assertThat(text(unzip(download(ME, person, "MEMBER").body()), "index.html"))
                .contains("<html lang=\"en\">", "Your rights", "Legal basis")
                .doesNotContain("Rechtsgrundlage");
    }

    @Test
    void nothing_stays_on_the_disk() throws Exception {
        long before = leftOver();
        String person = network.join("MEMBER");
        assertThat(download(ME, person, "MEMBER").statusCode()).isEqualTo(200);
        OTHERS.let("events", Others.Manner.REFUSES);
        assertThat(download(ME, person, "MEMBER").statusCode()).isEqualTo(503);
        await().untilAsserted(() -> assertThat(leftOver()).isLessThanOrEqualTo(before));
    }

    @ParameterizedTest
    @EnumSource(value = Others.Manner.class, mode = EnumSource.Mode.EXCLUDE, names = "ANSWERS")
    void without_one_service_there_is_no_export(Others.Manner manner) {
        String person = network.join("MEMBER");
        OTHERS.let("newsletter", manner);
        TestClient.Answer answer = network.as(person, "MEMBER").get(ME);
        answer.expectProblem(503, "export-incomplete");
        assertThat(answer.header("Retry-After")).isEqualTo("60");
        assertThat(answer.json().get("service").asString()).isEqualTo("newsletter");
        assertThat(answer.json().get("detail").asString()).contains("„newsletter“");
        OTHERS.behave();
        network.as(person, "MEMBER").get(ME).expect(200);
    }

    @Test
    void who_is_erased_gets_nothing_and_leaves_no_access() throws Exception {
        String person = network.join("MEMBER");
        String path = "/api/membership/people/" + person + "/data";
        network.as("ADMINISTRATOR").get(path).expect(200);
        assertThat(accesses(person)).isEqualTo(1);
        network.as(person, "MEMBER").post("/api/membership/me/erasure").expect(202);
        network.as(person, "MEMBER").get(ME).expectProblem(404, "person-not-found");
        network.as("ADMINISTRATOR").get(path).expectProblem(404, "person-not-found");
        await().untilAsserted(() -> assertThat(accesses(person)).isZero());
    }

    @Test
    void an_administrator_who_fetches_it_is_seen_by_the_person() throws Exception {
        String person = network.join("MEMBER");
        assertThat(accessesIn(download(ME, person, "MEMBER"))).isEmpty();
        String administrator = network.demoPerson("ADMINISTRATOR");
        HttpResponse<byte[]> fetched =
                download(
                        "/api/membership/people/" + person + "/data",
                        administrator,
                        "ADMINISTRATOR");
        assertThat(fetched.statusCode()).isEqualTo(200);
        assertThat(text(unzip(fetched.body()), "membership.json")).contains(person);
        HttpResponse<byte[]> own = download(ME, person, "MEMBER");
        assertThat(accessesIn(own)).hasSize(1);
        assertThat(accessesIn(own).get(0).get("byRole").asString()).isEqualTo("ADMINISTRATOR");
        assertThat(text(unzip(own.body()), "membership.json")).doesNotContain(administrator);
    }

    @Test
    void an_access_that_came_to_nothing_is_not_noted() {
        String person = network.join("MEMBER");
        OTHERS.let("portal", Others.Manner.BREAKS_OFF);
        network.as("ADMINISTRATOR")
                .get("/api/membership/people/" + person + "/data")
                .expectProblem(503, "export-incomplete");
        assertThat(accesses(person)).isZero();
    }

    @Test
    void of_too_many_exports_in_an_hour_the_next_has_to_wait() {
        String person = network.join("MEMBER");
        OTHERS.let("events", Others.Manner.REFUSES);
        network.as(person, "MEMBER").get(ME).expectProblem(503, "export-incomplete");
        OTHERS.behave();
        for (int made = 0; made < 4; made++) {
            network.as(person, "MEMBER").get(ME).expect(200);
        }
        // one that came to nothing does not count, one an administrator fetches does
        String path = "/api/membership/people/" + person + "/data";
        network.as("ADMINISTRATOR").get(path).expect(200);

        TestClient.Answer refused = network.as(person, "MEMBER").get(ME);

        refused.expectProblem(429, "export-too-often");
        assertThat(Integer.parseInt(String.valueOf(refused.header("Retry-After"))))
                .isBetween(3_000, 3_600);
        network.as("ADMINISTRATOR").get(path).expectProblem(429, "export-too-often");
        assertThat(accesses(person)).isEqualTo(1);
        String other = network.join("MEMBER");
        network.as(other, "MEMBER").get(ME).expect(200);
        database.getCollection("export_windows")
                .updateOne(
                        Filters.eq("_id", person),
                        Updates.set("endsAt", new Date(System.currentTimeMillis() - 1)));
        network.as(person, "MEMBER").get(ME).expect(200);
        assertThat(windows(person)).isEqualTo(1);
        network.as(person, "MEMBER").post("/api/membership/me/erasure").expect(202);
        await().untilAsserted(() -> assertThat(windows(person)).isZero());
    }

    @Test
    void every_collection_is_decided_about() {
        PersonalDataInventory.check(context);
    }

    private long windows(String person) {
        return database.getCollection("export_windows").countDocuments(Filters.eq("_id", person));
    }

    private long accesses(String person) {
        return database.getCollection("data_accesses").countDocuments(Filters.eq("person", person));
    }

    private static JsonNode accessesIn(HttpResponse<byte[]> export) throws IOException {
        for (JsonNode category : json(unzip(export.body()), "membership.json").get("categories")) {
            if (category.get("code").asString().equals("data-accesses")) {
                return category.get("items");
            }
        }
        throw new AssertionError("no category data-accesses");
    }

    private HttpResponse<byte[]> download(String path, String person, String role)
            throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(client.base() + path))
                                .header(
                                        "Authorization",
                                        "Bearer " + issuer.token(person, List.of(role), List.of()))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
    }

    private static Map<String, byte[]> unzip(byte[] archive) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), in.readAllBytes());
            }
        }
        return files;
    }

    private static JsonNode json(Map<String, byte[]> files, String name) {
        return JsonMapper.shared().readTree(files.get(name));
    }

    private static String text(Map<String, byte[]> files, String name) {
        return new String(files.get(name), StandardCharsets.UTF_8);
    }

    private static long leftOver() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("export-"))
                    .count();
        }
    }
}
