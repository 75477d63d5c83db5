package de.gemeinsamkommune.advisory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;

import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.messaging.Message;
import de.gemeinsamkommune.testsupport.ServiceTest;
import de.gemeinsamkommune.testsupport.TestClient;
import de.gemeinsamkommune.testsupport.TestClient.Answer;
import de.gemeinsamkommune.testsupport.TestIssuer;

import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/** The service with a real broker and store, as its callers and neighbours see it. */
@ServiceTest(application = AdvisoryApplication.class)
class AdvisoryTest {

    private static final String REQUESTS = "/api/advisory/requests";
    private static final String QUESTION =
            """
            {"topic": "monitoring", "subject": "Welche Kennzahlen? zk7",
             "question": "Wie fangen wir an? zk7", "contactBy": "VIDEO"}
            """;
    private static final String REPLY = "{\"text\": \"Wir melden uns. zk7\"}";
    private static final String END =
            "{\"outcome\": \"MATERIAL_PROVIDED\", \"text\": \"Startset geschickt. zk7\"}";

    private final TestClient anybody;
    private final TestIssuer issuer;
    private final MongoDatabase database;
    private final Clock clock;

    private final String asker = UUID.randomUUID().toString();
    private final String adviser = UUID.randomUUID().toString();
    private final TestClient asking;
    private final TestClient advising;
    private final TestClient colleague;
    private final TestClient projectLead;
    private final TestClient stranger;

    @Autowired
    AdvisoryTest(TestClient anybody, TestIssuer issuer, MongoDatabase database, Clock clock) {
        this.anybody = anybody;
        this.issuer = issuer;
        this.database = database;
        this.clock = clock;
        asking = member(asker, "09762");
        advising = anybody.as(issuer.token(adviser, Roles.ADVISER));
        colleague = anybody.as(issuer.tokenOfSomebody(Roles.ADVISER));
        projectLead = anybody.as(issuer.tokenOfSomebody(Roles.PROJECT_LEAD));
        stranger = anybody.as(issuer.tokenOfSomebody(Roles.MEMBER));
    }

    @Test
    void each_side_is_told_everything_of_their_own() {
        String id = text(asking.post(REQUESTS, QUESTION), "id");
        advising.post(at(id, "assignment")).expect(200);
        advising.post(at(id, "replies"), "{\"text\": \"Rat von amt4\"}").expect(201);
        asking.post(at(id, "replies"), "{\"text\": \"Danke aus amt5\"}").expect(201);
        advising.post(at(id, "efforts"), effort(60, today())).expect(201);
        stranger.post(REQUESTS, QUESTION.replace("zk7", "zk8")).expect(201);

        String askers = dataOf(asker);
        assertThat(askers)
                .contains(id, "Wie fangen wir an? zk7", "VIDEO", "09762")
                .contains("Rat von amt4", "Danke aus amt5", "\"minutes\":60")
                .doesNotContain(adviser, "zk8", "fingerprint");
        String advisers = dataOf(adviser);
        assertThat(advisers)
                .contains(id, "Rat von amt4", "\"minutes\":60")
                .doesNotContain(asker, "zk7", "zk8", "Danke aus amt5", "09762");
    }

    private String dataOf(String person) {
        return anybody.as(issuer.serviceToken("membership"))
                .get("/internal/advisory/people/" + person + "/data")
                .expect(200)
                .body();
    }

