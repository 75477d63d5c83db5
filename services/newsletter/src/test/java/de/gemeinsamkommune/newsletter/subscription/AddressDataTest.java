package de.gemeinsamkommune.newsletter.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Updates;

import de.gemeinsamkommune.messaging.Message;
import de.gemeinsamkommune.newsletter.NewsletterService;
import de.gemeinsamkommune.newsletter.Streams;
import de.gemeinsamkommune.testsupport.Mailbox;
import de.gemeinsamkommune.testsupport.TestClient;

import jakarta.mail.internet.MimeMessage;

import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/** Somebody without an account sees, takes along and deletes what is held about their address. */
class AddressDataTest extends NewsletterService {

    @Autowired MongoDatabase database;
    @Autowired Subscribers subscribers;
    @Autowired SubscriptionRegister register;
    @Autowired DataLinks links;

    @Test
    void shows_subscriptions_consents_and_mails_of_the_address_alone() {
        String address = newAddress();
        String stranger = newAddress();
        subscribeAndConfirm(stranger);
        subscribe(address, Map.of("name", "Olena"));
        confirm(tokenOf(mail(address))).expect(200);
        ask(address.toUpperCase(Locale.ROOT), "en");

        MimeMessage mail = keep("data-link", mails(address, 2).getLast());
        assertThat(subject(mail)).isEqualTo("What the newsletter holds about this address");
        JsonNode data = open(linkIn(mail)).expect(200).json();

        assertThat(data.get("address").asString()).isEqualToIgnoringCase(address);
        JsonNode subscription = data.get("subscriptions").get(0);
        assertThat(subscription.get("status").asString()).isEqualTo("CONFIRMED");
        assertThat(subscription.get("name").asString()).isEqualTo("Olena");
        JsonNode consent = data.get("consents").get(0);
        assertThat(consent.get("version").asString()).isEqualTo(ConsentTexts.VERSION);
        assertThat(consent.get("text").asString()).contains("Newsletter");
        assertThat(data.get("mails").get(0).get("kind").asString())
                .isEqualTo("SUBSCRIPTION_CONFIRMATION");
        assertThat(data.has("objectedAt") && !data.get("objectedAt").isNull()).isFalse();
        assertThat(data.toString()).doesNotContain(stranger, "oken", "Hash");
    }

    @Test
    void the_answer_never_tells_whether_an_address_is_known_and_the_unknown_gets_no_mail() {
        String known = newAddress();
        subscribeAndConfirm(known);
        String unknown = newAddress();

        List<TestClient.Answer> answers =
                List.of(known, unknown, known, unknown).stream()
                        .map(one -> ask(one, "de"))
                        .toList();

        assertThat(answers).allSatisfy(answer -> answer.expect(202));
        assertThat(answers.stream().map(TestClient.Answer::body).distinct()).hasSize(1);
        mails(known, 2);
        await().untilAsserted(() -> assertThat(linksOf(unknown)).isZero());
        assertThat(Mailbox.shared().mailsTo(unknown)).isEmpty();
    }

    @Test
    void an_address_gets_one_mail_however_often_it_is_asked_for() {
        String address = newAddress();
        subscribeAndConfirm(address);

        IntStream.range(0, 5).parallel().forEach(_ -> ask(address, "de"));

        mails(address, 2);
        // one that was ordered later has arrived: no third one is on its way
        mail(subscribed(newAddress()));
        assertThat(Mailbox.shared().mailsTo(address).size()).isBetween(2, 3);
        assertThat(
                        database.getCollection("data_links")
                                .countDocuments(new Document("key", address)))
                .as("two, when a quarter of an hour ended meanwhile")
                .isBetween(1L, 2L);
    }

    @Test
    void a_link_ends_after_an_hour_and_the_address_goes_with_it() {
        String address = newAddress();
        subscribeAndConfirm(address);
        String token = link(address, 2);
        open(token).expect(200);
        database.getCollection("data_links")
                .updateMany(
                        new Document("key", address),
                        Updates.set("endsAt", Date.from(Instant.now().minusSeconds(1))));

        open(token).expectProblem(404, "data-link-not-valid");
        delete(token, true).expectProblem(404, "data-link-not-valid");
        open(Secret.token()).expectProblem(404, "data-link-not-valid");
        links.expire();

        assertThat(linksOf(address)).isZero();
        assertThat(stored(address)).isEqualTo(1);
    }

