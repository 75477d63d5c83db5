package de.gemeinsamkommune.newsletter.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Updates;

import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.messaging.Message;
import de.gemeinsamkommune.messaging.Stored;
import de.gemeinsamkommune.newsletter.NewsletterService;
import de.gemeinsamkommune.newsletter.Peers;
import de.gemeinsamkommune.newsletter.Streams;
import de.gemeinsamkommune.newsletter.subscription.Subscription.Status;
import de.gemeinsamkommune.testsupport.Mailbox;
import de.gemeinsamkommune.testsupport.TestClient;

import jakarta.mail.internet.MimeMessage;

import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

class DoubleOptInTest extends NewsletterService {

    @Autowired Subscribers subscribers;
    @Autowired SubscriptionRegister register;
    @Autowired ConsentEvidence evidence;

    private Optional<Stored<Subscription>> stored(String address) {
        return subscribers.byAddress(MailAddress.of(address).orElseThrow());
    }

    private String id(String address) {
        return stored(address).orElseThrow().id();
    }

    private void set(String address, String field, Object value) {
        subscribers
                .store()
                .collection()
                .updateOne(new Document("_id", id(address)), Updates.set(field, value));
    }

    @Test
    void a_subscription_begins_with_the_confirmation_of_the_mail_and_is_told() {
        String address = newAddress();
        subscribe(address, Map.of("name", "Olena Kovalenko", "locale", "de"));

        MimeMessage mail = keep("subscription-confirmation-de", mail(address));
        assertThat(subject(mail)).isEqualTo("Bitte bestätigen Sie Ihre Newsletter-Anmeldung");
        assertThat(text(mail)).startsWith("Guten Tag,\r\n");
        assertThat(html(mail)).doesNotContain("Olena");
        assertThat(html(mail)).contains("Kofinanziert von der Europäischen Union");
        assertThat(header(mail, "List-Unsubscribe")).isNull();
        assertThat(header(mail, "Auto-Submitted")).isEqualTo("auto-generated");
        assertThat(stored(address).orElseThrow().state().status()).isEqualTo(Status.PENDING);

        confirm(tokenOf(mail)).expect(200);

        Stored<Subscription> confirmed = stored(address).orElseThrow();
        assertThat(confirmed.state().status()).isEqualTo(Status.CONFIRMED);
        Consent consent = confirmed.state().consent();
        assertThat(consent.text()).contains("Newsletter").contains("widerrufen");
        assertThat(consent.version()).isEqualTo(ConsentTexts.VERSION);
        assertThat(consent.form()).isEqualTo("http://localhost:8080/newsletter");
        assertThat(consent.tokenHash()).isEqualTo(Secret.hash(tokenOf(mail)));
        assertThat(header(mail, "Message-ID")).contains(consent.confirmationMail());
        await().untilAsserted(
                        () ->
                                assertThat(
                                                Streams.messages(
                                                        "newsletter.subscription", confirmed.id()))
                                        .singleElement()
                                        .satisfies(
                                                message -> {
                                                    assertThat(message.type())
                                                            .isEqualTo(
                                                                    "newsletter.subscription-confirmed.v1");
                                                    assertThat(message.data())
                                                            .isEqualTo(
                                                                    "{\"subscription\":\""
                                                                            + confirmed.id()
                                                                            + "\",\"lists\":[\"network\"]}");
                                                }));
    }

    @Test
    void writes_in_english_to_who_asks_for_it() {
        String address = newAddress();
        subscribe(address, Map.of("locale", "en"));

        MimeMessage mail = keep("subscription-confirmation-en", mail(address));
        assertThat(subject(mail)).isEqualTo("Please confirm your newsletter subscription");
        assertThat(text(mail)).startsWith("Hello,").contains("Co-funded by the European Union");
        assertThat(header(mail, "Content-Language")).isEqualTo("en");
    }

    @Test
    void a_link_confirms_only_once() {
        String address = newAddress();
        subscribe(address, Map.of());
        String token = tokenOf(mail(address));
        confirm(token).expect(200);

        confirm(token).expectProblem(404, "confirmation-not-possible");
        confirm("nonsense").expectProblem(404, "confirmation-not-possible");
    }

    @Test
    void a_link_does_not_confirm_after_72_hours_and_the_request_is_deleted() {
        String address = newAddress();
        subscribe(address, Map.of());
        String token = tokenOf(mail(address));
        set(address, "state.request.at", Date.from(Instant.now().minus(Duration.ofHours(73))));

        confirm(token).expectProblem(404, "confirmation-not-possible");
        register.tidy();

        assertThat(stored(address)).isEmpty();
    }