    @Test
    void a_case_from_receipt_to_conclusion() {
        Answer asked = asking.post(REQUESTS, QUESTION);
        assertThat(asked.status()).isEqualTo(201);
        String id = text(asked, "id");
        assertThat(asked.header("Location")).isEqualTo(REQUESTS + "/" + id);
        assertThat(text(asked, "municipality")).isEqualTo("09762");
        assertThat(text(asked, "status")).isEqualTo("RECEIVED");

        assertThat(text(advising.post(at(id, "assignment")), "status")).isEqualTo("ACCEPTED");
        Answer replied = advising.post(at(id, "replies"), REPLY);
        assertThat(replied.status()).isEqualTo(201);
        String reply = replied.json().at("/replies/0/id").asString();
        assertThat(asking.post(at(id, "replies"), REPLY).status()).isEqualTo(201);
        assertThat(advising.post(at(id, "efforts"), effort(60, today())).status()).isEqualTo(201);
        Answer worked = projectLead.post(at(id, "efforts"), effort(30, today()));
        assertThat(worked.json().get("effortMinutes").asLong()).isEqualTo(90);
        Answer concluded =
                advising.with("If-Match", worked.header("ETag")).post(at(id, "conclusion"), END);
        assertThat(concluded.status()).isEqualTo(200);

        Answer seen = asking.get(at(id));
        assertThat(seen.header("ETag")).isEqualTo("\"7\"");
        assertThat(text(seen, "status")).isEqualTo("CONCLUDED");
        assertThat(text(seen, "outcome")).isEqualTo("MATERIAL_PROVIDED");
        assertThat(text(seen, "conclusion")).isEqualTo("Startset geschickt. zk7");
        assertThat(seen.json().get("replies"))
                .extracting(each -> each.get("by").asString())
                .containsExactly("ADVISER", "ASKER");
        assertThat(seen.json().has("efforts")).as("effort is for the team").isFalse();
        assertThat(colleague.get(at(id)).json().get("efforts")).hasSize(2);

        List<Message> messages = Broker.messages("advisory.request", id, 7);
        assertThat(messages)
                .extracting(Message::type)
                .containsExactly(
                        "advisory.request-received.v1",
                        "advisory.request-accepted.v1",
                        "advisory.reply-given.v1",
                        "advisory.reply-given.v1",
                        "advisory.effort-recorded.v1",
                        "advisory.effort-recorded.v1",
                        "advisory.request-concluded.v1");
        assertThat(messages)
                .extracting(Message::sequence)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(messages.get(2).read(Told.class))
                .isEqualTo(new Told(id, reply, "ADVISER", asker));
        assertThat(messages)
                .as("no word of a person travels")
                .noneMatch(message -> message.toString().contains("zk7"));
    }

    @Test
    void every_reading_by_others_than_the_asker_is_noted() {
        String id = received();
        asking.get(at(id)).expect(200);
        stranger.get(at(id)).expect(404);
        assertThat(accesses(asking, id, "")).isEmpty();

        colleague.get(at(id)).expect(200);
        advising.post(at(id, "assignment")).expect(200);
        asking.post(at(id, "replies"), REPLY).expect(201);
        advising.get(REQUESTS + "?size=200").expect(200);
        projectLead.get(at(id)).expect(200);

        assertThat(accesses(asking, id, "?extent=WHOLE"))
                .as("the answer to a command shows the request too")
                .extracting(entry -> entry.get("role").asString())
                .containsExactly("PROJECT_LEAD", "ADVISER", "ADVISER");
        assertThat(accesses(asking, id, "?extent=OVERVIEW")).hasSize(1);
        assertThat(accesses(asking, id, ""))
                .hasSize(4)
                .as("for the asker by role")
                .noneMatch(entry -> entry.has("reader"));
        assertThat(accesses(projectLead, id, "?extent=WHOLE"))
                .extracting(entry -> entry.get("reader").asString())
                .contains(adviser)
                .doesNotContain(asker);
        Answer first = asking.get(at(id, "accesses?size=3")).expect(200);
        String next = first.json().get("next").asString();
        assertThat(accesses(asking, id, "?size=3&cursor=" + next)).hasSize(1);
        stranger.get(at(id, "accesses")).expect(404);
        advising.get(at(id, "accesses")).expect(404);
        assertThat(accesses(anybody.as(issuer.tokenOfSomebody(Roles.ADMINISTRATOR)), id, ""))
                .hasSize(4);
        assertThat(dataOf(asker)).contains("request-readings", "\"extent\":\"WHOLE\"");
        assertThat(dataOf(adviser)).contains("own-readings", id);
    }

    @Test
    void a_team_member_is_no_reader_of_the_own_request() {
        String own = text(advising.post(REQUESTS, QUESTION), "id");
        advising.get(at(own)).expect(200);
        advising.get(REQUESTS).expect(200);
        assertThat(accesses(projectLead, own, "")).isEmpty();
        colleague.get(at(own)).expect(200);
        assertThat(accesses(advising, own, "")).hasSize(1).noneMatch(one -> one.has("reader"));
    }

