package de.gemeinsamkommune.newsletter.delivery;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;

import de.gemeinsamkommune.newsletter.erasure.Erasable;
import de.gemeinsamkommune.newsletter.merge.Movable;

import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of all mails, sent and unsent. A row's id is derived from its cause and its recipient,
 * so the same order never makes a second mail. A row is claimed by a conditional update before it
 * is worked on; a claim that expires is taken over by whoever finds it.
 */
@Component
public class Ledger implements Erasable, Movable {

    /** What happened longer ago is not written about unless a person says so. */
    static final Duration TOO_OLD = Duration.ofHours(48);

    /** For so long attempts go on. */
    static final Duration PATIENCE = Duration.ofHours(24);

    /**
     * For so long a claim is good; longer than the slowest mail may take (see {@link Connection}),
     * so that a row is taken over only from a worker that is gone.
     */
    static final Duration CLAIM = Duration.ofMinutes(5);

    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final MongoCollection<Delivery> rows;
    private final MongoCollection<Document> documents;
    private final Clock clock;
    private final Duration firstRetry;
    private final Bell bell = new Bell();

    Ledger(MongoDatabase database, MailroomSettings settings, Clock clock) {
        this.rows = database.getCollection("deliveries", Delivery.class);
        this.documents = database.getCollection("deliveries");
        this.clock = clock;
        this.firstRetry = settings.firstRetry();
        rows.createIndex(Indexes.ascending("state", "dueAt"));
        rows.createIndex(Indexes.ascending("source", "state"));
        rows.createIndex(Indexes.ascending("recipient", "state"));
    }

