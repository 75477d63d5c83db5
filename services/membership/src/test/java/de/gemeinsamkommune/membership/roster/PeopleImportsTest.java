package de.gemeinsamkommune.membership.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;

import de.gemeinsamkommune.membership.MembershipTest;
import de.gemeinsamkommune.membership.Network;
import de.gemeinsamkommune.membership.Topic;
import de.gemeinsamkommune.testsupport.TestClient;
import de.gemeinsamkommune.testsupport.TestClient.Answer;
import de.gemeinsamkommune.testsupport.TestIssuer;

import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;

@MembershipTest
class PeopleImportsTest {

    private static final String IMPORTS = "/api/membership/people-imports";

    @Autowired TestClient client;
    @Autowired TestIssuer issuer;
    @Autowired MongoDatabase database;
    @Autowired PeopleImports imports;

    private Network network;
    private TestClient projectLead;

    @BeforeEach
    void enter() {
        network = new Network(client, issuer);
        projectLead = network.as("PROJECT_LEAD");
    }

    @Test
    void a_dry_run_tells_of_each_row_what_would_become_of_it_and_invites_nobody() {
        String known = Network.uniqueAddress();
        network.invite(Network.invitation(known, "MEMBER")).expect(201);
        String fresh = Network.uniqueAddress();
        long people = people();
        JsonNode checked =
                upload(
                                projectLead,
                                "",
                                line("Ada", fresh, "9178"),
                                line("Bea", known, "09178"),
                                line("Cleo", fresh.toUpperCase(Locale.ROOT), "09178"),
                                line("Dora", "nobody", "Nirgendwo"))
                        .expect(201)
                        .json();
        assertThat(checked.get("stage").asString()).isEqualTo("CHECKED");
        assertThat(checked.get("mine").asBoolean()).isTrue();
        assertThat(checked.get("total").asInt()).isEqualTo(4);
        JsonNode sums = checked.get("checked");
        assertThat(sums.get("ready").asInt()).isEqualTo(1);
        assertThat(sums.get("invitedBefore").asInt()).isEqualTo(1);
        assertThat(sums.get("twice").asInt()).isEqualTo(1);
        assertThat(sums.get("refused").asInt()).isEqualTo(1);

        String rows = IMPORTS + "/" + checked.get("id").asString() + "/rows";
        JsonNode all = projectLead.get(rows).expect(200).json().get("items");
        assertThat(all.get(0).get("notes").get(0).get("code").asString()).isEqualTo("leading-zero");
        assertThat(all.get(2).get("detail").asString()).contains("Zeile 2");
        JsonNode english =
                projectLead
                        .with("Accept-Language", "en")
                        .get(rows + "?problems=true")
                        .json()
                        .get("items");
        assertThat(english.size()).isEqualTo(3);
        JsonNode refused = english.get(2);
        assertThat(refused.get("problems").get(0).get("field").asString()).isEqualTo("email");
        assertThat(refused.get("problems").get(0).get("detail").asString())
                .startsWith("This is no e-mail address");
        assertThat(refused.get("problems").get(1).get("code").asString())
                .isEqualTo("municipality-unknown");
        JsonNode page = projectLead.get(rows + "?size=3").json();
        assertThat(
                        projectLead
                                .get(rows + "?size=3&cursor=" + page.get("next").asString())
                                .json()
                                .get("items")
                                .get(0)
                                .get("row")
                                .asInt())
                .isEqualTo(5);
        assertThat(people()).isEqualTo(people);
    }

