package de.gemeinsamkommune.newsletter.subscription;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.pushEach;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.PushOptions;
import com.mongodb.client.model.ReturnDocument;

import de.gemeinsamkommune.messaging.Messaging;
import de.gemeinsamkommune.newsletter.delivery.DeliveryKind;
import de.gemeinsamkommune.newsletter.delivery.Ledger;
import de.gemeinsamkommune.newsletter.delivery.Order;

import org.bson.Document;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Links by which somebody sees what is held about their address. A request is taken in alike for
 * every address, and what is known of it is looked up when the mail is written: neither the answer
 * nor the time it takes tells anything.
 */
@Component
class DataLinks {

    /** For so long a link works, from when its mail was written. */
    static final Duration LIFE = Duration.ofHours(1);

    /** An address gets one mail within each such time, however often it is asked for. */
    static final Duration WINDOW = Duration.ofMinutes(15);

    /** So many tokens stay good, in case an earlier attempt is the one that arrives. */
    private static final int MOST_TOKENS = 3;

    private final MongoCollection<Document> links;
    private final Suppressions names;
    private final Ledger ledger;
    private final Clock clock;

    DataLinks(Messaging messaging, Suppressions names, Ledger ledger, Clock clock) {
        this.links = messaging.database().getCollection("data_links");
        this.names = names;
        this.ledger = ledger;
        this.clock = clock;
        links.createIndex(Indexes.ascending("slot"), new IndexOptions().unique(true));
        links.createIndex(Indexes.ascending("tokens"));
        links.createIndex(Indexes.ascending("endsAt"));
    }

    /**
     * A link to be sent.
     *
     * @param locale language tag of the mail
     */
    record Sendable(MailAddress address, String locale, String token) {}

    /** Orders a mail with a link, once within a quarter of an hour. */
    void request(MailAddress address, String locale) {
        Instant now = clock.instant();
        String slot = names.slot(address, now.getEpochSecond() / WINDOW.toSeconds());
        String id = UUID.randomUUID().toString();
        try {
            links.insertOne(
                    new Document("_id", id)
                            .append("slot", slot)
                            .append("address", address.value())
                            .append("key", address.key())
                            .append("locale", locale)
                            .append("tokens", List.of())
                            .append("endsAt", now.plus(LIFE)));
        } catch (MongoWriteException e) {
            if (ErrorCategory.fromErrorCode(e.getCode()) != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
            Document earlier = links.find(eq("slot", slot)).first();
            if (earlier == null) {
                return;
            }
            // ordered in any case: the order may have been lost with the first request
            id = earlier.getString("_id");
        }
        ledger.enqueue(new Order(DeliveryKind.DATA_LINK, id, id, Map.of(), now));
    }

    /** {@return to whom the mail of a link goes, empty when it is too late} */
    Optional<MailAddress> recipient(String id) {
        return Optional.ofNullable(links.find(eq("_id", id)).first()).flatMap(DataLinks::address);
    }

    /** Makes a token for a mail that is about to be sent; empty when it is too late. */
    Optional<Sendable> token(String id) {
        String token = Secret.token();
        Document link =
                links.findOneAndUpdate(
                        eq("_id", id),
                        combine(
                                pushEach(
                                        "tokens",
                                        List.of(Secret.hash(token)),
                                        new PushOptions().slice(-MOST_TOKENS)),
                                set("endsAt", clock.instant().plus(LIFE))),
                        new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER));
        return Optional.ofNullable(link)
                .flatMap(
                        found ->
                                address(found)
                                        .map(
                                                address ->
                                                        new Sendable(
                                                                address,
                                                                found.getString("locale"),
                                                                token)));
    }

    /** {@return whose data a token opens now; opening changes nothing, mail scanners do it too} */
    Optional<MailAddress> open(String token) {
        return Optional.ofNullable(
                        links.find(
                                        and(
                                                eq("tokens", Secret.hash(token)),
                                                gt("endsAt", clock.instant())))
                                .first())
                .flatMap(DataLinks::address);
    }

    /** Ends a link of which no mail goes out. */
    void end(String id) {
        links.deleteOne(eq("_id", id));
    }

    /** Ends every link of an address. */
    void forget(MailAddress address) {
        forgetKey(address.key());
    }

    /** Ends every link of a normalised address. */
    void forgetKey(String key) {
        links.deleteMany(eq("key", key));
    }

    /** Deletes the links whose time is over, and with them the addresses. */
    void expire() {
        links.deleteMany(lte("endsAt", clock.instant()));
    }

    private static Optional<MailAddress> address(Document link) {
        return MailAddress.of(link.getString("address"));
    }
}
