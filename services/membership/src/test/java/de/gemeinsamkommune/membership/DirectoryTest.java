package de.gemeinsamkommune.membership;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;

import de.gemeinsamkommune.testsupport.TestClient;
import de.gemeinsamkommune.testsupport.TestClient.Answer;
import de.gemeinsamkommune.testsupport.TestIssuer;

import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Who finds whom by what, and sees what of them. */
@MembershipTest
class DirectoryTest {

    private static final String DIRECTORY = "/api/membership/directory";
    private static final String ENTRY = "/api/membership/me/directory-entry";
    private static final List<String> CIRCLES = List.of("TEAM", "MEMBERS", "PUBLIC");
    private static final Map<String, String> QUESTIONS =
            Map.of(
                    "municipality", "municipality=09178",
                    "topics", "topic=beirat",
                    "position", "q=Koordinationsstelle",
                    "experience", "q=helferkreise");

    @Autowired TestClient client;
    @Autowired TestIssuer issuer;
    @Autowired MongoDatabase database;
    private Network network;

    @BeforeEach
    void enter() {
        network = new Network(client, issuer);
    }

    private TestClient in(String circle) {
        return switch (circle) {
            case "TEAM" -> network.as("ADVISER");
            case "MEMBERS" -> network.as("LEAD");
            default -> client;
        };
    }

    private record Somebody(String id, String family, TestClient client) {

        String directoryId(Network network) {
            return network.as("ADVISER")
                    .get(DIRECTORY + "?q=" + family)
                    .expect(200)
                    .json()
                    .get("items")
                    .get(0)
                    .get("id")
                    .asString();
        }
    }

    private static String word() {
        return "w" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
    }

    private Somebody somebody() {
        String family = word();
        String id =
                network.invite(
                                Network.with(
                                        Network.invitation(Network.uniqueAddress(), "MEMBER"),
                                        "familyName",
                                        family))
                        .expect(201)
                        .json()
                        .get("id")
                        .asString();
        TestClient person = network.as(id, "MEMBER");
        person.post("/api/membership/me/acceptance").expect(200);
        return new Somebody(id, family, person);
    }

    private static Map<String, Object> entry(String position, Map<String, String> visibility) {
        Map<String, Object> chosen = new LinkedHashMap<>();
        for (String field :
                List.of(
                        "name",
                        "email",
                        "municipality",
                        "position",
                        "telephone",
                        "topics",
                        "experience")) {
            chosen.put(field, visibility.getOrDefault(field, "TEAM"));
        }
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("listed", true);
        entry.put("position", position);
        entry.put("telephone", "089 123456");
        entry.put("topics", List.of("beirat", "ehrenamt"));
        entry.put("experience", "Helferkreise aufgebaut.\nGerne mehr.");
        entry.put("visibility", chosen);
        return entry;
    }

    private static Answer say(TestClient person, Map<String, Object> entry) {
        String seen = person.get(ENTRY).expect(200).header("ETag");
        return person.with("If-Match", seen).put(ENTRY, entry);
    }

