package de.gemeinsamkommune.newsletter.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.messaging.Message;
import de.gemeinsamkommune.newsletter.NewsletterService;
import de.gemeinsamkommune.newsletter.Peers.Person;
import de.gemeinsamkommune.newsletter.Streams;
import de.gemeinsamkommune.newsletter.delivery.Delivery;
import de.gemeinsamkommune.newsletter.delivery.DeliveryKind;
import de.gemeinsamkommune.newsletter.delivery.DeliveryReason;
import de.gemeinsamkommune.newsletter.delivery.DeliveryState;
import de.gemeinsamkommune.newsletter.delivery.Ledger;
import de.gemeinsamkommune.newsletter.delivery.Order;
import de.gemeinsamkommune.testsupport.Mailbox;

import jakarta.mail.internet.MimeMessage;

import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

class NotificationServiceTest extends NewsletterService {

    @Autowired Ledger ledger;

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(30));
    }

    private static Message invited(Person person, Instant time) {
        return Streams.happened(
                "membership.person",
                "membership.person-invited.v1",
                person.id(),
                Map.of("person", person.id(), "municipality", "09178", "roles", List.of("MEMBER")),
                time);
    }

    /** A registration message; the registration's id is the person's, for brevity. */
    private static Message registration(
            String what, String event, Person person, Map<String, Object> more) {
        Map<String, Object> data = new HashMap<>(more);
        data.put("event", event);
        data.put("registration", person.id());
        data.put("person", person.id());
        return Streams.happened("events.event", "events.registration-" + what + ".v1", event, data);
    }

    private static Message advisory(String what, String request, Map<String, Object> more) {
        Map<String, Object> data = new HashMap<>(more);
        data.put("request", request);
        return Streams.happened("advisory.request", "advisory." + what + ".v1", request, data);
    }

    private Delivery row(DeliveryKind kind, Message message, Person person) {
        String id = new Order(kind, message.id(), person.id(), Map.of(), Instant.EPOCH).id();
        return soon().until(() -> ledger.find(id).orElse(null), found -> found != null);
    }

    private void awaitState(
            DeliveryKind kind, Message message, Person person, DeliveryState state) {
        soon().untilAsserted(() -> assertThat(row(kind, message, person).state()).isEqualTo(state));
    }

    @Test
    void who_is_invited_gets_a_link_of_identity() {
        Person amira = PEERS.person("Amira Haddad", "de");
        invited(amira, Instant.now());

        MimeMessage mail = keep("invitation-de", mail(amira.email()));
        assertThat(header(mail, "To")).contains("Amira Haddad").contains(amira.email());
        assertThat(header(mail, "From")).isEqualTo("Gemeinsam Kommune <netzwerk@netz.example>");
        assertThat(subject(mail)).isEqualTo("Einladung in das Netzwerk Gemeinsam Kommune");
        assertThat(text(mail))
                .startsWith("Guten Tag Amira Haddad,")
                .containsPattern("http://localhost:8080/identity/link\\?token=t\\d+")
                .contains("bis Sonntag, 29. November 2026, 10:00 Uhr")
                .contains("Kofinanziert von der Europäischen Union")
                .contains("VIA Bayern")
                .contains("http://localhost:8080/impressum");
        assertThat(header(mail, "List-Unsubscribe")).isNull();
    }

    @Test
    void an_invitation_in_english() {
        Person daniel = PEERS.person("Daniel Osei", "en");
        invited(daniel, Instant.now());

        MimeMessage mail = keep("invitation-en", mail(daniel.email()));
        assertThat(subject(mail)).isEqualTo("Invitation to the network Gemeinsam Kommune");
        assertThat(text(mail)).contains("Dear Daniel Osei,").contains("Sunday, 29 November 2026");
    }

    @Test
    void who_applied_confirms_by_a_link_and_is_told_of_the_decision() {
        String id = UUID.randomUUID().toString();
        String email = id.substring(0, 8) + "@quittenau.example";
        Map<String, String> writing =
                new HashMap<>(
                        Map.of(
                                "status", "UNCONFIRMED",
                                "email", email,
                                "locale", "de",
                                "token", "t0ken"));
        PEERS.application(id, Map.copyOf(writing));
        application("received", id);
        MimeMessage first = mail(email);
        assertThat(text(first))
                .startsWith("Guten Tag,")
                .contains("http://localhost:8080/mitmachen/bestaetigen?token=t0ken")
                .contains("http://localhost:8080/mitmachen/zuruecknehmen?token=t0ken");

        writing.remove("token");
        writing.putAll(
                Map.of(
                        "status", "DECLINED",
                        "name", "Zoe Quitte",
                        "unit", "Gemeinde Quittenau",
                        "reason", "NO_CAPACITY",
                        "text", "Bitte versuchen Sie es <b>2028</b> wieder."));
        PEERS.application(id, Map.copyOf(writing));
        application("declined", id);
        MimeMessage second = mails(email, 2).getLast();
        assertThat(text(second))
                .contains("Zoe Quitte")
                .contains("Gemeinde Quittenau")
                .contains("niemanden aufnehmen")
                .contains("Bitte versuchen Sie es <b>2028</b> wieder.");
    }

    private static Message application(String what, String id) {
        return Streams.happened(
                "membership.application",
                "membership.application-" + what + ".v1",
                id,
                Map.of("application", id, "reason", "NO_CAPACITY", "level", "MEMBER"),
                Instant.now());
    }

    @Test
    void a_message_that_comes_again_brings_no_second_mail() {
        Person lukas = PEERS.person("Lukas Brandl", "de");
        Message first = invited(lukas, Instant.now());
        awaitState(DeliveryKind.INVITATION, first, lukas, DeliveryState.SENT);

        Streams.publish(first);
        Streams.publish(first);
        Message next = invited(lukas, Instant.now());
        awaitState(DeliveryKind.INVITATION, next, lukas, DeliveryState.SENT);

        assertThat(mails(lukas.email(), 2)).hasSize(2);
    }

    @Test
    void registrations_are_told_with_a_calendar_entry() {
        String event = PEERS.event("Netzwerktreffen Herbst");
        Person elif = PEERS.person("Elif Kaya", "de");
        registration("confirmed", event, elif, Map.of("municipality", "09178"));

        MimeMessage mail = keep("registration-confirmed", mail(elif.email()));
        assertThat(subject(mail)).isEqualTo("Anmeldung bestätigt: Netzwerktreffen Herbst");
        assertThat(text(mail))
                .contains("Termin: Freitag, 4. Dezember 2026, 10:00 bis 16:00 Uhr")
                .contains("Ort: München, Haus der Verbände")
                .contains("http://localhost:8080/veranstaltungen/" + event);
        assertThat(calendar(mail))
                .contains("METHOD:REQUEST\r\n")
                .contains("UID:" + event + "@events.gemeinsam-kommune\r\n")
                .contains("SEQUENCE:0\r\n")
                .contains("DTSTART:20261204T090000Z\r\n")
                .contains("STATUS:CONFIRMED\r\n")
                .contains("mailto:" + elif.email());
        assertThat(raw(mail)).contains("text/calendar; charset=UTF-8; method=REQUEST");

        registration("cancelled", event, elif, Map.of("freed", true));
        MimeMessage cancelled = keep("registration-cancelled", mails(elif.email(), 2).getLast());
        assertThat(subject(cancelled)).isEqualTo("Abmeldung bestätigt: Netzwerktreffen Herbst");
        assertThat(calendar(cancelled))
                .contains("METHOD:CANCEL\r\n")
                .contains("STATUS:CANCELLED\r\n")
                .contains("UID:" + event + "@events.gemeinsam-kommune\r\n");
    }

    @Test
    void who_waits_is_told_and_told_again_on_moving_up() {
        String event = PEERS.event("Fortbildung Leichte Sprache");
        Person olena = PEERS.person("Olena Kovalenko", "de");
        registration("waitlisted", event, olena, Map.of("position", 3));

        MimeMessage waiting = keep("registration-waitlisted", mail(olena.email()));
        assertThat(subject(waiting)).isEqualTo("Warteliste: Fortbildung Leichte Sprache");
        assertThat(text(waiting)).contains("Ihr Platz auf der Warteliste bei der Anmeldung: 3");
        assertThat(calendar(waiting)).contains("STATUS:TENTATIVE\r\n");

        registration("promoted", event, olena, Map.of());
        MimeMessage promoted = keep("registration-promoted", mails(olena.email(), 2).getLast());
        assertThat(subject(promoted))
                .isEqualTo("Sie sind nachgerückt: Fortbildung Leichte Sprache");
        assertThat(calendar(promoted)).contains("STATUS:CONFIRMED\r\n");
    }

    @Test
    void when_an_event_is_called_off_all_live_registrations_are_told() {
        String event = PEERS.event("Fachtagung");
        Person seated = PEERS.person("Marko Petrović", "de");
        Person waiting = PEERS.person("Daniel Osei", "en");
        Person left = PEERS.person("Tobias Rauch", "de");
        registration("confirmed", event, seated, Map.of());
        registration("confirmed", event, left, Map.of());
        registration("waitlisted", event, waiting, Map.of("position", 1));
        Message out = registration("cancelled", event, left, Map.of("freed", true));
        PEERS.event(event, "Fachtagung", "CANCELLED", 1);
        Message off =
                Streams.happened(
                        "events.event", "events.event-cancelled.v1", event, Map.of("event", event));

        awaitState(DeliveryKind.EVENT_CANCELLED, off, seated, DeliveryState.SENT);
        awaitState(DeliveryKind.EVENT_CANCELLED, off, waiting, DeliveryState.SENT);
        MimeMessage mail = keep("event-cancelled-de", mailAbout(seated, "Abgesagt: Fachtagung"));
        assertThat(calendar(mail)).contains("METHOD:CANCEL\r\n").contains("SEQUENCE:1\r\n");
        MimeMessage english =
                keep("event-cancelled-en", mailAbout(waiting, "Cancelled: Fachtagung"));
        assertThat(calendar(english)).contains("METHOD:CANCEL\r\n");
        awaitState(DeliveryKind.REGISTRATION_CANCELLED, out, left, DeliveryState.SENT);
        assertThat(mails(left.email(), 2)).hasSize(2);

        Streams.publish(off);
        Message marker = invited(seated, Instant.now());
        awaitState(DeliveryKind.INVITATION, marker, seated, DeliveryState.SENT);
        assertThat(mails(seated.email(), 3)).hasSize(3);
    }

    /** Mails go out over several connections, so the later one may arrive first. */
    private static MimeMessage mailAbout(Person person, String subject) {
        return mails(person.email(), 2).stream()
                .filter(mail -> subject(mail).equals(subject))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no mail: " + subject));
    }

    @Test
    void who_takes_part_in_a_request_for_advice_is_told_without_its_content() {
        String request = UUID.randomUUID().toString();
        Person asker = PEERS.person("Theresa Wimmer", "de");
        Person adviser = PEERS.person("Jonas Obermeier", "en");
        advisory(
                "request-received",
                request,
                Map.of("person", asker.id(), "topic", "monitoring", "contactBy", "VIDEO"));
        MimeMessage received = keep("advisory-received", mail(asker.email()));
        assertThat(subject(received)).isEqualTo("Ihre Beratungsanfrage ist eingegangen");
        assertThat(text(received)).contains("http://localhost:8080/beratung/" + request);

        advisory("request-accepted", request, Map.of("adviser", adviser.id()));
        advisory(
                "reply-given",
                request,
                Map.of("reply", UUID.randomUUID(), "by", "ASKER", "to", adviser.id()));
        MimeMessage reply = keep("advisory-reply", mail(adviser.email()));
        assertThat(subject(reply)).isEqualTo("New message in a request for advice");

        advisory("reply-given", request, Map.of("reply", UUID.randomUUID(), "by", "ASKER"));
        Message concluded =
                advisory("request-concluded", request, Map.of("outcome", "ADVICE_GIVEN"));
        awaitState(DeliveryKind.ADVISORY_CONCLUDED, concluded, asker, DeliveryState.SENT);
        MimeMessage last = keep("advisory-concluded", mails(asker.email(), 2).getLast());
        assertThat(subject(last)).isEqualTo("Ihre Beratung ist abgeschlossen");
        assertThat(mails(adviser.email(), 1)).hasSize(1);
    }

    @Test
    void what_is_old_waits_for_an_administrator() {
        Person verena = PEERS.person("Verena Lechner", "de");
        Message old = invited(verena, Instant.now().minus(Duration.ofHours(49)));
        awaitState(DeliveryKind.INVITATION, old, verena, DeliveryState.HELD);
        assertThat(row(DeliveryKind.INVITATION, old, verena).reason())
                .isEqualTo(DeliveryReason.TOO_OLD);
        assertThat(Mailbox.shared().mailsTo(verena.email())).isEmpty();

        String held = API + "/deliveries/held";
        assertThat(
                        as(Roles.ADMINISTRATOR)
                                .get(held)
                                .expect(200)
                                .json()
                                .path("kinds")
                                .path("INVITATION")
                                .asInt())
                .isPositive();
        as(Roles.EDITOR).post(held + "/release").expect(403);
        as(Roles.ADMINISTRATOR).post(held + "/release?kind=INVITATION").expect(200);
        awaitState(DeliveryKind.INVITATION, old, verena, DeliveryState.SENT);
        assertThat(mails(verena.email(), 1)).hasSize(1);

        Message other = invited(verena, Instant.now().minus(Duration.ofHours(49)));
        awaitState(DeliveryKind.INVITATION, other, verena, DeliveryState.HELD);
        as(Roles.ADMINISTRATOR).post(held + "/discard").expect(200);
        awaitState(DeliveryKind.INVITATION, other, verena, DeliveryState.CANCELLED);
        as(Roles.ADMINISTRATOR)
                .post(held + "/discard?kind=NONSENSE")
                .expectProblem(400, "invalid-request");
    }

    @Test
    void who_is_unknown_to_membership_gets_nothing() {
        Person gone = PEERS.person("Sabine Hofstetter", "de");
        PEERS.forget(gone);
        Message message = invited(gone, Instant.now());

        awaitState(DeliveryKind.INVITATION, message, gone, DeliveryState.CANCELLED);
        assertThat(row(DeliveryKind.INVITATION, message, gone).reason())
                .isEqualTo(DeliveryReason.RECIPIENT_UNKNOWN);
    }

    @Test
    void a_mail_waits_until_membership_answers_again() {
        Person person = PEERS.person("Franziska Ebner", "de");
        PEERS.membershipDown(true);
        Message message;
        try {
            message = invited(person, Instant.now());
            soon().untilAsserted(
                            () ->
                                    assertThat(
                                                    row(DeliveryKind.INVITATION, message, person)
                                                            .attempts())
                                            .isPositive());
        } finally {
            PEERS.membershipDown(false);
        }

        awaitState(DeliveryKind.INVITATION, message, person, DeliveryState.SENT);
    }

    @Test
    void news_that_had_to_wait_and_is_no_longer_so_is_not_sent() {
        String event = PEERS.event("Sprechstunde");
        Person person = PEERS.person("Amira Haddad", "de");
        PEERS.registration(person.id(), "CANCELLED");
        PEERS.eventsDown(true);
        Message confirmed;
        Message cancelled;
        try {
            confirmed = registration("confirmed", event, person, Map.of());
            cancelled = registration("cancelled", event, person, Map.of("freed", true));
            soon().untilAsserted(
                            () -> {
                                assertThat(
                                                row(
                                                                DeliveryKind.REGISTRATION_CONFIRMED,
                                                                confirmed,
                                                                person)
                                                        .attempts())
                                        .isPositive();
                                assertThat(
                                                row(
                                                                DeliveryKind.REGISTRATION_CANCELLED,
                                                                cancelled,
                                                                person)
                                                        .attempts())
                                        .isPositive();
                            });
        } finally {
            PEERS.eventsDown(false);
        }

        awaitState(DeliveryKind.REGISTRATION_CONFIRMED, confirmed, person, DeliveryState.CANCELLED);
        awaitState(DeliveryKind.REGISTRATION_CANCELLED, cancelled, person, DeliveryState.SENT);
        assertThat(mails(person.email(), 1)).hasSize(1);
    }

    @Test
    void an_event_nobody_knows_brings_no_mail() {
        Person person = PEERS.person("Lukas Brandl", "de");
        Message message = registration("confirmed", UUID.randomUUID().toString(), person, Map.of());

        awaitState(DeliveryKind.REGISTRATION_CONFIRMED, message, person, DeliveryState.CANCELLED);
    }

    private static String raw(MimeMessage mail) {
        try (var out = new java.io.ByteArrayOutputStream()) {
            mail.writeTo(out);
            return out.toString(java.nio.charset.StandardCharsets.UTF_8);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
