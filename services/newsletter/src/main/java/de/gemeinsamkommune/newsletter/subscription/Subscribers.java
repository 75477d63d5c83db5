package de.gemeinsamkommune.newsletter.subscription;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;

import de.gemeinsamkommune.messaging.AggregateStore;
import de.gemeinsamkommune.messaging.Messaging;
import de.gemeinsamkommune.messaging.Stored;
import de.gemeinsamkommune.newsletter.subscription.Subscription.Status;

import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The subscriptions as they are stored, and how they are found. */
@Component
public class Subscribers {

    private static final String STATUS = "state.status";

    private final AggregateStore<Subscription> store;

    Subscribers(Messaging messaging) {
        this.store =
                messaging.aggregates(
                        "subscriptions", Subscription.class, "newsletter.subscription");
        store.collection()
                .createIndex(
                        Indexes.ascending("state.subscriber.key"),
                        new IndexOptions().unique(true).sparse(true));
        store.collection().createIndex(Indexes.ascending("state.unsubscribeToken"));
        store.collection().createIndex(Indexes.ascending("state.request.tokens"));
        store.collection().createIndex(Indexes.ascending(STATUS, "_id"));
        store.collection().createIndex(Indexes.ascending("state.person"));
        store.collection()
                .createIndex(
                        Indexes.ascending("state.consent.addressHash"),
                        new IndexOptions().sparse(true));
    }

    AggregateStore<Subscription> store() {
        return store;
    }

    Optional<Stored<Subscription>> byAddress(MailAddress address) {
        return first(eq("state.subscriber.key", address.key()));
    }

    /** The subscription of an address, and the ended ones of which the evidence is left. */
    List<Stored<Subscription>> everOf(MailAddress address) {
        return store.find(
                or(
                        eq("state.subscriber.key", address.key()),
                        eq("state.consent.addressHash", Secret.hash(address.key()))),
                Sorts.ascending("_id"),
                1000);
    }

    Optional<Stored<Subscription>> byToken(String token) {
        return first(eq("state.request.tokens", Secret.hash(token)));
    }

    Optional<Stored<Subscription>> byUnsubscribeToken(String token) {
        return first(eq("state.unsubscribeToken", token));
    }

    List<Stored<Subscription>> ofPerson(String person) {
        return store.find(eq("state.person", person), Sorts.ascending("_id"), 1000);
    }

    /** Subscriptions, confirmed or not, of which nobody has asked yet whose address it is. */
    List<Stored<Subscription>> ofUnknownPerson(int limit) {
        return store.find(eq("state.personOpen", true), Sorts.ascending("_id"), limit);
    }

    /** Requests older than the time given. */
    List<Stored<Subscription>> requestedBefore(Instant time, int limit) {
        return store.find(
                and(status(Status.PENDING), lte("state.request.at", time)),
                Sorts.ascending("_id"),
                limit);
    }

    /** How many subscriptions are confirmed now. */
    public long confirmed() {
        return store.count(status(Status.CONFIRMED));
    }

    /** How many subscriptions wait for their confirmation. */
    public long pending() {
        return store.count(status(Status.PENDING));
    }

    /** How many confirmed subscriptions were confirmed by then. */
    public long confirmedBy(Instant time) {
        return store.count(confirmedByFilter(time));
    }

    /**
     * Ids of confirmed subscriptions that were confirmed by then, in order of id.
     *
     * @param after id behind which to begin, or empty
     */
    public List<String> confirmedBy(Instant time, String after, int limit) {
        return store.collection()
                .find(and(confirmedByFilter(time), gt("_id", after)))
                .projection(Projections.include("_id"))
                .sort(Sorts.ascending("_id"))
                .limit(limit)
                .map(document -> document.getString("_id"))
                .into(new ArrayList<>());
    }

    /** How to write to a subscriber; empty unless the subscription is confirmed. */
    public Optional<Subscriber> find(String subscription) {
        return store.find(subscription)
                .map(Stored::state)
                .filter(state -> state.status() == Status.CONFIRMED)
                .flatMap(
                        state ->
                                Optional.ofNullable(state.subscriber())
                                        .map(
                                                subscriber ->
                                                        new Subscriber(
                                                                subscriber.address(),
                                                                subscriber.name(),
                                                                subscriber.locale(),
                                                                state.unsubscribeToken())));
    }

    private static Bson confirmedByFilter(Instant time) {
        return and(status(Status.CONFIRMED), lte("state.confirmedAt", time));
    }

    private static Bson status(Status status) {
        return eq(STATUS, status.name());
    }

    private Optional<Stored<Subscription>> first(Bson filter) {
        return store.find(filter, Sorts.ascending("_id"), 1).stream().findFirst();
    }
}
