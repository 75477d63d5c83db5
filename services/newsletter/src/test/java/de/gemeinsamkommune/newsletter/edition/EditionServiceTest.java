package de.gemeinsamkommune.newsletter.edition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.messaging.Message;
import de.gemeinsamkommune.newsletter.NewsletterService;
import de.gemeinsamkommune.newsletter.Peers;
import de.gemeinsamkommune.newsletter.Streams;
import de.gemeinsamkommune.newsletter.delivery.DeliveryKind;
import de.gemeinsamkommune.newsletter.delivery.Ledger;
import de.gemeinsamkommune.newsletter.delivery.Mailrooms;
import de.gemeinsamkommune.newsletter.delivery.Order;
import de.gemeinsamkommune.newsletter.subscription.ConfirmedSubscribers;
import de.gemeinsamkommune.newsletter.subscription.Subscribers;
import de.gemeinsamkommune.testsupport.Mailbox;
import de.gemeinsamkommune.testsupport.TestClient;
import de.gemeinsamkommune.testsupport.TestIssuer;

import jakarta.mail.internet.MimeMessage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

class EditionServiceTest extends NewsletterService {

    private static final String EDITIONS = API + "/editions";

    @Autowired Subscribers subscribers;
    @Autowired Editions editions;
    @Autowired Ledger ledger;
    @Autowired ApplicationContext context;

    @AfterEach
    void takeSubscribersAway() {
        ConfirmedSubscribers.remove(subscribers);
    }

    private static Map<String, Object> text(String heading, String markdown) {
        return Map.of("kind", "TEXT", "heading", heading, "markdown", markdown);
    }

    private static Map<String, Object> event(String id) {
        return Map.of("kind", "EVENT", "event", id);
    }

    private static Map<String, Object> edition(String subject, Object... blocks) {
        return Map.of("subject", subject, "blocks", List.of(blocks));
    }

    private TestClient editor() {
        return as(Roles.EDITOR);
    }

    private String drafted(Map<String, Object> edition) {
        return editor().post(EDITIONS, edition).expect(201).json().path("id").asString();
    }

    private JsonNode sent(String id) {
        return await().atMost(Duration.ofSeconds(120))
                .until(
                        () -> editor().get(EDITIONS + "/" + id).expect(200).json(),
                        edition -> edition.path("status").asString().equals("SENT"));
    }

