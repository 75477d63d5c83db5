package de.gemeinsamkommune.newsletter.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoDatabase;

import de.gemeinsamkommune.newsletter.NewsletterService;
import de.gemeinsamkommune.newsletter.Peers.Person;
import de.gemeinsamkommune.newsletter.Streams;
import de.gemeinsamkommune.newsletter.delivery.Delivery;
import de.gemeinsamkommune.newsletter.delivery.DeliveryKind;
import de.gemeinsamkommune.newsletter.delivery.DeliveryReason;
import de.gemeinsamkommune.newsletter.delivery.DeliveryState;
import de.gemeinsamkommune.newsletter.delivery.Ledger;
import de.gemeinsamkommune.newsletter.delivery.Order;
import de.gemeinsamkommune.testsupport.Contracts;

import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

class MergeServiceTest extends NewsletterService {

    @Autowired MongoDatabase database;
    @Autowired Ledger ledger;

    @Test
    void subscriptions_and_unsent_mails_are_those_of_the_person_who_stays() {
        Person former = PEERS.person("Vera Vormals", "de");
        Person kept = PEERS.person("Vera Weiterhin", "de");
        subscribeAndConfirm(former.email());
        subscribeAndConfirm(kept.email());
        Delivery moves = enqueued(DeliveryKind.ADVISORY_REPLY, "once-" + former.id(), former);
        Delivery twice = enqueued(DeliveryKind.EVENT_CANCELLED, "both-" + former.id(), former);
        Delivery stays = enqueued(DeliveryKind.EVENT_CANCELLED, "both-" + former.id(), kept);
        Delivery invitation = enqueued(DeliveryKind.INVITATION, "in-" + former.id(), former);

        merged(former, kept);

        await().untilAsserted(() -> assertThat(subscriptionsOf(kept)).isEqualTo(2));
        assertThat(subscriptionsOf(former)).isZero();
        assertThat(row(moves).recipient()).isEqualTo(kept.id());
        assertThat(row(moves).state()).isEqualTo(DeliveryState.HELD);
        assertThat(row(stays).state()).isEqualTo(DeliveryState.HELD);
        for (Delivery dropped : java.util.List.of(twice, invitation)) {
            assertThat(row(dropped).state()).isEqualTo(DeliveryState.CANCELLED);
            assertThat(row(dropped).reason()).isEqualTo(DeliveryReason.OVERTAKEN);
        }
    }

    @Test
    void what_is_linked_to_the_former_id_later_is_linked_to_the_person_who_stays() {
        Person former = PEERS.person("Wera Vormals", "de");
        Person kept = PEERS.person("Wera Weiterhin", "de");
        merged(former, kept);
        await().until(() -> database.getCollection("merges").find(id(former)).first() != null);
        // membership answers with the old id for some minutes more
        subscribeAndConfirm(former.email());
        await().untilAsserted(() -> assertThat(subscriptionsOf(kept)).isEqualTo(1));
        assertThat(subscriptionsOf(former)).isZero();
    }

    @Test
    void the_message_is_read_as_agreed() {
        MergeReaction.PersonMerged read =
                Contracts.consumes("membership.person-merged.v1", MergeReaction.PersonMerged.class);
        assertThat(read.person()).isNotBlank();
        assertThat(read.into()).isNotBlank();
    }

    private static void merged(Person former, Person kept) {
        Streams.happened(
                "membership.person",
                "membership.person-merged.v1",
                former.id(),
                Map.of("person", former.id(), "into", kept.id()));
    }

    /** Too old to be sent without a person's word, so it is there when the merge comes. */
    private Delivery enqueued(DeliveryKind kind, String source, Person to) {
        Order order =
                new Order(
                        kind, source, to.id(), Map.of(), Instant.now().minus(Duration.ofHours(50)));
        ledger.enqueue(order);
        return ledger.find(order.id()).orElseThrow();
    }

    private Delivery row(Delivery before) {
        return ledger.find(before.id()).orElseThrow();
    }

    private long subscriptionsOf(Person person) {
        return database.getCollection("subscriptions")
                .countDocuments(new Document("state.person", person.id()));
    }

    private static Document id(Person person) {
        return new Document("_id", person.id());
    }
}