    /** Queues a mail; an order that was given before changes nothing. */
    public void enqueue(Order order) {
        try {
            rows.insertOne(row(order));
        } catch (MongoWriteException e) {
            if (ErrorCategory.fromErrorCode(e.getCode()) != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
        }
        bell.ring();
    }

    /** Queues mails by one write; orders that were given before change nothing. */
    public void enqueue(List<Order> orders) {
        if (orders.isEmpty()) {
            return;
        }
        List<UpdateOneModel<Document>> upserts = new ArrayList<>();
        for (Order order : orders) {
            Delivery row = row(order);
            Document fields =
                    new Document("kind", row.kind().name())
                            .append("source", row.source())
                            .append("recipient", row.recipient())
                            .append("about", new Document(Map.copyOf(row.about())))
                            .append("state", row.state().name())
                            .append("queuedAt", row.queuedAt())
                            .append("dueAt", row.dueAt())
                            .append("attempts", row.attempts());
            if (row.reason() != null) {
                fields.append("reason", row.reason().name());
            }
            upserts.add(
                    new UpdateOneModel<>(
                            eq("_id", row.id()),
                            new Document("$setOnInsert", fields),
                            new UpdateOptions().upsert(true)));
        }
        documents.bulkWrite(upserts, new BulkWriteOptions().ordered(false));
        bell.ring();
    }

    private Delivery row(Order order) {
        Instant now = clock.instant();
        boolean old = Duration.between(order.occurredAt(), now).compareTo(TOO_OLD) > 0;
        return new Delivery(
                order.id(),
                order.kind(),
                order.source(),
                order.recipient(),
                order.about(),
                old ? DeliveryState.HELD : DeliveryState.QUEUED,
                now,
                now,
                0,
                null,
                null,
                null,
                old ? DeliveryReason.TOO_OLD : null);
    }

    /** The row of an order, if it was given. */
    public Optional<Delivery> find(String id) {
        return Optional.ofNullable(rows.find(eq("_id", id)).first());
    }

    /** All rows of these recipients, the oldest first. */
    List<Delivery> to(Collection<String> recipients) {
        return rows.find(in("recipient", recipients))
                .sort(Sorts.ascending("queuedAt", "_id"))
                .into(new ArrayList<>());
    }

    /** How many rows of a source stand where; states without a row are absent. */
    public Map<DeliveryState, Long> counts(String source) {
        Map<DeliveryState, Long> counts = new EnumMap<>(DeliveryState.class);
        for (DeliveryState state : DeliveryState.values()) {
            long count = rows.countDocuments(and(eq("source", source), eq("state", state.name())));
            if (count > 0) {
                counts.put(state, count);
            }
        }
        return counts;
    }

    /** Whether something is still to happen with a row of the source. */
    public boolean isOpen(String source) {
        return rows.find(and(eq("source", source), in("state", names(DeliveryState.OPEN)))).first()
                != null;
    }

    /** Cancels what is not yet on its way to the recipient. */
    public void cancel(String recipient, DeliveryReason reason) {
        rows.updateMany(
                and(
                        eq("recipient", recipient),
                        in("state", names(List.of(DeliveryState.QUEUED, DeliveryState.HELD)))),
                cancelled(reason));
    }

    /** Cancels what is not yet on its way to the recipient, and leaves of the rest only ids. */
    @Override
    public void forget(String recipient) {
        cancel(recipient, DeliveryReason.ERASED);
        rows.updateMany(
                eq("recipient", recipient),
                combine(unset("reply"), unset("settledAt"), set("about", new Document())));
    }

    /**
     * Holds what has been waiting for so long that it is no news any more: after a longer stop, or
     * in a store restored from a backup, where it may have been sent before.
     */
    void holdOld() {
        Instant now = clock.instant();
        rows.updateMany(
                and(
                        in("state", names(DeliveryState.WORK)),
                        lt("queuedAt", now.minus(TOO_OLD)),
                        lte("dueAt", now)),
                combine(
                        set("state", DeliveryState.HELD.name()),
                        set("reason", DeliveryReason.TOO_OLD.name()),
                        unset("owner")));
    }

    /**
     * Has what is not yet on its way to somebody go to the same person under another id, once. An
     * invitation is dropped: the person has one already, or has joined.
     */
    @Override
    public void move(String recipient, String into) {
        List<Delivery> open =
                rows.find(and(eq("recipient", recipient), in("state", names(DeliveryState.OPEN))))
                        .into(new ArrayList<>());
        for (Delivery row : open) {
            boolean needless =
                    row.kind() == DeliveryKind.INVITATION
                            || rows.find(
                                                    and(
                                                            eq("recipient", into),
                                                            eq("source", row.source()),
                                                            eq("kind", row.kind().name())))
                                            .first()
                                    != null;
            // one that is being sent is looked up under the old id, which leads to the person
            rows.updateOne(
                    and(
                            eq("_id", row.id()),
                            eq("recipient", recipient),
                            in("state", names(List.of(DeliveryState.QUEUED, DeliveryState.HELD)))),
                    needless ? cancelled(DeliveryReason.OVERTAKEN) : set("recipient", into));
        }
    }

    /** How many rows of each kind wait for a person's decision. */
    Map<DeliveryKind, Long> held() {
        Map<DeliveryKind, Long> held = new EnumMap<>(DeliveryKind.class);
        for (DeliveryKind kind : DeliveryKind.values()) {
            long count = rows.countDocuments(heldOf(kind));
            if (count > 0) {
                held.put(kind, count);
            }
        }
        return held;
    }

    /** Queues the held rows of a kind, or of all; returns how many. */
    long release(@Nullable DeliveryKind kind) {
        Instant now = clock.instant();
        long released =
                rows.updateMany(
                                heldOf(kind),
                                combine(
                                        set("state", DeliveryState.QUEUED.name()),
                                        set("queuedAt", now),
                                        set("dueAt", now),
                                        set("attempts", 0),
                                        unset("reason")))
                        .getModifiedCount();
        bell.ring();
        return released;
    }

    /** Cancels the held rows of a kind, or of all; returns how many. */
    long discard(@Nullable DeliveryKind kind) {
        return rows.updateMany(heldOf(kind), cancelled(DeliveryReason.DISCARDED))
                .getModifiedCount();
    }

    private static Bson heldOf(@Nullable DeliveryKind kind) {
        Bson held = eq("state", DeliveryState.HELD.name());
        return kind == null ? held : and(held, eq("kind", kind.name()));
    }

    /** Ids of rows to work on, the longest due first. */
    List<String> due(int limit) {
        return documents
                .find(work())
                .projection(Projections.include("_id"))
                .sort(Sorts.ascending("dueAt"))
                .limit(limit)
                .map(document -> document.getString("_id"))
                .into(new ArrayList<>());
    }

    /** Takes a row for the owner; empty when it is not due or somebody else was faster. */
    Optional<Delivery> claim(String id, String owner) {
        return Optional.ofNullable(
                rows.findOneAndUpdate(
                        and(eq("_id", id), work()),
                        combine(
                                set("state", DeliveryState.SENDING.name()),
                                set("owner", owner),
                                set("dueAt", clock.instant().plus(CLAIM)),
                                inc("attempts", 1)),
                        new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)));
    }