    @Test
    void a_new_request_after_72_hours_begins_anew() {
        String address = newAddress();
        subscribe(address, Map.of());
        String first = id(address);
        mail(address);
        set(address, "state.request.at", Date.from(Instant.now().minus(Duration.ofHours(73))));

        subscribe(address, Map.of());

        assertThat(id(address)).isNotEqualTo(first);
        confirm(tokenOf(mails(address, 2).getLast())).expect(200);
    }

    @Test
    void the_answer_never_tells_whether_an_address_is_known() {
        String known = newAddress();
        subscribeAndConfirm(known);
        String unknown = newAddress();

        List<TestClient.Answer> answers =
                List.of(known, unknown, known, unknown).stream()
                        .map(
                                address ->
                                        client.post(
                                                API + "/subscriptions",
                                                Map.of("email", address, "consent", true)))
                        .toList();

        assertThat(answers).allSatisfy(answer -> answer.expect(202));
        assertThat(answers.stream().map(TestClient.Answer::body).distinct()).hasSize(1);
        assertThat(stored(known).orElseThrow().state().status()).isEqualTo(Status.CONFIRMED);
    }

    @Test
    void who_subscribes_already_is_told_so_once_a_day() {
        String address = newAddress();
        subscribeAndConfirm(address);
        subscribe(address.toUpperCase(java.util.Locale.ROOT), Map.of());
        subscribe(address, Map.of());

        MimeMessage mail = keep("subscription-already", mails(address, 2).getLast());
        assertThat(subject(mail)).isEqualTo("Sie haben den Newsletter bereits abonniert");
        assertThat(text(mail)).contains("/newsletter/abmelden/");

        // a mail to somebody else that was ordered later has arrived: no third one is on its way
        String other = newAddress();
        subscribe(other, Map.of());
        mail(other);
        assertThat(Mailbox.shared().mailsTo(address)).hasSize(2);
    }

    @Test
    void a_request_that_is_repeated_at_once_brings_one_mail() {
        String address = newAddress();
        IntStream.range(0, 5).parallel().forEach(_ -> subscribe(address, Map.of()));

        mail(address);
        String other = newAddress();
        subscribe(other, Map.of());
        mail(other);
        assertThat(Mailbox.shared().mailsTo(address)).hasSize(1);
    }

    @Test
    void unsubscribing_takes_one_click_and_works_at_once() {
        String address = newAddress();
        subscribeAndConfirm(address);
        Stored<Subscription> before = stored(address).orElseThrow();
        String path = API + "/unsubscribe/" + before.state().unsubscribeToken();

        client.with("Content-Type", "application/x-www-form-urlencoded")
                .post(path, "List-Unsubscribe=One-Click")
                .expect(204);

        Subscription ended = subscribers.store().find(before.id()).orElseThrow().state();
        assertThat(ended.status()).isEqualTo(Status.ENDED);
        assertThat(ended.subscriber()).isNull();
        assertThat(ended.consent().addressHash()).isEqualTo(Secret.hash(address));
        assertThat(stored(address)).isEmpty();
        client.post(path, Map.of("any", "thing")).expect(204);
        client.post(path).expect(204);
        client.post(API + "/unsubscribe/" + Secret.token()).expect(204);
        await().untilAsserted(
                        () ->
                                assertThat(
                                                Streams.messages(
                                                                "newsletter.subscription",
                                                                before.id())
                                                        .stream()
                                                        .map(Message::type))
                                        .containsExactly(
                                                "newsletter.subscription-confirmed.v1",
                                                "newsletter.subscription-ended.v1"));
        subscribeAndConfirmAgain(address);
    }

    @Test
    void evidence_of_an_ended_subscription_goes_when_its_rule_says_so() {
        String address = newAddress();
        subscribeAndConfirm(address);
        Stored<Subscription> before = stored(address).orElseThrow();
        String id = before.id();
        Instant later = Instant.now().plus(Duration.ofDays(1));
        assertThat(evidence.due(later, List.of(), 1000)).as("still subscribed").doesNotContain(id);
        client.post(API + "/unsubscribe/" + before.state().unsubscribeToken()).expect(204);

        assertThat(evidence.act(id, before.state().confirmedAt())).as("not due").isFalse();
        assertThat(evidence.due(later, List.of(), 1000)).contains(id);
        assertThat(evidence.act(id, later)).isTrue();

        assertThat(subscribers.store().find(id).orElseThrow().state().consent()).isNull();
        assertThat(evidence.due(later, List.of(), 1000)).doesNotContain(id);
        assertThat(evidence.act(id, later)).isFalse();
    }