    @Test
    void with_a_flawed_row_nobody_is_invited_unless_it_is_left_out() {
        String fresh = Network.uniqueAddress();
        JsonNode checked =
                upload(projectLead, "", line("Ada", fresh, "09178"), line("B", "nobody", "09178"))
                        .expect(201)
                        .json();
        String path = IMPORTS + "/" + checked.get("id").asString();
        Answer refused = projectLead.post(path + "/start");
        refused.expectProblem(409, "people-import-flawed");
        assertThat(refused.json().get("detail").asString()).contains("1");
        assertThat(stage(path)).isEqualTo("CHECKED");

        projectLead.post(path + "/start?skipFlawed=true").expect(202);
        JsonNode done = ended(path);
        assertThat(done.get("stage").asString()).isEqualTo("DONE");
        assertThat(done.get("carriedOut").get("invited").asInt()).isEqualTo(1);
        assertThat(done.get("carriedOut").get("refused").asInt()).isEqualTo(1);
        assertThat(withAddress(fresh)).isEqualTo(1);
        assertThat(projectLead.get(path + "/rows").json().get("items").size()).isZero();
        assertThat(stored(path).toJson()).doesNotContain(fresh).doesNotContain("Ada");
        // repeats have no effect
        projectLead.post(path + "/start").expect(202);
        projectLead.post(path + "/cancellation").expectProblem(409, "people-import-ended");
    }

    @Test
    void an_import_without_a_dry_run_invites_at_once() {
        String fresh = Network.uniqueAddress();
        Answer begun =
                upload(projectLead, "?dryRun=false", line("Ada", fresh, "Landkreis Freising"));
        String path = begun.expect(201).header("Location");
        assertThat(ended(path).get("carriedOut").get("invited").asInt()).isEqualTo(1);
        upload(projectLead, "?dryRun=false", line("Ada", "nobody", "09178"))
                .expectProblem(409, "people-import-flawed");
    }

    @Test
    void killed_in_the_middle_it_goes_on_and_invites_nobody_twice() {
        List<String> addresses =
                IntStream.range(0, 120).mapToObj(_ -> Network.uniqueAddress()).toList();
        String[] lines =
                addresses.stream()
                        .map(address -> line("Ada " + addresses.indexOf(address), address, "09178"))
                        .toArray(String[]::new);
        String path = upload(projectLead, "", lines).expect(201).header("Location");
        Document before = stored(path);
        projectLead.post(path + "/start").expect(202);
        assertThat(ended(path).get("carriedOut").get("invited").asInt()).isEqualTo(120);

        // as a kill behind the first fifty leaves it, with seventy invited and not written down
        imports()
                .replaceOne(
                        Filters.eq("_id", before.getString("_id")),
                        new Document(before)
                                .append("stage", "RUNNING")
                                .append("runner", "killed")
                                .append("beat", Date.from(Instant.now()))
                                .append("done", 50)
                                .append("upTo", 51)
                                .append(
                                        "carriedOut",
                                        new Document(sums(before)).append("invited", 50)));
        imports.takeUp();
        JsonNode done = ended(path);
        assertThat(done.get("done").asInt()).isEqualTo(120);
        assertThat(done.get("carriedOut").get("invited").asInt()).isEqualTo(120);
        for (String address : List.of(addresses.getFirst(), addresses.getLast())) {
            assertThat(withAddress(address)).isEqualTo(1);
        }
        String id = before.getString("_id");
        List<String> people =
                IntStream.rangeClosed(2, 121).mapToObj(row -> PeopleImports.id(id, row)).toList();
        await().untilAsserted(
                        () ->
                                assertThat(
                                                Topic.read("membership.person").stream()
                                                        .map(Topic.Received::key)
                                                        .filter(people::contains)
                                                        .sorted()
                                                        .toList())
                                        .isEqualTo(people.stream().sorted().toList()));
    }

