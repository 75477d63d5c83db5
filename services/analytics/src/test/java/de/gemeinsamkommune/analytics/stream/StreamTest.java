package de.gemeinsamkommune.analytics.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.gemeinsamkommune.analytics.AnalyticsApplication;
import de.gemeinsamkommune.analytics.Broker;
import de.gemeinsamkommune.defaults.Cursor;
import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.messaging.Topics;
import de.gemeinsamkommune.messaging.Topics.Topic;
import de.gemeinsamkommune.testsupport.Repository;
import de.gemeinsamkommune.testsupport.ServiceTest;
import de.gemeinsamkommune.testsupport.TestClient;
import de.gemeinsamkommune.testsupport.TestClient.Answer;
import de.gemeinsamkommune.testsupport.TestIssuer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The streams over HTTP, read from a real broker. */
@ServiceTest(application = AnalyticsApplication.class)
class StreamTest {

    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");
    private static final String TYPE = "membership.person-joined.v1";
    private static final String PEOPLE = "/api/streams/membership.person";

    private final TestClient anybody;
    private final TestClient analyst;
    private final Broker broker = new Broker();

    @Autowired
    StreamTest(TestClient anybody, TestIssuer issuer) {
        this.anybody = anybody;
        this.analyst = anybody.as(issuer.tokenOfSomebody(Roles.ANALYST));
    }

    @AfterEach
    void close() {
        broker.close();
    }

    @Test
    void a_stream_is_read_page_by_page_each_message_once_and_a_subject_in_its_order() {
        String before = end(PEOPLE);
        List<String> subjects = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            subjects.add(UUID.randomUUID().toString());
        }
        List<String> published = new ArrayList<>();
        for (int round = 0; round < 4; round++) {
            for (String subject : subjects) {
                published.add(publishPerson(subject));
            }
        }
        broker.flush();

        List<JsonNode> read = readAll(before, 5);

