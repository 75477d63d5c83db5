package de.gemeinsamkommune.newsletter.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;

import de.gemeinsamkommune.newsletter.SettableClock;
import de.gemeinsamkommune.newsletter.letter.Letter;
import de.gemeinsamkommune.newsletter.letter.LetterFixtures;
import de.gemeinsamkommune.newsletter.letter.Markdown;
import de.gemeinsamkommune.newsletter.peer.PeerFixtures;
import de.gemeinsamkommune.testsupport.Parts;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

class MailroomTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final MailroomSettings SETTINGS =
            new MailroomSettings(4, Duration.ofMillis(50), Duration.ofSeconds(5));

    private static MongoClient client;

    private final ScriptedSmtp smtp = new ScriptedSmtp();
    private final SettableClock clock = new SettableClock(NOW);
    private final Desk desk = new Desk();
    private final List<Mailroom> mailrooms = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private MongoDatabase database;
    private Ledger ledger;

    /** Writes a mail to whatever the recipient is called. */
    private final class Desk implements Composer {

        private final Set<String> unavailable = ConcurrentHashMap.newKeySet();
        private final Set<String> gone = ConcurrentHashMap.newKeySet();
        private volatile Runnable beforeSending = () -> {};

        @Override
        public Set<DeliveryKind> kinds() {
            return EnumSet.allOf(DeliveryKind.class);
        }

        @Override
        public Composition compose(Delivery delivery) {
            if (unavailable.contains(delivery.recipient())) {
                throw PeerFixtures.unavailable("membership");
            }
            if (gone.contains(delivery.recipient())) {
                return new Composition.Obsolete(DeliveryReason.RECIPIENT_UNKNOWN);
            }
            beforeSending.run();
            Letter letter =
                    new Letter(
                            Locale.GERMAN,
                            "Betreff\r\nBcc: evil@x.example",
                            "Guten Tag,",
                            List.of(Markdown.paragraphs(List.of("Text"))),
                            null,
                            "Darum.",
                            null);
            String address = delivery.recipient().replace(' ', '\n');
            return new Composition.Ready(
                    new Mail(
                            address.contains("@") ? address : address + "@x.example",
                            "Name\r\nBcc: evil@x.example",
                            letter,
                            null,
                            URI.create("https://netz.example/abmelden/t")));
        }
    }

    @BeforeAll
    static void connect() {
        // a busy machine is no failure
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
        client = MongoClients.create(Parts.shared().mongodbUri());
    }

    @AfterAll
    static void disconnect() {
        client.close();
    }

    @BeforeEach
    void openLedger() {
        database = client.getDatabase("ledger-" + UUID.randomUUID());
        ledger = ledger();
    }

    @AfterEach
    void stop() throws Exception {
        mailrooms.forEach(Mailroom::stop);
        smtp.close();
        database.drop();
    }

    private Ledger ledger() {
        return new Ledger(database, SETTINGS, clock);
    }

    private Mailroom mailroom(Ledger of) {
        SmtpSettings settings =
                new SmtpSettings(
                        "127.0.0.1",
                        smtp.port(),
                        "",
                        "",
                        SmtpSettings.Security.NONE,
                        "netzwerk@netz.example",
                        "Gemeinsam Kommune");
        Mailroom mailroom =
                new Mailroom(
                        of,
                        List.of(desk),
                        new MimeWriter(LetterFixtures.letterhead(), settings, clock),
                        settings,
                        SETTINGS,
                        meters);
        mailrooms.add(mailroom);
        return mailroom;
    }

    private Order order(String source, String recipient) {
        return new Order(DeliveryKind.INVITATION, source, recipient, Map.of(), clock.instant());
    }

    private Delivery row(Order order) {
        return ledger.find(order.id()).orElseThrow();
    }

    private void awaitState(Order order, DeliveryState state) {
        await().untilAsserted(() -> assertThat(row(order).state()).isEqualTo(state));
    }

    @Test
    void sends_what_is_queued_and_the_same_order_only_once() {
        Order order = order("m1", "amira");
        ledger.enqueue(order);
        ledger.enqueue(order);
        mailroom(ledger).start();

        awaitState(order, DeliveryState.SENT);
        ledger.enqueue(order);
        ledger.enqueue(List.of(order));
        Order next = order("m2", "amira");
        ledger.enqueue(next);
        awaitState(next, DeliveryState.SENT);

        assertThat(smtp.mailsTo("amira@x.example")).hasSize(2);
        assertThat(row(order).reply()).isEqualTo("250");
        assertThat(row(order).settledAt()).isEqualTo(NOW);
        assertThat(row(order).owner()).isNull();
        assertThat(meters.counter("newsletter.delivery.sent").count()).isEqualTo(2);
    }

    @Test
    void what_waited_for_days_when_the_mailroom_opens_is_held_since_it_may_have_been_sent_before() {
        Order old = order("m1", "amira");
        ledger.enqueue(old);
        clock.advance(Ledger.TOO_OLD.plusSeconds(1));
        Order fresh = order("m2", "amira");
        ledger.enqueue(fresh);
        mailroom(ledger).start();

        awaitState(fresh, DeliveryState.SENT);
        assertThat(row(old).state()).isEqualTo(DeliveryState.HELD);
        assertThat(row(old).reason()).isEqualTo(DeliveryReason.TOO_OLD);
        assertThat(smtp.mailsTo("amira@x.example")).hasSize(1);
    }

    @Test
    void nothing_can_be_injected_into_the_header() {
        Order order = order("m1", "amira");
        ledger.enqueue(order);
        mailroom(ledger).start();
        awaitState(order, DeliveryState.SENT);

        ScriptedSmtp.Received mail = smtp.mails().getFirst();
        assertThat(mail.header("Subject")).isEqualTo("Betreff Bcc: evil@x.example");
        assertThat(mail.header("Bcc")).isEmpty();
        assertThat(mail.header("Message-ID")).isEqualTo("<" + order.id() + "@netz.example>");
        assertThat(mail.header("Auto-Submitted")).isEqualTo("auto-generated");
        assertThat(mail.header("List-Unsubscribe")).isEqualTo("<https://netz.example/abmelden/t>");
        assertThat(mail.header("List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
    }

    @Test
    void two_mailrooms_on_one_ledger_send_each_mail_once() {
        List<Order> orders =
                IntStream.range(0, 300).mapToObj(n -> order("edition", "r" + n)).toList();
        mailroom(ledger).start();
        mailroom(ledger()).start();

        ledger.enqueue(orders.subList(0, 200));
        ledger.enqueue(orders.subList(100, 300));

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () ->
                                assertThat(ledger.counts("edition"))
                                        .isEqualTo(Map.of(DeliveryState.SENT, 300L)));
        assertThat(
                        smtp.mails().stream()
                                .collect(groupingBy(ScriptedSmtp.Received::recipient, counting())))
                .hasSize(300)
                .allSatisfy((recipient, count) -> assertThat(count).isEqualTo(1));
        assertThat(smtp.connections()).isLessThanOrEqualTo(8);
    }

    @Test
    void a_claim_that_expired_is_taken_over_with_the_same_message_id() {
        Order order = order("m1", "amira");
        ledger.enqueue(order);
        assertThat(ledger.claim(order.id(), "somebody who died")).isPresent();
        mailroom(ledger).start();

        Order other = order("m2", "lukas");
        ledger.enqueue(other);
        awaitState(other, DeliveryState.SENT);
        assertThat(row(order).state()).isEqualTo(DeliveryState.SENDING);

        clock.advance(Ledger.CLAIM);
        awaitState(order, DeliveryState.SENT);
        assertThat(smtp.mailsTo("amira@x.example"))
                .singleElement()
                .satisfies(
                        mail ->
                                assertThat(mail.header("Message-ID"))
                                        .isEqualTo("<" + order.id() + "@netz.example>"));
        assertThat(row(order).attempts()).isEqualTo(2);
    }

    @Test
    void a_worker_that_lost_its_claim_does_not_send() {
        Order order = order("m1", "amira");
        ledger.enqueue(order);
        desk.beforeSending =
                () -> {
                    desk.beforeSending = () -> {};
                    clock.advance(Ledger.CLAIM);
                    assertThat(ledger.claim(order.id(), "a rival")).isPresent();
                };
        mailroom(ledger).start();

        Order other = order("m2", "lukas");
        await().untilAsserted(() -> assertThat(row(order).owner()).isEqualTo("a rival"));
        ledger.enqueue(other);
        awaitState(other, DeliveryState.SENT);
        assertThat(smtp.mailsTo("amira@x.example")).isEmpty();
    }

    @Test
    void a_temporary_refusal_is_tried_again_with_growing_pauses() {
        smtp.recipient("amira@x.example", "451 4.7.1 later amira@x.example", "450 later");
        Order order = order("m1", "amira");
        ledger.enqueue(order);
        mailroom(ledger).start();

        await().untilAsserted(() -> assertThat(row(order).reply()).isEqualTo("451 4.7.1"));
        assertThat(row(order).state()).isEqualTo(DeliveryState.QUEUED);
        assertThat(row(order).dueAt()).isEqualTo(NOW.plusSeconds(5));

        clock.advance(Duration.ofSeconds(5));
        await().untilAsserted(() -> assertThat(row(order).reply()).isEqualTo("450"));
        assertThat(row(order).dueAt()).isEqualTo(NOW.plusSeconds(15));

        clock.advance(Duration.ofSeconds(10));
        awaitState(order, DeliveryState.SENT);
        assertThat(smtp.mailsTo("amira@x.example")).hasSize(1);
    }

    @Test
    void pauses_grow_up_to_an_hour() {
        assertThat(ledger.pause(1)).isEqualTo(Duration.ofSeconds(5));
        assertThat(ledger.pause(2)).isEqualTo(Duration.ofSeconds(10));
        assertThat(ledger.pause(9)).isEqualTo(Duration.ofSeconds(1280));
        assertThat(ledger.pause(11)).isEqualTo(Duration.ofHours(1));
        assertThat(ledger.pause(1_000_000)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void a_mail_that_nobody_takes_for_a_day_fails() {
        smtp.content("amira@x.example", "452 full", "452 full", "452 full");
        Order order = order("m1", "amira");
        ledger.enqueue(order);
        mailroom(ledger).start();
        await().untilAsserted(() -> assertThat(row(order).reply()).isEqualTo("452"));

        clock.advance(Duration.ofHours(23));
        await().untilAsserted(() -> assertThat(row(order).attempts()).isEqualTo(2));
        clock.advance(Duration.ofHours(1));
        awaitState(order, DeliveryState.FAILED);
        assertThat(row(order).reason()).isEqualTo(DeliveryReason.SERVER_UNAVAILABLE);
        assertThat(row(order).reply()).isEqualTo("452");
    }

    @Test
    void a_refusal_fails_with_the_code_and_without_the_address() {
        smtp.recipient("amira@x.example", "550 5.1.1 <amira@x.example> unknown");
        smtp.content("lukas@x.example", "554 refused lukas@x.example");
        Order unknown = order("m1", "amira");
        Order refused = order("m1", "lukas");
        ledger.enqueue(unknown);
        ledger.enqueue(refused);
        mailroom(ledger).start();

        awaitState(unknown, DeliveryState.FAILED);
        awaitState(refused, DeliveryState.FAILED);
        assertThat(row(unknown).reply()).isEqualTo("550 5.1.1");
        assertThat(row(refused).reply()).isEqualTo("554");
        assertThat(row(unknown).toString() + row(refused)).doesNotContain("@");
        await().untilAsserted(
                        () ->
                                assertThat(meters.counter("newsletter.delivery.failed").count())
                                        .isEqualTo(2));
    }

    @Test
    void a_refused_sender_is_no_fault_of_the_recipient() {
        smtp.sender("550 5.7.1 who are you", "553 who are you", "554 who are you");
        Order order = order("m1", "amira");
        ledger.enqueue(order);
        mailroom(ledger).start();

        for (int attempt = 1; attempt <= 3; attempt++) {
            int so_far = attempt;
            await().untilAsserted(
                            () -> {
                                assertThat(row(order).attempts()).isEqualTo(so_far);
                                assertThat(row(order).state()).isEqualTo(DeliveryState.QUEUED);
                            });
            clock.advance(Duration.ofMinutes(5));
        }
        awaitState(order, DeliveryState.SENT);
    }

    @Test
    void a_connection_that_breaks_is_opened_again() {
        smtp.recipient("amira@x.example", ScriptedSmtp.HANG_UP);
        Order order = order("m1", "amira");
        ledger.enqueue(order);
        mailroom(ledger).start();

        await().untilAsserted(() -> assertThat(row(order).attempts()).isEqualTo(1));
        await().untilAsserted(() -> assertThat(row(order).state()).isEqualTo(DeliveryState.QUEUED));
        clock.advance(Duration.ofSeconds(5));
        awaitState(order, DeliveryState.SENT);
    }

    @Test
    void a_server_that_cannot_be_reached_is_tried_again() throws Exception {
        smtp.close();
        Order order = order("m1", "amira");
        ledger.enqueue(order);
        mailroom(ledger).start();

        await().untilAsserted(() -> assertThat(row(order).attempts()).isEqualTo(1));
        await().untilAsserted(() -> assertThat(row(order).state()).isEqualTo(DeliveryState.QUEUED));
    }

    @Test
    void a_look_up_that_does_not_answer_is_tried_again_and_held_after_a_day() {
        desk.unavailable.add("amira");
        Order order = order("m1", "amira");
        ledger.enqueue(order);
        mailroom(ledger).start();
        await().untilAsserted(
                        () -> {
                            assertThat(row(order).attempts()).isEqualTo(1);
                            assertThat(row(order).state()).isEqualTo(DeliveryState.QUEUED);
                        });

        clock.advance(Duration.ofHours(24));
        awaitState(order, DeliveryState.HELD);
        assertThat(row(order).reason()).isEqualTo(DeliveryReason.LOOK_UP_UNAVAILABLE);

        desk.unavailable.clear();
        assertThat(ledger.release(DeliveryKind.EDITION)).isZero();
        assertThat(ledger.release(null)).isEqualTo(1);
        awaitState(order, DeliveryState.SENT);
        assertThat(row(order).reason()).isNull();
    }

    @Test
    void who_is_unknown_gets_nothing() {
        desk.gone.add("amira");
        Order order = order("m1", "amira");
        ledger.enqueue(order);
        mailroom(ledger).start();

        awaitState(order, DeliveryState.CANCELLED);
        assertThat(row(order).reason()).isEqualTo(DeliveryReason.RECIPIENT_UNKNOWN);
        assertThat(smtp.mails()).isEmpty();
    }

    @Test
    void a_mail_that_cannot_be_written_is_tried_again_and_fails_after_a_day() {
        desk.beforeSending =
                () -> {
                    throw new IllegalStateException("amira@x.example");
                };
        Order order = order("m1", "amira");
        ledger.enqueue(order);
        mailroom(ledger).start();
        await().untilAsserted(
                        () -> {
                            assertThat(row(order).attempts()).isEqualTo(1);
                            assertThat(row(order).state()).isEqualTo(DeliveryState.QUEUED);
                        });

        clock.advance(Duration.ofHours(24));
        awaitState(order, DeliveryState.FAILED);
        assertThat(row(order).reason()).isEqualTo(DeliveryReason.NOT_WRITABLE);
    }

    @Test
    void an_address_nobody_can_write_to_fails() {
        Order order = order("m1", "amira b@x.example");
        ledger.enqueue(order);
        mailroom(ledger).start();

        awaitState(order, DeliveryState.FAILED);
        assertThat(row(order).reason()).isEqualTo(DeliveryReason.ADDRESS_UNUSABLE);
    }

    @Test
    void what_is_older_than_48_hours_waits_for_a_decision() {
        Order old =
                new Order(
                        DeliveryKind.INVITATION,
                        "m1",
                        "amira",
                        Map.of(),
                        NOW.minus(Ledger.TOO_OLD).minusSeconds(1));
        Order discarded =
                new Order(
                        DeliveryKind.ADVISORY_REPLY,
                        "m1",
                        "lukas",
                        Map.of(),
                        NOW.minus(Ledger.TOO_OLD).minusSeconds(1));
        Order justInTime =
                new Order(
                        DeliveryKind.INVITATION,
                        "m2",
                        "amira",
                        Map.of(),
                        NOW.minus(Ledger.TOO_OLD));
        ledger.enqueue(old);
        ledger.enqueue(List.of(discarded));
        ledger.enqueue(justInTime);
        mailroom(ledger).start();
        awaitState(justInTime, DeliveryState.SENT);

        assertThat(row(old).state()).isEqualTo(DeliveryState.HELD);
        assertThat(row(old).reason()).isEqualTo(DeliveryReason.TOO_OLD);
        assertThat(ledger.held())
                .isEqualTo(Map.of(DeliveryKind.INVITATION, 1L, DeliveryKind.ADVISORY_REPLY, 1L));
        assertThat(ledger.discard(DeliveryKind.ADVISORY_REPLY)).isEqualTo(1);
        assertThat(row(discarded).state()).isEqualTo(DeliveryState.CANCELLED);
        assertThat(ledger.release(DeliveryKind.INVITATION)).isEqualTo(1);
        awaitState(old, DeliveryState.SENT);
    }

    @Test
    void forgetting_a_recipient_cancels_what_is_unsent_and_leaves_ids_of_the_rest() {
        Order sent = new Order(DeliveryKind.INVITATION, "m1", "amira", Map.of("event", "e"), NOW);
        ledger.enqueue(sent);
        Mailroom first = mailroom(ledger);
        first.start();
        awaitState(sent, DeliveryState.SENT);
        first.stop();
        Order unsent = order("m2", "amira");
        ledger.enqueue(unsent);

        ledger.forget("amira");

        assertThat(row(unsent).state()).isEqualTo(DeliveryState.CANCELLED);
        assertThat(row(unsent).reason()).isEqualTo(DeliveryReason.ERASED);
        assertThat(row(sent).state()).isEqualTo(DeliveryState.SENT);
        assertThat(row(sent).about()).isEmpty();
        assertThat(row(sent).settledAt()).isNull();
        assertThat(row(sent).reply()).isNull();
        mailroom(ledger).start();
        Order other = order("m3", "lukas");
        ledger.enqueue(other);
        awaitState(other, DeliveryState.SENT);
        assertThat(smtp.mailsTo("amira@x.example")).hasSize(1);
    }

    @Test
    void says_how_much_waits_and_for_how_long() {
        assertThat(ledger.waiting()).isZero();
        assertThat(ledger.oldest()).isZero();
        ledger.enqueue(order("m1", "amira"));
        clock.advance(Duration.ofMinutes(3));
        ledger.enqueue(order("m1", "lukas"));

        mailroom(ledger);
        assertThat(meters.get("newsletter.delivery.queued").gauge().value()).isEqualTo(2);
        assertThat(meters.get("newsletter.delivery.oldest").gauge().value()).isEqualTo(180);
    }
}