    private static List<String> names(TestClient asker, String query) {
        return asker.get(DIRECTORY + "?" + query)
                .expect(200)
                .json()
                .get("items")
                .valueStream()
                .map(item -> item.get("name").asString())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"email", "municipality", "position", "telephone", "topics", "experience"})
    void a_field_is_shown_and_searched_for_those_it_is_for_and_nobody_else(String field) {
        Somebody person = somebody();
        String id = person.directoryId(network);
        String property = field.equals("municipality") ? "municipalities" : field;
        for (String chosen : CIRCLES) {
            say(
                            person.client(),
                            entry("Koordinationsstelle", Map.of("name", "PUBLIC", field, chosen)))
                    .expect(200);
            for (String circle : CIRCLES) {
                boolean sees = CIRCLES.indexOf(chosen) >= CIRCLES.indexOf(circle);
                String as = field + " for " + chosen + " seen by " + circle;
                JsonNode shown = in(circle).get(DIRECTORY + "/" + id).expect(200).json();
                assertThat(shown.has(property)).as(as).isEqualTo(sees);
                assertThat(shown.get("name").asString()).contains(person.family());
                String question = QUESTIONS.get(field);
                if (question != null) {
                    String both =
                            question.startsWith("q=")
                                    ? question + "%20" + person.family()
                                    : question + "&q=" + person.family();
                    assertThat(names(in(circle), both)).as(as).hasSize(sees ? 1 : 0);
                }
                JsonNode listed =
                        in(circle)
                                .get(DIRECTORY + "?q=" + person.family())
                                .expect(200)
                                .json()
                                .get("items");
                assertThat(listed.get(0)).isEqualTo(shown);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TEAM, true, false, false",
        "MEMBERS, true, true, false",
        "PUBLIC, true, true, true"
    })
    void whose_name_one_may_not_see_is_not_there(
            String chosen, boolean team, boolean members, boolean open) {
        Somebody person = somebody();
        String id = person.directoryId(network);
        Map<String, String> all = new LinkedHashMap<>();
        for (String field :
                List.of("email", "municipality", "position", "telephone", "topics", "experience")) {
            all.put(field, "PUBLIC");
        }
        all.put("name", chosen);
        String position = word();
        say(person.client(), entry(position, all)).expect(200);
        List<Boolean> sees = List.of(team, members, open);
        for (int i = 0; i < CIRCLES.size(); i++) {
            TestClient asker = in(CIRCLES.get(i));
            assertThat(names(asker, "topic=beirat&q=" + position)).hasSize(sees.get(i) ? 1 : 0);
            Answer answer = asker.get(DIRECTORY + "/" + id);
            if (sees.get(i)) {
                answer.expect(200);
            } else {
                answer.expectProblem(404, "person-not-found");
            }
        }
        assertThat(preview(person.client())).containsExactly(team, members, open);
    }

    private static List<Boolean> preview(TestClient person) {
        JsonNode preview = person.get(ENTRY + "/preview").expect(200).json();
        return List.of(preview.has("team"), preview.has("members"), preview.has("open"));
    }

    @Test
    void nobody_is_listed_who_did_not_choose_it_and_who_leaves_is_gone_at_once() {
        Somebody person = somebody();
        String id = person.directoryId(network);
        Answer first = person.client().get(ENTRY).expect(200);
        assertThat(first.json().get("listed").asBoolean()).isFalse();
        assertThat(first.json().get("visibility").get("name").asString()).isEqualTo("MEMBERS");
        assertThat(preview(person.client())).containsExactly(true, false, false);

        Map<String, Object> all =
                entry(word(), Map.of("name", "PUBLIC", "topics", "PUBLIC", "position", "PUBLIC"));
        Answer listed = say(person.client(), all).expect(200);
        assertThat(listed.json().get("telephone").asString()).isEqualTo("+4989123456");
        assertThat(names(client, "q=" + person.family())).hasSize(1);

        Map<String, Object> left = new LinkedHashMap<>(all);
        left.put("listed", false);
        say(person.client(), left).expect(200);
        for (String circle : List.of("MEMBERS", "PUBLIC")) {
            assertThat(names(in(circle), "q=" + person.family())).isEmpty();
            assertThat(names(in(circle), "q=" + all.get("position"))).isEmpty();
            in(circle).get(DIRECTORY + "/" + id).expectProblem(404, "person-not-found");
        }
        JsonNode team = network.as("ADVISER").get(DIRECTORY + "/" + id).expect(200).json();
        assertThat(team.get("listed").asBoolean()).isFalse();
    }

    @Test
    void an_entry_is_changed_on_the_version_its_sender_saw() {
        Somebody person = somebody();
        Map<String, Object> entry = entry("A", Map.of());
        String seen = person.client().get(ENTRY).expect(200).header("ETag");
        person.client().put(ENTRY, entry).expectProblem(428, "precondition-required");
        List<Answer> answers =
                Rivals.race(
                        java.util.Collections.nCopies(
                                6, () -> person.client().with("If-Match", seen).put(ENTRY, entry)));
        assertThat(answers).extracting(Answer::status).containsOnlyOnce(200).containsOnly(200, 412);
        assertThat(person.client().get(ENTRY).json().get("topics").toString())
                .isEqualTo("[\"beirat\",\"ehrenamt\"]");
    }

    @Test
    void the_directory_shows_another_id_than_the_streams() {
        Somebody person = somebody();
        String id = person.directoryId(network);
        assertThat(id).isNotEqualTo(person.id());
        network.as("ADVISER")
                .get(DIRECTORY + "/" + person.id())
                .expectProblem(404, "person-not-found");
        say(person.client(), entry("A", Map.of("name", "MEMBERS"))).expect(200);
        assertThat(names(network.as("ANALYST"), "q=" + person.family())).isEmpty();
        assertThat(names(network.as("FUNDER"), "q=" + person.family())).isEmpty();
        assertThat(names(network.as("MEMBER"), "q=" + person.family())).hasSize(1);
        assertThat(names(network.asService(), "q=" + person.family())).isEmpty();
    }

    @Test
    void who_has_not_joined_is_not_found_and_finds_as_anybody() {
        String family = word();
        String id =
                network.invite(
                                Network.with(
                                        Network.invitation(Network.uniqueAddress(), "MEMBER"),
                                        "familyName",
                                        family))
                        .json()
                        .get("id")
                        .asString();
        TestClient invited = network.as(id, "MEMBER");
        say(invited, entry("A", Map.of("name", "PUBLIC"))).expect(200);
        assertThat(preview(invited)).containsExactly(false, false, false);
        assertThat(names(network.as("ADVISER"), "q=" + family)).isEmpty();

        Somebody other = somebody();
        say(other.client(), entry("A", Map.of("name", "MEMBERS"))).expect(200);
        assertThat(names(invited, "q=" + other.family())).isEmpty();
        invited.post("/api/membership/me/acceptance").expect(200);
        assertThat(names(invited, "q=" + other.family())).hasSize(1);
        assertThat(names(client, "q=" + family)).hasSize(1);
    }

    @Test
    void colleagues_of_towns_like_the_own_are_found_and_affiliations_count_at_once() {
        Somebody person = somebody();
        Map<String, Object> entry =
                entry("A", Map.of("name", "MEMBERS", "municipality", "MEMBERS"));
        say(person.client(), entry).expect(200);
        // Freising has as many people as Garmisch-Partenkirchen has not
        TestClient freising = network.as("MEMBER");
        String q = "&q=" + person.family();
        assertThat(names(freising, "near=me" + q)).hasSize(1);
        assertThat(names(network.as("LEAD"), "near=me" + q)).isEmpty();
        assertThat(names(freising, "townSize=MEDIUM_DISTRICT&district=09178" + q)).hasSize(1);
        assertThat(names(freising, "townSize=CITY" + q)).isEmpty();

        TestClient lead = network.as("PROJECT_LEAD");
        String affiliations = "/api/membership/people/" + person.id() + "/affiliations/";
        lead.put(affiliations + "09184131", Map.of("role", "MEMBER")).expect(200);
        assertThat(names(freising, "townSize=SMALL_TOWN&district=09184" + q)).hasSize(1);
        lead.delete(affiliations + "09178").expect(200);
        assertThat(names(freising, "near=me" + q)).isEmpty();
        assertThat(names(freising, "municipality=09178" + q)).isEmpty();

        String record = "/api/membership/people/" + person.id();
        lead.with("If-Match", lead.get(record).expect(200).header("ETag"))
                .put(
                        record + "/roles",
                        Map.of(
                                "roles",
                                List.of(),
                                "affiliations",
                                List.of(Map.of("municipality", "09178", "role", "MEMBER"))))
                .expect(200);
        assertThat(names(freising, "municipality=09178" + q)).hasSize(1);
        assertThat(names(freising, "district=09184" + q)).isEmpty();

        client.get(DIRECTORY + "?near=me").expectProblem(400, "no-town-of-yours");
        network.as("ADVISER").get(DIRECTORY + "?near=me").expectProblem(400, "no-town-of-yours");
    }

    @Test
    void pages_show_everybody_once_although_people_come_and_go_meanwhile() {
        String position = word();
        List<Somebody> people = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            Somebody person = somebody();
            say(person.client(), entry(position, Map.of("name", "MEMBERS", "position", "MEMBERS")))
                    .expect(200);
            people.add(person);
        }
        people.sort(java.util.Comparator.comparing(Somebody::family));
        TestClient member = network.as("MEMBER");
        String query = "?size=2&q=" + position;
        JsonNode page = member.get(DIRECTORY + query).expect(200).json();
        List<String> seen = new ArrayList<>();
        page.get("items").forEach(item -> seen.add(item.get("name").asString()));
        assertThat(seen).hasSize(2).allMatch(name -> name.contains(" w"));

        // the one the cursor stands at is erased, one to come leaves, another one comes in
        people.get(1).client().post("/api/membership/me/erasure").expect(202);
        say(people.get(3).client(), with(entry(position, Map.of()), "listed", false)).expect(200);
        while (page.hasNonNull("next")) {
            page =
                    member.get(DIRECTORY + query + "&cursor=" + page.get("next").asString())
                            .expect(200)
                            .json();
            page.get("items").forEach(item -> seen.add(item.get("name").asString()));
        }
        assertThat(seen)
                .containsExactlyElementsOf(
                        people.stream()
                                .filter(person -> person != people.get(3))
                                .map(person -> "Zacharias " + person.family())
                                .toList());
        member.get(DIRECTORY + "?cursor=WyJ4Il0").expectProblem(400, "cursor-malformed");
    }

    private static Map<String, Object> with(Map<String, Object> entry, String field, Object value) {
        Map<String, Object> other = new LinkedHashMap<>(entry);
        other.put(field, value);
        return other;
    }

    @Test
    void an_erasure_leaves_nothing_to_be_found_by() {
        Somebody person = somebody();
        String id = person.directoryId(network);
        String position = word();
        say(person.client(), entry(position, Map.of("name", "PUBLIC", "position", "PUBLIC")))
                .expect(200);
        assertThat(names(client, "q=" + position)).hasSize(1);
        person.client().post("/api/membership/me/erasure").expect(202);
        for (String circle : CIRCLES) {
            assertThat(names(in(circle), "q=" + position)).isEmpty();
            in(circle).get(DIRECTORY + "/" + id).expectProblem(404, "person-not-found");
        }
        Document left =
                database.getCollection("people").find(Filters.eq("_id", person.id())).first();
        assertThat(left.toJson())
                .doesNotContain("directory", "word:", "topic:", position, person.family(), id);
        person.client().get(ENTRY).expectProblem(404, "person-not-found");
        person.client()
                .with("If-Match", "\"1\"")
                .put(ENTRY, entry("A", Map.of()))
                .expectProblem(404, "person-not-found");
        person.client().get(DIRECTORY).expectProblem(403, "caller-erased");
    }

    @Test
    void each_field_has_its_history_which_a_lead_does_not_see() {
        Somebody person = somebody();
        network.as("PROJECT_LEAD")
                .put(
                        "/api/membership/people/" + person.id() + "/affiliations/09161",
                        Map.of("role", "MEMBER"))
                .expect(200);
        say(person.client(), entry("A", Map.of())).expect(200);
        say(person.client(), entry("B", Map.of("topics", "PUBLIC"))).expect(200);
        String history = "/api/membership/people/" + person.id() + "/history";
        for (TestClient may : List.of(network.as("PROJECT_LEAD"), person.client())) {
            JsonNode changes = may.get(history).expect(200).json().get("items");
            assertThat(changes.valueStream().map(DirectoryTest::told).toList())
                    .contains(
                            "directory/position A B",
                            "directory/visibility/topics TEAM PUBLIC",
                            "directory/telephone null +4989123456");
        }
        JsonNode lead = network.as("LEAD").get(history).expect(200).json().get("items");
        assertThat(lead.valueStream().map(DirectoryTest::told).toList())
                .containsExactly("affiliations/09161 null MEMBER");
        assertThat(
                        network.as("LEAD")
                                .get("/api/membership/people/" + person.id())
                                .expect(200)
                                .body())
                .doesNotContain("+4989123456", "Helferkreise");
    }

    @Test
    void the_export_has_the_entry() {
        Somebody person = somebody();
        say(person.client(), entry("A", Map.of("name", "PUBLIC"))).expect(200);
        JsonNode told =
                client.as(issuer.serviceToken("membership"))
                        .get("/internal/membership/people/" + person.id() + "/data")
                        .expect(200)
                        .json();
        JsonNode entry =
                told.get("categories")
                        .valueStream()
                        .filter(
                                category ->
                                        category.get("code").asString().equals("directory-entry"))
                        .findFirst()
                        .orElseThrow()
                        .get("items")
                        .get(0);
        assertThat(entry.get("directoryId").asString()).isEqualTo(person.directoryId(network));
        assertThat(entry.get("experience").asString()).startsWith("Helferkreise");
        assertThat(entry.get("visibility").get("name").asString()).isEqualTo("PUBLIC");
    }

    private static String told(JsonNode change) {
        return change.get("field").asString()
                + " "
                + change.path("before").asString("null")
                + " "
                + change.path("after").asString("null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "telephone | 12 | Telefonnummer",
                "telephone | 'nobody' | Telefonnummer",
                "topics | [x] | Thema",
                "position | 'a\tb' | ",
                "listed | | "
            })
    void what_makes_no_sense_is_named_and_explained(String field, String value, String says) {
        Somebody person = somebody();
        Object wrong = "[x]".equals(value) ? List.of("x") : value;
        Answer refused =
                say(person.client(), with(entry("A", Map.of()), field, wrong))
                        .expectProblem(400, "invalid-request");
        JsonNode error = refused.json().get("errors").get(0);
        assertThat(error.get("pointer").asString()).startsWith("#/" + field);
        assertThat(error.get("detail").asString()).contains(says == null ? "" : says);
    }

    @Test
    void questions_that_make_no_sense_are_refused_or_find_nobody() {
        Answer topic = client.get(DIRECTORY + "?topic=x").expectProblem(400, "invalid-request");
        assertThat(topic.json().get("errors").get(0).get("detail").asString()).contains("Thema");
        client.get(DIRECTORY + "?q=" + "x".repeat(101)).expectProblem(400, "invalid-request");
        client.get(DIRECTORY + "?near=you").expectProblem(400, "invalid-request");
        client.get(DIRECTORY + "?townSize=HUGE").expectProblem(400, "invalid-request");
        assertThat(names(network.as("ADVISER"), "q=%21%3F")).isEmpty();
        assertThat(names(network.as("ADVISER"), "municipality=x")).isEmpty();
        assertThat(names(client, "topic=beirat&q=ingol")).containsExactly("Lukas Brandl");
        assertThat(names(network.as("ADVISER"), "q=&near=&municipality=")).isNotEmpty();
        JsonNode english =
                client.with("Accept-Language", "en").get(DIRECTORY + "/topics").expect(200).json();
        assertThat(english.get("items").toString()).contains("Setting up integration monitoring");
    }
}