    @Test
    void an_edition_is_drafted_revised_tried_and_released() {
        String subscriber = newAddress();
        subscribe(subscriber, Map.of("name", "Elif Kaya"));
        confirm(tokenOf(mail(subscriber))).expect(200);
        String pending = newAddress();
        subscribe(pending, Map.of());
        String meeting = PEERS.event("Netzwerktreffen <Herbst> & mehr");
        Peers.Person lead = PEERS.person("Sabine Hofstetter", "de");
        TestClient editor = client.as(TestIssuer.shared().token(lead.id(), Roles.PROJECT_LEAD));

        TestClient.Answer draft =
                editor.post(EDITIONS, edition("Entwurf", text("Editorial", "Guten *Tag*")))
                        .expect(201);
        String id = draft.json().path("id").asString();
        String path = EDITIONS + "/" + id;
        assertThat(draft.header("Location")).isEqualTo(path);
        Map<String, Object> wanted =
                edition("Herbst im Netzwerk", text("Editorial", "Guten *Tag*"), event(meeting));
        editor.put(path, wanted).expectProblem(428, "precondition-required");
        editor.with("If-Match", "\"7\"")
                .put(path, wanted)
                .expectProblem(412, "precondition-failed");
        TestClient.Answer revised =
                editor.with("If-Match", draft.header("ETag")).put(path, wanted).expect(200);
        assertThat(revised.header("ETag")).isNotEqualTo(draft.header("ETag"));
        assertThat(editor.get(path).expect(200).header("ETag")).isEqualTo(revised.header("ETag"));

        TestClient.Answer preview = editor.get(path + "/preview").expect(200);
        assertThat(preview.header("Content-Type")).startsWith("text/html");
        assertThat(preview.header("Content-Security-Policy")).contains("sandbox");
        assertThat(preview.body())
                .contains("Guten <em>Tag</em>")
                .contains("Netzwerktreffen &lt;Herbst&gt; &amp; mehr")
                .contains("Freitag, 4. Dezember 2026, 10:00 bis 16:00 Uhr")
                .contains("/veranstaltungen/" + meeting);

        editor.post(path + "/tests").expect(202);
        MimeMessage test = keep("edition-test", mail(lead.email()));
        assertThat(subject(test)).isEqualTo("[Test] Herbst im Netzwerk");

        editor.post(path + "/release").expectProblem(428, "precondition-required");
        JsonNode released = release(path).expect(202).json();
        assertThat(released.path("status").asString()).isEqualTo("RELEASED");
        assertThat(released.path("blocks").path(1).path("details").path("title").asString())
                .isEqualTo("Netzwerktreffen <Herbst> & mehr");
        PEERS.event(meeting, "Später geändert", "PUBLISHED", 1);
        release(path).expect(202);

        JsonNode sent = sent(id);
        assertThat(sent.path("failed").asInt()).isZero();
        MimeMessage mail =
                await().until(
                                () ->
                                        Mailbox.shared().mailsTo(subscriber).stream()
                                                .filter(m -> subject(m).startsWith("Herbst"))
                                                .findFirst()
                                                .orElse(null),
                                found -> found != null);
        keep("edition", mail);
        assertThat(text(mail))
                .contains("Guten Tag Elif Kaya,")
                .contains("Netzwerktreffen <Herbst> & mehr")
                .doesNotContain("Später geändert")
                .contains("Sie erhalten diese E-Mail, weil Sie den Newsletter abonniert");
        String unsubscribe = header(mail, "List-Unsubscribe");
        assertThat(unsubscribe)
                .matches("<http://localhost:8080/newsletter/abmelden/[A-Za-z0-9_-]{43}>");
        assertThat(header(mail, "List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
        assertThat(header(mail, "List-Id")).contains("<newsletter.netz.example>");
        assertThat(header(mail, "Precedence")).isEqualTo("bulk");
        assertThat(html(mail)).contains(unsubscribe.substring(1, unsubscribe.length() - 1));
        assertThat(part(mail, "image/png")).isNotEmpty();
        assertThat(Mailbox.shared().mailsTo(pending)).hasSizeLessThanOrEqualTo(1);

        editor.with("If-Match", "\"9\"")
                .put(path, wanted)
                .expectProblem(412, "precondition-failed");
        editor.with("If-Match", editor.get(path).header("ETag"))
                .put(path, wanted)
                .expectProblem(409, "edition-already-released");
        await().untilAsserted(
                        () -> {
                            List<Message> messages = Streams.messages("newsletter.edition", id);
                            assertThat(messages.stream().map(Message::type))
                                    .containsExactly(
                                            "newsletter.edition-released.v1",
                                            "newsletter.edition-sent.v1");
                            assertThat(messages.getLast().data())
                                    .isEqualTo(
                                            "{\"edition\":\"%s\",\"sent\":%d,\"failed\":0}"
                                                    .formatted(id, sent.path("sent").asInt()));
                        });
    }

    @Test
    void two_hundred_subscribers_get_an_edition_once_from_two_mailrooms() {
        List<String> addresses = ConfirmedSubscribers.bring(subscribers, 200);
        String subject = "An viele " + UUID.randomUUID();
        String id = drafted(edition(subject, text("A", "B")));
        AutoCloseable second = Mailrooms.another(context);
        try {
            release(EDITIONS + "/" + id).expect(202);
            JsonNode sent = sent(id);
            assertThat(sent.path("sent").asInt()).isEqualTo(sent.path("recipients").asInt());
        } finally {
            Mailrooms.close(second);
        }

        Map<String, Long> received =
                Mailbox.shared().mails().stream()
                        .filter(mail -> subject(mail).equals(subject))
                        .collect(groupingBy(mail -> header(mail, "To"), counting()));
        assertThat(received).containsKeys(addresses.toArray(String[]::new));
        assertThat(received.values()).allMatch(count -> count == 1);
        assertThat(
                        editor().get(EDITIONS + "/" + id + "/deliveries")
                                .expect(200)
                                .json()
                                .path("states")
                                .path("SENT")
                                .asInt())
                .isEqualTo(received.size());
    }

    @Test
    void a_release_that_was_interrupted_is_completed() {
        List<String> addresses = ConfirmedSubscribers.bring(subscribers, 30);
        Instant now = Instant.now();
        String id = UUID.randomUUID().toString();
        String subject = "Unterbrochen " + id;
        // half of the rows are there, as a crash between two batches leaves it
        List<Order> half = new ArrayList<>();
        for (String subscription : subscribers.confirmedBy(now, "", 15)) {
            half.add(new Order(DeliveryKind.EDITION, id, subscription, Map.of(), now));
        }
        Edition draft = Edition.draft(subject, List.of(Block.text(null, "Text")), "", false, now);
        Edition released = draft.apply(draft.release(id, 30), draft.blocks(), now);
        ledger.enqueue(half);
        editions.store().insert(id, released, List.of());

        sent(id);

        Map<String, Long> received =
                Mailbox.shared().mails().stream()
                        .filter(mail -> subject(mail).equals(subject))
                        .collect(groupingBy(mail -> header(mail, "To"), counting()));
        assertThat(received).containsKeys(addresses.toArray(String[]::new));
        assertThat(received.values()).allMatch(count -> count == 1);
    }

    @Test
    void who_confirms_after_the_release_does_not_get_the_edition() {
        Instant before = Instant.now().minusSeconds(60);
        List<String> late = ConfirmedSubscribers.bring(subscribers, 1);
        String id = UUID.randomUUID().toString();
        Edition draft =
                Edition.draft("Zu spät " + id, List.of(Block.text(null, "x")), "", false, before);
        editions.store()
                .insert(id, draft.apply(draft.release(id, 0), draft.blocks(), before), List.of());

        sent(id);
        assertThat(Mailbox.shared().mailsTo(late.getFirst())).isEmpty();
    }

    @Test
    void the_same_request_again_makes_no_second_edition() {
        TestClient editor = editor().with("Idempotency-Key", UUID.randomUUID().toString());
        Map<String, Object> wanted = edition("Einmal", text("A", "B"));

        String first = editor.post(EDITIONS, wanted).expect(201).json().path("id").asString();
        String second = editor.post(EDITIONS, wanted).expect(201).json().path("id").asString();

        assertThat(second).isEqualTo(first);
        editor.post(EDITIONS, edition("Anders", text("A", "B")))
                .expectProblem(409, "idempotency-key-reused");
    }

    private TestClient.Answer release(String edition) {
        TestClient.Answer seen = editor().get(edition).expect(200);
        return editor().with("If-Match", seen.header("ETag")).post(edition + "/release");
    }

    @Test
    void only_what_can_be_sent_is_released() {
        String empty = drafted(edition("Leer"));
        release(EDITIONS + "/" + empty).expectProblem(409, "edition-empty");

        String unknown = drafted(edition("Unbekannt", event(UUID.randomUUID().toString())));
        release(EDITIONS + "/" + unknown).expectProblem(409, "edition-event-not-found");
        editor().get(EDITIONS + "/" + unknown + "/preview")
                .expectProblem(409, "edition-event-not-found");

        String secret = UUID.randomUUID().toString();
        PEERS.event(secret, "Noch geheim", "DRAFT", 0);
        String early = drafted(edition("Zu früh", event(secret)));
        editor().get(EDITIONS + "/" + early + "/preview").expect(200);
        release(EDITIONS + "/" + early).expectProblem(409, "edition-event-not-found");

        String waiting = drafted(edition("Wartet", event(PEERS.event("Treffen"))));
        PEERS.eventsDown(true);
        try {
            TestClient.Answer answer =
                    release(EDITIONS + "/" + waiting).expectProblem(503, "look-up-unavailable");
            assertThat(answer.header("Retry-After")).isEqualTo("10");
        } finally {
            PEERS.eventsDown(false);
        }
        editor().with("If-Match", "\"99\"")
                .post(EDITIONS + "/" + waiting + "/release")
                .expectProblem(412, "precondition-failed");
    }

    @Test
    void refuses_what_is_no_edition() {
        editor().post(EDITIONS, edition(" ")).expectProblem(400, "invalid-request");
        editor().post(EDITIONS, edition("x".repeat(201))).expectProblem(400, "invalid-request");
        editor().post(EDITIONS, edition("X", Map.of("kind", "TEXT")))
                .expectProblem(400, "edition-block-incomplete");
        editor().post(EDITIONS, edition("X", Map.of("kind", "EVENT")))
                .expectProblem(400, "edition-block-incomplete");
        editor().post(EDITIONS, edition("X", Map.of("kind", "VIDEO")))
                .expectProblem(400, "invalid-request");
        editor().post(EDITIONS, edition("X", event("../../membership/people")))
                .expectProblem(400, "invalid-request");
        editor().post(EDITIONS, edition("X", text("A", "x".repeat(20_001))))
                .expectProblem(400, "invalid-request");
        editor().post(EDITIONS, edition("X", text("A", "> ".repeat(5_000) + "x")))
                .expectProblem(400, "markdown-too-deep");
        Object[] many = new Object[51];
        java.util.Arrays.fill(many, text("A", "B"));
        editor().post(EDITIONS, edition("X", many)).expectProblem(400, "invalid-request");
    }

    @Test
    void a_subject_cannot_add_a_header_and_broken_markdown_is_shown_as_it_is() {
        Peers.Person lead = PEERS.person("Jonas Obermeier", "en");
        TestClient editor = client.as(TestIssuer.shared().token(lead.id(), Roles.EDITOR));
        String id =
                drafted(
                        edition(
                                "Betreff\r\nBcc: evil@x.example",
                                text(
                                        "H\nX",
                                        "**offen [x]( <script>alert(1)</script>"
                                                + " ![b](http://t.example/p.png)")));

        editor.post(EDITIONS + "/" + id + "/tests").expect(202);

        MimeMessage mail = mail(lead.email());
        assertThat(subject(mail)).isEqualTo("[Test] Betreff Bcc: evil@x.example");
        assertThat(header(mail, "Bcc")).isNull();
        assertThat(html(mail)).doesNotContain("<script").doesNotContain("t.example/p.png\"");
        assertThat(text(mail)).contains("**offen").contains("You receive this e-mail because");
    }

    @Test
    void lists_editions_newest_first_page_by_page_with_the_sample_among_them() {
        drafted(edition("Eins", text("A", "B")));
        String newest = drafted(edition("Zwei", text("A", "B")));

        List<String> seen = new ArrayList<>();
        boolean sample = false;
        String cursor = "";
        do {
            JsonNode page = editor().get(EDITIONS + "?size=2&cursor=" + cursor).expect(200).json();
            for (JsonNode item : page.path("items")) {
                seen.add(item.path("id").asString());
                sample |= item.path("demo").asBoolean();
            }
            cursor = page.path("next").asString("");
        } while (!cursor.isEmpty());

        assertThat(seen).startsWith(newest).doesNotHaveDuplicates();
        assertThat(sample).isTrue();
        editor().get(EDITIONS + "?cursor=" + "WyJ4Il0").expectProblem(400, "cursor-malformed");
    }
}