    @Test
    void leads_invite_members_of_their_own_municipality() {
        TestClient lead = network.as("LEAD");
        String own = Network.uniqueAddress();
        JsonNode checked =
                upload(
                                lead,
                                "",
                                line("Ada", own, "09161"),
                                line("Bea", Network.uniqueAddress(), "09178"))
                        .expect(201)
                        .json();
        assertThat(checked.get("checked").get("ready").asInt()).isEqualTo(1);
        assertThat(checked.get("checked").get("refused").asInt()).isEqualTo(1);
        String path = IMPORTS + "/" + checked.get("id").asString();
        // the team sees it and leaves it to the one who imports
        projectLead.get(path).expect(200);
        projectLead.post(path + "/start?skipFlawed=true").expectProblem(403, "forbidden");
        lead.post(path + "/start?skipFlawed=true").expect(202);
        assertThat(ended(path).get("carriedOut").get("invited").asInt()).isEqualTo(1);
        assertThat(withAddress(own)).isEqualTo(1);

        String foreign =
                upload(projectLead, "", line("Ada", Network.uniqueAddress(), "09161"))
                        .header("Location");
        lead.get(foreign).expectProblem(404, "not-found");
        lead.get(foreign + "/rows").expectProblem(404, "not-found");
        lead.get(IMPORTS)
                .json()
                .get("items")
                .forEach(item -> assertThat(item.get("mine").asBoolean()).isTrue());
    }

    @Test
    void a_list_is_given_up_or_forgotten_after_a_day() {
        String path =
                upload(projectLead, "", line("Ada", Network.uniqueAddress(), "09178"))
                        .header("Location");
        assertThat(projectLead.post(path + "/cancellation").expect(202).json().get("stage"))
                .hasToString("\"CANCELLED\"");
        projectLead.post(path + "/start").expectProblem(409, "people-import-ended");
        assertThat(stored(path).getList("rows", Document.class)).isEmpty();

        String old =
                upload(projectLead, "", line("Ada", Network.uniqueAddress(), "09178"))
                        .header("Location");
        imports()
                .updateOne(
                        Filters.eq("_id", idOf(old)),
                        Updates.set(
                                "receivedAt",
                                Date.from(Instant.now().minus(Duration.ofHours(25)))));
        imports.tidy();
        assertThat(stage(old)).isEqualTo("EXPIRED");
        assertThat(stored(old).getList("rows", Document.class)).isEmpty();
    }

    @Test
    void who_is_erased_is_in_no_list_and_is_not_invited_by_it() {
        String address = Network.uniqueAddress();
        String person =
                network.invite(Network.invitation(address, "MEMBER"))
                        .expect(201)
                        .json()
                        .get("id")
                        .asString();
        String path =
                upload(
                                projectLead,
                                "",
                                line("Ada", address, "09178"),
                                line("Bea", Network.uniqueAddress(), "09178"))
                        .header("Location");
        assertThat(
                        network.asService()
                                .get("/internal/membership/people/" + person + "/data")
                                .expect(200)
                                .body())
                .contains("people-imports", "\"givenName\":\"Ada\"");
        network.as(person, "MEMBER").post("/api/membership/me/erasure").expect(202);
        projectLead.post(path + "/start").expect(202);
        assertThat(ended(path).get("carriedOut").get("invited").asInt()).isEqualTo(1);
        assertThat(withAddress(address)).isZero();
    }

    @Test
    void who_came_and_was_erased_since_the_check_is_not_invited_again() {
        String address = Network.uniqueAddress();
        String path =
                upload(projectLead, "", line("Ada", address.toUpperCase(Locale.ROOT), "09178"))
                        .header("Location");
        String person =
                network.invite(Network.invitation(address, "MEMBER"))
                        .expect(201)
                        .json()
                        .get("id")
                        .asString();
        network.as(person, "MEMBER").post("/api/membership/me/erasure").expect(202);
        assertThat(stored(path).getList("rows", Document.class)).isEmpty();
        projectLead.post(path + "/start").expect(202);
        assertThat(ended(path).get("carriedOut").get("invited").asInt()).isZero();
        assertThat(withAddress(address)).isZero();
    }