    private static List<JsonNode> accesses(TestClient as, String id, String query) {
        List<JsonNode> found = new ArrayList<>();
        as.get(at(id, "accesses" + query)).expect(200).json().get("items").forEach(found::add);
        return found;
    }

    @Test
    void strangers_learn_nothing() {
        String id = received();
        assertThat(stranger.get(at(id)).status()).isEqualTo(404);
        assertThat(stranger.post(at(id, "replies"), REPLY).status()).isEqualTo(404);
        assertThat(stranger.post(at(id, "withdrawal")).status()).isEqualTo(404);
        assertThat(stranger.get(REQUESTS).json().get("items")).isEmpty();
        assertThat(stranger.get(at(id)).body()).doesNotContain("zk7", asker);
    }

    @Test
    void own_requests_for_askers_all_for_the_team() {
        String id = received();
        assertThat(ids(asking.get(REQUESTS))).containsExactly(id);
        assertThat(ids(asking.get(REQUESTS + "?status=RECEIVED"))).containsExactly(id);
        assertThat(ids(asking.get(REQUESTS + "?status=CONCLUDED"))).isEmpty();
        assertThat(ids(advising.get(REQUESTS))).contains(id);
        assertThat(ids(projectLead.get(REQUESTS))).contains(id);
    }

    @Test
    void who_may_do_what_depends_on_the_case_too() {
        String id = accepted();
        problem(colleague.post(at(id, "replies"), REPLY), 409, "not-assigned");
        problem(colleague.post(at(id, "efforts"), effort(5, today())), 409, "not-assigned");
        problem(
                colleague.with("If-Match", "\"2\"").post(at(id, "conclusion"), END),
                409,
                "not-assigned");
        problem(advising.post(at(id, "withdrawal")), 403, "only-the-asker");
        problem(colleague.post(at(id, "assignment")), 409, "request-already-assigned");
        Answer taken = colleague.post(at(id, "assignment"), "{\"takeOver\": true}");
        assertThat(taken.status()).isEqualTo(200);
        problem(advising.post(at(id, "replies"), REPLY), 409, "not-assigned");
        assertThat(projectLead.post(at(id, "replies"), REPLY).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"takeOver\":", "[]", "7", "{\"takeOver\": {}}", "nonsense"})
    void an_assignment_that_cannot_be_is_refused(String body) {
        Answer refused = advising.post(at(received(), "assignment"), body).expect(400);
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
    }

    @Test
    void goes_only_along_the_lifecycle() {
        String waiting = received();
        problem(asking.post(at(waiting, "replies"), REPLY), 409, "request-not-accepted");
        assertThat(text(asking.post(at(waiting, "withdrawal")), "status")).isEqualTo("WITHDRAWN");
        assertThat(asking.post(at(waiting, "withdrawal")).status()).isEqualTo(200);
        problem(advising.post(at(waiting, "assignment")), 409, "request-closed");

        String own = text(advising.post(REQUESTS, QUESTION), "id");
        problem(advising.post(at(own, "assignment")), 409, "own-request");
    }