    private void subscribeAndConfirmAgain(String address) {
        subscribe(address, Map.of());
        confirm(tokenOf(mails(address, 2).getLast())).expect(200);
        assertThat(stored(address).orElseThrow().state().status()).isEqualTo(Status.CONFIRMED);
    }

    @Test
    void a_subscription_is_linked_to_the_person_whose_address_it_is() {
        Peers.Person person = PEERS.person("Verena Lechner", "de");
        subscribeAndConfirm(person.email());

        assertThat(stored(person.email()).orElseThrow().state().person()).isEqualTo(person.id());
        await().untilAsserted(
                        () ->
                                assertThat(
                                                Streams.messages(
                                                        "newsletter.subscription",
                                                        id(person.email())))
                                        .singleElement()
                                        .satisfies(
                                                message ->
                                                        assertThat(message.data())
                                                                .contains(person.id())));
    }

    @Test
    void a_subscription_is_linked_later_when_membership_does_not_answer() {
        Peers.Person person = PEERS.person("Tobias Rauch", "de");
        PEERS.membershipDown(true);
        try {
            subscribe(person.email(), Map.of());
            String token = tokenOf(mail(person.email()));
            confirm(token).expect(200);
            assertThat(stored(person.email()).orElseThrow().state().personOpen()).isTrue();
        } finally {
            PEERS.membershipDown(false);
        }

        await().untilAsserted(
                        () ->
                                assertThat(stored(person.email()).orElseThrow().state().person())
                                        .isEqualTo(person.id()));
    }

    @Test
    void a_subscription_is_linked_when_its_subscriber_joins_later() {
        Peers.Person person = PEERS.person("Franziska Ebner", "de");
        PEERS.forget(person);
        subscribeAndConfirm(person.email());
        assertThat(stored(person.email()).orElseThrow().state().personOpen()).isFalse();

        PEERS.remember(person);
        Streams.happened(
                "membership.person",
                "membership.person-joined.v1",
                person.id(),
                Map.of("person", person.id(), "roles", List.of("MEMBER")));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () ->
                                assertThat(stored(person.email()).orElseThrow().state().person())
                                        .isEqualTo(person.id()));
    }

    @Test
    void refuses_what_is_no_address_and_no_consent() {
        client.post(API + "/subscriptions", Map.of("email", "nobody", "consent", true))
                .expectProblem(400, "email-address-invalid");
        client.post(API + "/subscriptions", Map.of("email", "a@b.example", "consent", false))
                .expectProblem(400, "invalid-request");
        client.post(API + "/subscriptions", Map.of("email", "a@b.example"))
                .expectProblem(400, "invalid-request");
        client.with("Accept-Language", "en")
                .post(
                        API + "/subscriptions",
                        Map.of("email", "a@b.example\r\nBcc: c@d.example", "consent", true))
                .expectProblem(400, "email-address-invalid")
                .json();
    }

    @Test
    void nobody_can_send_words_of_his_own_to_an_address() {
        String address = newAddress();
        subscribe(address, Map.of("name", "Gewinnen Sie\r\nBcc: evil@x.example"));

        MimeMessage mail = mail(address);
        assertThat(header(mail, "Bcc")).isNull();
        assertThat(header(mail, "To")).isEqualTo(address);
        assertThat(text(mail) + html(mail)).doesNotContain("Gewinnen").doesNotContain("evil");
        assertThat(Mailbox.shared().mailsTo("evil@x.example")).isEmpty();
    }

    @Test
    void shows_the_words_that_are_agreed_to_and_counts_subscribers() {
        assertThat(client.get(API + "/consent-text").expect(200).json().path("text").asString())
                .startsWith("Ich möchte den Newsletter");
        assertThat(
                        client.with("Accept-Language", "en-GB")
                                .get(API + "/consent-text")
                                .expect(200)
                                .json()
                                .path("text")
                                .asString())
                .startsWith("I want to receive");
        long before = confirmedCount();
        subscribeAndConfirm(newAddress());
        assertThat(confirmedCount()).isGreaterThan(before);
    }

    private long confirmedCount() {
        return as(Roles.EDITOR)
                .get(API + "/subscribers/count")
                .expect(200)
                .json()
                .path("confirmed")
                .asLong();
    }
}