        assertThat(read)
                .extracting(event -> event.get("id").asString())
                .containsExactlyInAnyOrderElementsOf(published);
        for (String subject : subjects) {
            assertThat(read)
                    .filteredOn(event -> event.get("subject").asString().equals(subject))
                    .extracting(event -> event.get("sequence").asString())
                    .containsExactly("1", "2", "3", "4");
        }
        assertThat(readAll(before, 7))
                .as("another size, the same messages")
                .containsExactlyInAnyOrderElementsOf(read);
    }

    @Test
    void the_same_cursor_gives_the_same_page() {
        String before = end(PEOPLE);
        // so many that every partition has its share of the page; a shorter one leaves room to
        // others
        for (int i = 0; i < 300; i++) {
            publishPerson(UUID.randomUUID().toString());
        }
        broker.flush();
        String page = analyst.get(sized(before, 10)).expect(200).body();
        for (int i = 0; i < 5; i++) {
            publishPerson(UUID.randomUUID().toString());
        }
        broker.flush();
        assertThat(page.lines()).hasSize(10);
        assertThat(analyst.get(sized(before, 10)).body()).isEqualTo(page);
    }

    @Test
    void a_stream_begins_at_the_beginning_and_its_end_shows_what_comes_later() {
        String first = publishPerson(UUID.randomUUID().toString());
        broker.flush();
        String end = end(PEOPLE);
        assertThat(readAll(PEOPLE, 1000))
                .extracting(event -> event.get("id").asString())
                .contains(first);
        assertThat(analyst.get(end).expect(200).body()).isEmpty();

        String later = publishPerson(UUID.randomUUID().toString());
        broker.flush();

        assertThat(lines(analyst.get(end).expect(200)))
                .extracting(event -> event.get("id").asString())
                .containsExactly(later);
    }

    @Test
    void a_line_is_a_cloud_event() {
        String before = end(PEOPLE);
        String subject = UUID.randomUUID().toString();
        String id = publishPerson(subject);
        broker.flush();

        Answer page = analyst.get(before).expect(200);

        assertThat(page.header("Content-Type")).isEqualTo("application/x-ndjson");
        assertThat(page.body()).endsWith("}\n");
        assertThat(lines(page))
                .containsExactly(
                        JsonMapper.shared()
                                .readTree(
                                        """
                                        {"specversion": "1.0", "id": "%s", "source": "/membership",
                                         "type": "membership.person-joined.v1", "subject": "%s",
                                         "time": "1970-01-01T00:00:01Z",
                                         "datacontenttype": "application/json",
                                         "dataschema": "http://localhost:8080/api/streams/schemas/\
                                        membership.person-joined.v1.json",
                                         "sequence": "1", "epoch": "1",
                                         "traceparent":
                                         "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                                         "data": {"person": "%s", "roles": ["MEMBER"]}}
                                        """
                                                .formatted(id, subject, subject)));
    }

    @Test
    void what_is_no_cloud_event_does_not_stop_the_reader() {
        String before = end(PEOPLE);
        String subject = UUID.randomUUID().toString();
        String first = publishPerson(subject);
        broker.publishJunk("membership.person", subject);
        String last = publishPerson(subject);
        broker.flush();
        assertThat(readAll(before, 2))
                .extracting(event -> event.get("id").asString())
                .containsExactly(first, last);
    }

    @Test
    void a_page_stays_small_even_when_the_messages_are_large() {
        String before = end("/api/streams/newsletter.edition");
        String large = "{\"edition\":\"" + "x".repeat(200_000) + "\"}";
        List<String> published = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            published.add(
                    broker.publish(
                            "newsletter.edition",
                            UUID.randomUUID().toString(),
                            "newsletter.edition-sent.v1",
                            large));
        }
        broker.flush();
        Answer page = analyst.get(before).expect(200);
        assertThat(lines(page)).hasSize(Feed.MAX_BYTES / large.length());
        List<JsonNode> read = lines(page);
        while (!page.body().isEmpty()) {
            page = analyst.get(next(page)).expect(200);
            read.addAll(lines(page));
        }
        assertThat(read)
                .extracting(event -> event.get("id").asString())
                .containsExactlyElementsOf(published);
    }

    @Test
    void a_page_cut_for_its_bytes_loses_nothing_of_any_partition() {
        String before = end(PEOPLE);
        String large =
                "{\"person\":\"p\",\"roles\":[\"MEMBER\"],\"x\":\"" + "x".repeat(200_000) + "\"}";
        List<String> published = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            published.add(
                    broker.publish("membership.person", UUID.randomUUID().toString(), TYPE, large));
        }
        broker.flush();
        assertThat(readAll(before, 1000))
                .extracting(event -> event.get("id").asString())
                .containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    void a_cursor_that_cannot_be_is_refused() {
        for (String cursor :
                List.of(
                        "x",
                        "%00",
                        "e30",
                        Cursor.after("membership.person").encode(),
                        Cursor.after("membership.person", "0,0,0,0,0").encode(),
                        Cursor.after("membership.person", "0,0,0,0,0,0,0").encode(),
                        Cursor.after("membership.person", "0,0,0,0,0,-1").encode(),
                        Cursor.after("membership.person", "0,0,0,0,0,x").encode(),
                        Cursor.after("membership.person", "0,0,0,0,0,999999999999").encode(),
                        Cursor.after("membership.person", "0,0,0,0,0,0", "0").encode(),
                        Cursor.after("events.event", "0,0,0,0,0,0").encode())) {
            analyst.get(PEOPLE + "?cursor=" + cursor).expectProblem(400, "cursor-malformed");
        }
        analyst.with("Accept", "application/x-ndjson")
                .get(PEOPLE + "?cursor=x")
                .expectProblem(400, "cursor-malformed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1001", "x", "1.5"})
    void a_size_that_cannot_be_is_refused(String size) {
        assertThat(analyst.get(PEOPLE + "?size=" + size).expect(400).header("Content-Type"))
                .startsWith("application/problem+json");
    }

    @Test
    void an_unknown_stream_is_not_found() {
        analyst.get("/api/streams/membership.people").expectProblem(404, "not-found");
        analyst.get("/api/streams/__consumer_offsets").expectProblem(404, "not-found");
        anybody.get("/api/streams/schemas/membership.unknown.v1.json")
                .expectProblem(404, "not-found");
        anybody.get("/api/streams/schemas/" + TYPE).expectProblem(404, "not-found");
    }

    @Test
    void without_a_broker_the_feed_says_so() {
        Feed lonely = new Feed("127.0.0.1:1");
        Topic topic = Topics.declared().getFirst();
        assertThatThrownBy(() -> lonely.read(topic, Positions.beginning(topic.partitions()), 10))
                .isInstanceOf(FeedUnavailable.class);
    }

    @Test
    void anybody_can_see_what_streams_there_are() throws Exception {
        JsonNode streams = anybody.get("/api/streams").expect(200).json();
        assertThat(streams.get("items"))
                .extracting(each -> each.get("name").asString())
                .containsExactlyElementsOf(Topics.declared().stream().map(Topic::name).toList());
        String asyncApi = streams.get("asyncapi").asString();
        assertThat(anybody.get(asyncApi).expect(200).json())
                .isEqualTo(
                        JsonMapper.shared()
                                .readTree(
                                        Files.readString(
                                                Repository.root()
                                                        .resolve("contracts/asyncapi.json"))));
        for (JsonNode stream : streams.get("items")) {
            for (JsonNode type : stream.get("types")) {
                Answer schema = anybody.get(type.get("schema").asString()).expect(200);
                assertThat(schema.header("Content-Type")).startsWith("application/schema+json");
                assertThat(schema.json().get("x-topic")).isEqualTo(stream.get("name"));
            }
        }
    }

    private String publishPerson(String subject) {
        return broker.publish(
                "membership.person",
                subject,
                TYPE,
                "{\"person\":\"%s\",\"roles\":[\"MEMBER\"]}".formatted(subject));
    }

    /** Follows the links from the given page to the first empty one; at most 10,000 messages. */
    private List<JsonNode> readAll(String from, int size) {
        List<JsonNode> read = new ArrayList<>();
        Answer page = analyst.get(sized(from, size)).expect(200);
        while (!page.body().isEmpty() && read.size() < 10_000) {
            assertThat(lines(page).size()).isLessThanOrEqualTo(size);
            read.addAll(lines(page));
            page = analyst.get(next(page)).expect(200);
        }
        return read;
    }

    /** The link at which a stream goes on after all that is there now. */
    private String end(String stream) {
        Answer page = analyst.get(stream + "?size=1000").expect(200);
        while (!page.body().isEmpty()) {
            page = analyst.get(next(page)).expect(200);
        }
        return next(page);
    }

    private static String sized(String link, int size) {
        return link.replaceAll("[?&]size=\\d+", "")
                + (link.contains("cursor") ? "&" : "?")
                + "size="
                + size;
    }

    private static String next(Answer page) {
        Matcher link = NEXT.matcher(page.header("Link"));
        assertThat(link.matches()).as(page.header("Link")).isTrue();
        return link.group(1);
    }

    private static List<JsonNode> lines(Answer page) {
        return new ArrayList<>(page.body().lines().map(JsonMapper.shared()::readTree).toList());
    }
}