    @Test
    void a_repeat_meets_the_first_import_and_large_files_are_refused() {
        TestClient keyed = projectLead.with("Idempotency-Key", "people-" + UUID.randomUUID());
        String line = line("Ada", Network.uniqueAddress(), "09178");
        String first = upload(keyed, "", line).expect(201).header("Location");
        assertThat(upload(keyed, "", line).expect(201).header("Location")).isEqualTo(first);
        upload(keyed, "", line("B", "nobody", "09178"))
                .expectProblem(409, "idempotency-key-reused");
        projectLead
                .with("Content-Type", "application/octet-stream")
                .send("POST", IMPORTS, BodyPublishers.ofInputStream(PeopleImportsTest::hundred))
                .expectProblem(413, "request-too-large");
        projectLead.post(IMPORTS, "{}").expectProblem(415, "unsupported-media-type");
    }

    @Test
    void an_export_is_harmless_in_a_spreadsheet_and_shows_leads_their_own_people() {
        network.invite(
                        Network.with(
                                Network.invitation(Network.uniqueAddress(), "MEMBER"),
                                "givenName",
                                "=cmd|' /C calc'!A0"))
                .expect(201);
        Answer csv = projectLead.get("/api/membership/people/export?format=csv").expect(200);
        assertThat(csv.header("Content-Type")).startsWith("text/csv");
        assertThat(csv.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"personen.csv\"");
        assertThat(csv.header("Cache-Control")).isEqualTo("no-store");
        assertThat(csv.body())
                .startsWith("\ufeffVorname;Nachname;E-Mail;Kommune;Rolle;Stand;Dabei seit\r\n")
                .contains("\r\n'=cmd|' /C calc'!A0;Quittenbaum;")
                .contains(";Landkreis Freising;Mitglied;eingeladen;")
                .contains(";Projektleitung;dabei;");
        Answer own = network.as("LEAD").get("/api/membership/people/export").expect(200);
        assertThat(own.body()).contains("Stadt Ingolstadt").doesNotContain("Freising");
        assertThat(
                        projectLead
                                .with("Accept-Language", "en")
                                .get("/api/membership/people-imports/template?format=csv")
                                .body())
                .isEqualTo(
                        "\ufeffGiven name;Family name;Title;E-mail;Municipality;Role;Language\r\n");
        assertThat(projectLead.get("/api/membership/people/export?format=xlsx").body())
                .startsWith("PK");
        projectLead
                .get("/api/membership/people/export?format=pdf")
                .expectProblem(400, "invalid-request");
    }

    private static InputStream hundred() {
        byte[] megabyte = new byte[1 << 20];
        List<InputStream> parts = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            parts.add(new ByteArrayInputStream(megabyte));
        }
        return new SequenceInputStream(Collections.enumeration(parts));
    }

    private static String line(String given, String address, String municipality) {
        return given
                + ";Quittenbaum "
                + UUID.randomUUID()
                + ";"
                + address
                + ";"
                + municipality
                + ";";
    }

    private static Answer upload(TestClient as, String query, String... lines) {
        return as.with("Content-Type", "text/csv")
                .send("POST", IMPORTS + query, BodyPublishers.ofByteArray(RosterFiles.csv(lines)));
    }

    private String stage(String path) {
        return projectLead.get(path).expect(200).json().get("stage").asString();
    }

    private JsonNode ended(String path) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !List.of("CHECKED", "RUNNING", "STOPPING").contains(stage(path)));
        return projectLead.get(path).json();
    }

    private long people() {
        return database.getCollection("people").countDocuments();
    }

    private long withAddress(String address) {
        return database.getCollection("people")
                .countDocuments(Filters.eq("state.emailKey", address));
    }

    private MongoCollection<Document> imports() {
        return database.getCollection("peopleImports");
    }

    private static String idOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private Document stored(String path) {
        return imports().find(Filters.eq("_id", idOf(path))).first();
    }

    private static Document sums(Document stored) {
        return stored.get("carriedOut", Document.class);
    }
}