    /** Extends a claim; false when it was lost meanwhile. */
    boolean renew(Delivery claimed) {
        return settle(claimed, set("dueAt", clock.instant().plus(CLAIM)));
    }

    boolean sent(Delivery claimed, String reply) {
        return settle(
                claimed,
                combine(
                        set("state", DeliveryState.SENT.name()),
                        set("settledAt", clock.instant()),
                        set("reply", reply),
                        unset("owner")));
    }

    boolean refused(Delivery claimed, @Nullable String reply, @Nullable DeliveryReason reason) {
        return settle(
                claimed,
                combine(
                        set("state", DeliveryState.FAILED.name()),
                        set("settledAt", clock.instant()),
                        reply == null ? unset("reply") : set("reply", reply),
                        reason == null ? unset("reason") : set("reason", reason.name()),
                        unset("owner")));
    }

    boolean cancelled(Delivery claimed, DeliveryReason reason) {
        return settle(claimed, combine(cancelled(reason), unset("owner")));
    }

    /**
     * Queues the row for another attempt. After a day it fails; a row that only lacks an answer of
     * another service is held then, because nobody has refused it.
     */
    boolean again(Delivery claimed, @Nullable String reply, DeliveryReason cause) {
        Instant now = clock.instant();
        Instant next = now.plus(pause(claimed.attempts()));
        if (next.isBefore(claimed.queuedAt().plus(PATIENCE))) {
            return settle(
                    claimed,
                    combine(
                            set("state", DeliveryState.QUEUED.name()),
                            set("dueAt", next),
                            reply == null ? unset("reply") : set("reply", reply),
                            unset("owner")));
        }
        if (cause == DeliveryReason.LOOK_UP_UNAVAILABLE) {
            return settle(
                    claimed,
                    combine(
                            set("state", DeliveryState.HELD.name()),
                            set("reason", cause.name()),
                            unset("owner")));
        }
        return refused(claimed, reply, cause);
    }

    /** The pause after so many attempts: doubles from the first up to an hour. */
    Duration pause(int attempts) {
        Duration pause = firstRetry;
        for (int n = 1; n < attempts && pause.compareTo(LONGEST_PAUSE) < 0; n++) {
            pause = pause.multipliedBy(2);
        }
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    void wake() {
        bell.ring();
    }

    void awaitWork(Duration atMost) throws InterruptedException {
        bell.await(atMost);
    }

    /** How many rows wait for the mailroom. */
    long waiting() {
        return rows.countDocuments(in("state", names(DeliveryState.WORK)));
    }

    /** For how long the oldest row has been waiting; zero when none is. */
    Duration oldest() {
        Delivery oldest =
                rows.find(in("state", names(DeliveryState.WORK)))
                        .sort(Sorts.ascending("queuedAt"))
                        .first();
        return oldest == null
                ? Duration.ZERO
                : Duration.between(oldest.queuedAt(), clock.instant());
    }

    private Bson work() {
        return and(in("state", names(DeliveryState.WORK)), lte("dueAt", clock.instant()));
    }

    private Bson cancelled(DeliveryReason reason) {
        return combine(
                set("state", DeliveryState.CANCELLED.name()),
                set("reason", reason.name()),
                set("settledAt", clock.instant()));
    }

    private boolean settle(Delivery claimed, Bson update) {
        return rows.updateOne(
                                and(
                                        eq("_id", claimed.id()),
                                        eq("state", DeliveryState.SENDING.name()),
                                        eq("owner", claimed.owner())),
                                update)
                        .getMatchedCount()
                == 1;
    }

    private static List<String> names(List<DeliveryState> states) {
        return states.stream().map(Enum::name).toList();
    }
}