    @Test
    void of_many_advisers_at_once_exactly_one_takes_a_request() throws Exception {
        String id = received();
        List<TestClient> rivals = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            rivals.add(anybody.as(issuer.tokenOfSomebody(Roles.ADVISER)));
        }
        CyclicBarrier start = new CyclicBarrier(rivals.size());
        List<Answer> answers =
                together(
                        rivals.stream()
                                .<Callable<Answer>>map(
                                        rival ->
                                                () -> {
                                                    start.await();
                                                    return rival.post(at(id, "assignment"));
                                                })
                                .toList());
        assertThat(answers).extracting(Answer::status).containsOnlyOnce(200);
        assertThat(answers).extracting(Answer::status).containsOnly(200, 409);
        Answer winner =
                answers.stream().filter(answer -> answer.status() == 200).findFirst().orElseThrow();
        assertThat(text(asking.get(at(id)), "adviser")).isEqualTo(text(winner, "adviser"));
        assertThat(Broker.messages("advisory.request", id, 2)).hasSize(2);
    }

    @Test
    void of_many_entries_at_once_none_is_lost() throws Exception {
        String id = accepted();
        List<Callable<Answer>> entries = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            int minutes = i;
            entries.add(() -> asking.post(at(id, "replies"), REPLY));
            entries.add(() -> advising.post(at(id, "efforts"), effort(minutes, today())));
        }
        assertThat(together(entries)).extracting(Answer::status).containsOnly(201);
        Answer seen = advising.get(at(id));
        assertThat(seen.json().get("replies")).hasSize(10);
        assertThat(seen.json().get("efforts")).hasSize(10);
        assertThat(seen.json().get("effortMinutes").asLong()).isEqualTo(55);
        assertThat(Broker.messages("advisory.request", id, 22))
                .extracting(Message::sequence)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 22).boxed().toList());
    }

    @Test
    void a_repeat_under_the_same_key_is_answered_alike_and_another_body_refused() {
        String key = "k1";
        Answer first = asking.with("Idempotency-Key", key).post(REQUESTS, QUESTION);
        assertThat(asking.with("Idempotency-Key", key).post(REQUESTS, QUESTION).body())
                .isEqualTo(first.body());
        problem(
                asking.with("Idempotency-Key", key)
                        .post(REQUESTS, QUESTION.replace("VIDEO", "PHONE")),
                409,
                "idempotency-key-reused");
        assertThat(text(stranger.with("Idempotency-Key", key).post(REQUESTS, QUESTION), "id"))
                .isNotEqualTo(text(first, "id"));
        String id = text(first, "id");
        advising.post(at(id, "assignment"));

        asking.with("Idempotency-Key", key).post(at(id, "replies"), REPLY);
        Answer again = asking.with("Idempotency-Key", key).post(at(id, "replies"), REPLY);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json().get("replies")).hasSize(1);
        problem(
                asking.with("Idempotency-Key", key)
                        .post(at(id, "replies"), "{\"text\": \"anders\"}"),
                409,
                "idempotency-key-reused");

        advising.with("Idempotency-Key", key).post(at(id, "efforts"), effort(10, today()));
        assertThat(
                        advising.with("Idempotency-Key", key)
                                .post(at(id, "efforts"), effort(10, today()))
                                .json()
                                .get("effortMinutes")
                                .asLong())
                .isEqualTo(10);
        problem(
                advising.with("Idempotency-Key", key).post(at(id, "efforts"), effort(11, today())),
                409,
                "idempotency-key-reused");
        assertThat(Broker.messages("advisory.request", id, 4)).hasSize(4);
    }

    @Test
    void one_asks_for_a_municipality_of_ones_own() {
        TestClient two = member(UUID.randomUUID().toString(), "09178", "09573");
        problem(two.post(REQUESTS, QUESTION), 400, "municipality-missing");
        String named = QUESTION.replace("}", ", \"municipality\": \"09573\"}");
        assertThat(text(two.post(REQUESTS, named), "municipality")).isEqualTo("09573");
        problem(asking.post(REQUESTS, named), 400, "municipality-not-yours");
        assertThat(advising.post(REQUESTS, QUESTION).json().has("municipality")).isFalse();
    }

    @Test
    void a_conclusion_names_the_version_it_was_decided_on() {
        String id = accepted();
        problem(advising.post(at(id, "conclusion"), END), 428, "precondition-required");
        problem(
                advising.with("If-Match", "2").post(at(id, "conclusion"), END),
                400,
                "etag-malformed");
        asking.post(at(id, "replies"), REPLY);
        problem(
                advising.with("If-Match", "\"2\"").post(at(id, "conclusion"), END),
                412,
                "stale-version");
        assertThat(advising.with("If-Match", "\"3\"").post(at(id, "conclusion"), END).status())
                .isEqualTo(200);
        problem(
                advising.with("If-Match", "\"3\"").post(at("no-such-request", "conclusion"), END),
                404,
                "not-found");
    }

    @Test
    void the_list_comes_page_by_page_the_newest_first() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            made.add(received());
        }
        List<String> read = new ArrayList<>();
        String cursor = "";
        do {
            Answer page = asking.get(REQUESTS + "?size=3&cursor=" + cursor);
            assertThat(page.json().get("items").size()).isLessThanOrEqualTo(3);
            read.addAll(ids(page));
            cursor = page.json().path("next").asString("");
        } while (!cursor.isEmpty());
        assertThat(read).containsExactlyInAnyOrderElementsOf(made);
        assertThat(new HashSet<>(read)).hasSize(7);
        assertThat(asking.get(REQUESTS).json().get("items"))
                .extracting(each -> each.get("receivedAt").asString())
                .isSortedAccordingTo(Comparator.reverseOrder());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cursor=%00",
                "cursor=x",
                "cursor=WyJhIl0",
                "cursor=WyJhIiwiYiJd",
                "cursor=e30",
                "size=0",
                "size=201",
                "size=x",
                "status=OPEN"
            })
    void a_page_that_cannot_be_is_refused(String query) {
        Answer refused = asking.get(REQUESTS + "?" + query);
        assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"VIDEO\"|\"FAX\"",
                "\"VIDEO\"|null",
                "\"VIDEO\"|7",
                "\"topic\": \"monitoring\"|\"topic\": \"wetter\"",
                "\"topic\": \"monitoring\"|\"topic\": \" \"",
                "\"topic\": \"monitoring\",|",
                "Welche Kennzahlen? zk7|",
                "Welche Kennzahlen? zk7|zwei\\nZeilen",
                "}|, \"municipality\": \"0976\"}",
                "}|, \"municipality\": 9762}",
                "}|",
            })
    void a_question_that_cannot_be_is_refused(String good, String bad) {
        Answer refused = asking.post(REQUESTS, QUESTION.replace(good, bad == null ? "" : bad));
        assertThat(refused.status()).as(refused.body()).isEqualTo(400);
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
    }

    @Test
    void texts_have_their_limit() {
        String id = accepted();
        String most = "x".repeat(20_000);
        assertThat(asking.post(at(id, "replies"), "{\"text\": \"" + most + "\"}").status())
                .isEqualTo(201);
        problem(
                asking.post(at(id, "replies"), "{\"text\": \"" + most + "y\"}"),
                400,
                "invalid-request");
        problem(asking.post(at(id, "replies"), "{\"text\": \" \"}"), 400, "invalid-request");
    }

    @Test
    void effort_lies_between_the_first_day_of_the_network_and_today() {
        String id = accepted();
        problem(
                advising.post(at(id, "efforts"), effort(5, today().plusDays(1))),
                400,
                "effort-out-of-bounds");
        problem(
                advising.post(at(id, "efforts"), effort(5, LocalDate.of(2023, 3, 31))),
                400,
                "effort-out-of-bounds");
        problem(advising.post(at(id, "efforts"), effort(1441, today())), 400, "invalid-request");
        assertThat(
                        advising.post(at(id, "efforts"), effort(1440, LocalDate.of(2023, 4, 1)))
                                .status())
                .isEqualTo(201);
    }

    @Test
    void topics_are_for_everybody_in_two_languages() {
        assertThat(anybody.get("/api/advisory/topics").json().get("items")).hasSize(18);
        Answer english = anybody.with("Accept-Language", "en").get("/api/advisory/topics");
        assertThat(english.json().at("/items/1/name").asString())
                .isEqualTo("Setting up integration monitoring");
    }

    @Test
    void of_an_erased_asker_nothing_stays_but_facts() {
        String open = accepted();
        asking.post(at(open, "replies"), REPLY);
        advising.post(at(open, "efforts"), effort(25, today()));
        String closed = accepted();
        advising.with("If-Match", "\"2\"").post(at(closed, "conclusion"), END);
        String foreign = text(stranger.post(REQUESTS, QUESTION), "id");

        Broker.publishErasure(asker);
        List<Message> confirmed = Broker.messages("advisory.erasure", asker, 1);
        assertThat(confirmed.getFirst().type()).isEqualTo("advisory.erasure-confirmed.v1");
        assertThat(confirmed.getFirst().data())
                .isEqualTo("{\"person\":\"" + asker + "\",\"held\":[]}");

        Answer withdrawn = advising.get(at(open));
        assertThat(text(withdrawn, "status")).isEqualTo("WITHDRAWN");
        assertThat(withdrawn.json().get("effortMinutes").asLong()).isEqualTo(25);
        assertThat(text(withdrawn, "municipality")).isEqualTo("09762");
        assertThat(text(withdrawn, "topic")).isEqualTo("monitoring");
        assertThat(withdrawn.body()).doesNotContain("zk7", asker);
        assertThat(text(advising.get(at(closed)), "outcome")).isEqualTo("MATERIAL_PROVIDED");
        assertThat(advising.get(at(closed)).body()).doesNotContain("zk7", asker);
        assertThat(text(stranger.get(at(foreign)), "subject")).contains("zk7");
        assertThat(Broker.messages("advisory.request", open, 5).getLast().type())
                .isEqualTo("advisory.request-withdrawn.v1");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(stored(open) + stored(closed)).doesNotContain(asker));
        assertThat(stored(open) + stored(closed)).doesNotContain("zk7");

        problem(asking.post(REQUESTS, QUESTION), 409, "person-erased");
        problem(asking.post(at(open, "replies"), REPLY), 409, "person-erased");
        assertThat(asking.get(at(open)).status()).isEqualTo(404);
        assertThat(asking.get(REQUESTS).json().get("items")).isEmpty();
    }

    @Test
    void the_same_erasure_again_says_nothing_new() {
        received();
        Broker.publishErasure(asker);
        Broker.messages("advisory.erasure", asker, 1);
        Broker.publishErasure(asker);
        String later = UUID.randomUUID().toString();
        Broker.publishErasure(later);
        Broker.messages("advisory.erasure", later, 1);
        assertThat(Broker.messages("advisory.erasure", asker, 1)).hasSize(1);
    }

    @Test
    void an_erased_adviser_leaves_the_request_to_a_colleague() {
        String id = accepted();
        advising.post(at(id, "replies"), REPLY);
        advising.post(at(id, "efforts"), effort(15, today()));
        Broker.publishErasure(adviser);
        Broker.messages("advisory.erasure", adviser, 1);

        Answer waiting = colleague.get(at(id));
        assertThat(text(waiting, "status")).isEqualTo("RECEIVED");
        assertThat(waiting.json().get("effortMinutes").asLong()).isEqualTo(15);
        assertThat(waiting.json().at("/replies/0/text").asString()).contains("zk7");
        assertThat(waiting.body()).doesNotContain(adviser);
        assertThat(colleague.post(at(id, "assignment")).status()).isEqualTo(200);
        problem(advising.post(at(id, "assignment")), 409, "person-erased");
    }

    /** What is kept of a request, without what waits to be published. */
    private String stored(String id) {
        Document document =
                database.getCollection("requests").find(new Document("_id", id)).first();
        return document.toJson();
    }

    private String received() {
        return text(asking.post(REQUESTS, QUESTION), "id");
    }

    private String accepted() {
        String id = received();
        assertThat(advising.post(at(id, "assignment")).status()).isEqualTo(200);
        return id;
    }

    private TestClient member(String person, String... municipalities) {
        return anybody.as(issuer.token(person, List.of(Roles.MEMBER), List.of(municipalities)));
    }

    private static String at(String... path) {
        return REQUESTS + "/" + String.join("/", path);
    }

    private static String effort(int minutes, LocalDate on) {
        return "{\"activity\": \"CONVERSATION\", \"minutes\": %d, \"on\": \"%s\"}"
                .formatted(minutes, on);
    }

    private LocalDate today() {
        return LocalDate.now(clock.withZone(ZoneId.of("Europe/Berlin")));
    }

    private static List<String> ids(Answer page) {
        List<String> ids = new ArrayList<>();
        for (JsonNode item : page.json().get("items")) {
            ids.add(item.get("id").asString());
        }
        return ids;
    }

    private static void problem(Answer answer, int status, String type) {
        answer.expectProblem(status, type);
        assertThat(text(answer, "title")).isNotBlank();
        assertThat(text(answer, "detail")).isNotBlank();
    }

    private static String text(Answer answer, String property) {
        return answer.json().path(property).asString(null);
    }

    private static List<Answer> together(List<Callable<Answer>> calls) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> answer : threads.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    private record Told(String request, String reply, String by, String to) {}
}
