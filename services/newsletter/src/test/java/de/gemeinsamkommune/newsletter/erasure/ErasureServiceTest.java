package de.gemeinsamkommune.newsletter.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;

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

import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

class ErasureServiceTest extends NewsletterService {

    @Autowired MongoDatabase database;
    @Autowired Ledger ledger;

    private static void erased(Person person) {
        PEERS.forget(person);
        Streams.happened(
                "membership.person",
                "membership.person-erased.v1",
                person.id(),
                Map.of("person", person.id()));
    }

    private static void awaitConfirmation(Person person) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () ->
                                assertThat(Streams.messages("newsletter.erasure", person.id()))
                                        .singleElement()
                                        .satisfies(
                                                message -> {
                                                    assertThat(message.type())
                                                            .isEqualTo(
                                                                    "newsletter.erasure-confirmed.v1");
                                                    assertThat(message.data())
                                                            .isEqualTo(
                                                                    "{\"person\":\""
                                                                            + person.id()
                                                                            + "\",\"held\":[]}");
                                                }));
    }

    /** Everything the service's database holds, as one text. */
    private String everything() {
        StringBuilder all = new StringBuilder();
        for (String collection : database.listCollectionNames()) {
            database.getCollection(collection)
                    .find()
                    .map(Document::toJson)
                    .forEach(json -> all.append(json).append('\n'));
        }
        return all.toString();
    }

    @Test
    void of_an_erased_person_only_ids_stay() {
        Person person = PEERS.person("Xaveria Löschmann", "de");
        subscribe(person.email(), Map.of("name", "Xaveria Löschmann"));
        confirm(tokenOf(mail(person.email()))).expect(200);
        assertThat(everything()).contains(person.email()).contains("Xaveria");
        Order unsent =
                new Order(
                        DeliveryKind.INVITATION,
                        "m1",
                        person.id(),
                        Map.of(),
                        Instant.now().minus(Duration.ofHours(50)));
        ledger.enqueue(unsent);

        erased(person);
        awaitConfirmation(person);

        assertThat(everything())
                .doesNotContain(person.email())
                .doesNotContain("Xaveria")
                .contains(person.id());
        Delivery row = ledger.find(unsent.id()).orElseThrow();
        assertThat(row.state()).isEqualTo(DeliveryState.CANCELLED);
        assertThat(row.reason()).isEqualTo(DeliveryReason.ERASED);
        String subscription =
                Streams.messages("newsletter.subscription").stream()
                        .filter(message -> message.data().contains(person.id()))
                        .map(Message::subject)
                        .findFirst()
                        .orElseThrow();
        await().untilAsserted(
                        () ->
                                assertThat(
                                                Streams.messages(
                                                        "newsletter.subscription", subscription))
                                        .last()
                                        .satisfies(
                                                message ->
                                                        assertThat(message.data())
                                                                .contains("\"ERASED\"")));
    }

    @Test
    void a_request_nobody_has_confirmed_goes_with_its_person() {
        Person person = PEERS.person("Ottokar Unbestätigt", "de");
        subscribe(person.email(), Map.of("name", "Ottokar Unbestätigt"));
        mail(person.email());
        assertThat(everything()).contains(person.email());

        erased(person);
        awaitConfirmation(person);

        assertThat(everything()).doesNotContain(person.email()).doesNotContain("Ottokar");
    }

    @Test
    void a_confirmation_that_races_with_the_erasure_leaves_nothing_behind() throws Exception {
        for (int round = 0; round < 5; round++) {
            Person person = PEERS.person("Ruperta Rennschnecke", "de");
            subscribe(person.email(), Map.of("name", "Ruperta Rennschnecke"));
            String token = tokenOf(mail(person.email()));
            Thread confirming = Thread.ofVirtual().start(() -> confirm(token));
            erased(person);
            confirming.join();
            awaitConfirmation(person);

            assertThat(everything()).as("round %d", round).doesNotContain(person.email());
        }
    }

    @Test
    void the_evidence_of_a_subscription_that_ended_before_goes_too() {
        Person person = PEERS.person("Yvonne Vergessen", "de");
        subscribe(person.email(), Map.of());
        confirm(tokenOf(mail(person.email()))).expect(200);
        String hash = java.util.HexFormat.of().formatHex(sha256(person.email()));
        String token =
                database.getCollection("subscriptions")
                        .find(new Document("state.person", person.id()))
                        .first()
                        .get("state", Document.class)
                        .getString("unsubscribeToken");
        client.post(API + "/unsubscribe/" + token).expect(204);
        assertThat(everything()).contains(hash);

        erased(person);
        awaitConfirmation(person);

        assertThat(everything()).doesNotContain(hash);
    }

    @Test
    void an_erasure_is_confirmed_once_and_also_for_who_never_subscribed() {
        Person person = PEERS.person("Nie Dabei", "de");
        erased(person);
        awaitConfirmation(person);
        erased(person);

        Person marker = PEERS.person("Noch Jemand", "de");
        erased(marker);
        awaitConfirmation(marker);
        awaitConfirmation(person);
    }

    @Test
    void nothing_personal_is_on_the_streams() {
        Person person = PEERS.person("Zita Geheim", "de");
        subscribe(person.email(), Map.of("name", "Zita Geheim"));
        confirm(tokenOf(mail(person.email()))).expect(200);
        erased(person);
        awaitConfirmation(person);

        for (String topic :
                List.of("newsletter.subscription", "newsletter.edition", "newsletter.erasure")) {
            assertThat(Streams.messages(topic))
                    .allSatisfy(
                            message ->
                                    assertThat(message.toString())
                                            .doesNotContain("@")
                                            .doesNotContain("Zita"));
        }
    }

    private static byte[] sha256(String text) {
        try {
            return java.security.MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