    @Test
    void deletes_everything_and_the_address_may_come_again() {
        String address = newAddress();
        subscribeAndConfirm(address);
        String subscription = id(address);
        String token = link(address, 2);

        delete(token, false).expect(204);

        assertThat(stored(address)).isZero();
        assertThat(linksOf(address)).isZero();
        Subscription left = subscribers.store().find(subscription).orElseThrow().state();
        assertThat(left.subscriber()).isNull();
        assertThat(left.consent()).isNull();
        assertThat(everything()).doesNotContain(address, Secret.hash(address));
        open(token).expectProblem(404, "data-link-not-valid");
        await().untilAsserted(
                        () ->
                                assertThat(
                                                Streams.messages(
                                                                "newsletter.subscription",
                                                                subscription)
                                                        .stream()
                                                        .map(Message::type))
                                        .containsExactly(
                                                "newsletter.subscription-confirmed.v1",
                                                "newsletter.subscription-ended.v1"));
        subscribe(address, Map.of());
        confirm(tokenOf(mails(address, 3).getLast())).expect(200);
    }

    @Test
    void evidence_of_an_ended_subscription_is_shown_and_deleted_too() {
        String address = newAddress();
        subscribeAndConfirm(address);
        String subscription = id(address);
        String unsubscribe =
                subscribers.store().find(subscription).orElseThrow().state().unsubscribeToken();
        client.post(API + "/unsubscribe/" + unsubscribe).expect(204);
        String token = link(address, 2);

        JsonNode data = open(token).expect(200).json();
        assertThat(data.get("subscriptions").get(0).get("status").asString()).isEqualTo("ENDED");
        assertThat(data.get("consents").size()).isEqualTo(1);
        delete(token, false).expect(204);

        assertThat(subscribers.store().find(subscription).orElseThrow().state().consent()).isNull();
    }

    @Test
    void who_objects_gets_no_mail_whoever_enters_the_address_until_they_lift_it() {
        String address = newAddress();
        subscribeAndConfirm(address);
        delete(link(address, 2), true).expect(204);
        assertThat(stored(address)).isZero();
        assertThat(everything())
                .as("only a keyed hash is left")
                .doesNotContain(address, Secret.hash(address));

        String refused =
                client.post(API + "/subscriptions", Map.of("email", address, "consent", true))
                        .expect(202)
                        .body();
        assertThat(refused).contains("CONFIRMATION_PENDING");
        mail(subscribed(newAddress()));
        assertThat(Mailbox.shared().mailsTo(address)).hasSize(2);

        // asking what is held is no newsletter: it tells of the objection, and lifts it
        String token = link(address, 3);
        assertThat(open(token).expect(200).json().get("objectedAt").asString()).endsWith("Z");
        delete(token, false).expect(204);
        subscribe(address, Map.of());
        confirm(tokenOf(mails(address, 4).getLast())).expect(200);
    }

    @Test
    void refuses_what_is_no_address_and_no_decision() {
        ask("nobody", "de").expectProblem(400, "email-address-invalid");
        client.post(API + "/data-links", Map.of()).expectProblem(400, "invalid-request");
        client.post(API + "/data/deletion", Map.of("token", Secret.token()))
                .expectProblem(400, "invalid-request");
    }

    private TestClient.Answer ask(String address, String locale) {
        return client.post(API + "/data-links", Map.of("email", address, "locale", locale));
    }

    /** Asks for a link and reads it from the mail that is to be the newest of so many. */
    private String link(String address, int mails) {
        // as if the quarter of an hour of an earlier request were over
        database.getCollection("data_links").deleteMany(new Document("key", address));
        ask(address, "de").expect(202);
        return linkIn(mails(address, mails).getLast());
    }

    private static String linkIn(MimeMessage mail) {
        return found(text(mail), "/newsletter/daten/ansehen\\?token=([A-Za-z0-9_-]+)");
    }

    private TestClient.Answer open(String token) {
        return client.post(API + "/data", Map.of("token", token));
    }

    private TestClient.Answer delete(String token, boolean objecting) {
        return client.post(API + "/data/deletion", Map.of("token", token, "objecting", objecting));
    }

    private String subscribed(String address) {
        subscribe(address, Map.of());
        return address;
    }

    private String id(String address) {
        return subscribers.byAddress(MailAddress.of(address).orElseThrow()).orElseThrow().id();
    }

    private int stored(String address) {
        return subscribers.everOf(MailAddress.of(address).orElseThrow()).size();
    }

    private long linksOf(String address) {
        return database.getCollection("data_links").countDocuments(new Document("key", address));
    }

    private String everything() {
        StringBuilder all = new StringBuilder();
        for (String collection : database.listCollectionNames()) {
            database.getCollection(collection).find().forEach(one -> all.append(one.toJson()));
        }
        return all.toString();
    }
}
