package de.gemeinsamkommune.messaging;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import com.mongodb.client.result.DeleteResult;
import com.mongodb.client.result.UpdateResult;

import org.bson.BsonDocument;
import org.bson.BsonDocumentReader;
import org.bson.BsonDocumentWriter;
import org.bson.Document;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The documents of one kind of aggregate: each holds state, version and pending messages, and is
 * changed by one conditional write, so that state and messages never part.
 *
 * <p>A change sets {@code state} and pushes to {@code pending}; it never replaces the document,
 * since that would bring back messages that the relay has published meanwhile.
 *
 * @param <S> the state, a record the driver's record codec can write
 */
public final class AggregateStore<S extends Record> {

    /** At this many unpublished messages an aggregate takes no more commands. */
    static final int MAX_PENDING = 200;

    /** At this many characters of unpublished JSON an aggregate takes no more commands. */
    static final int MAX_PENDING_BYTES = 1024 * 1024;

    private static final int LOST_RACES = 100;

    private final MongoCollection<Document> collection;
    private final Codec<S> codec;
    private final String topic;
    private final long epoch;
    private final Clock clock;
    private final Traces traces;
    private final Relay relay;

    AggregateStore(
            MongoCollection<Document> collection,
            Class<S> state,
            String topic,
            long epoch,
            Clock clock,
            Traces traces,
            Relay relay) {
        this.collection = collection;
        this.codec = collection.getCodecRegistry().get(state);
        this.topic = topic;
        this.epoch = epoch;
        this.clock = clock;
        this.traces = traces;
        this.relay = relay;
        collection.createIndex(Indexes.ascending("pendingSince"), new IndexOptions().sparse(true));
    }

    /** {@return the aggregate, or empty when no document has this id} */
    public Optional<Stored<S>> find(String id) {
        return Optional.ofNullable(collection.find(eq("_id", id)).first()).map(this::read);
    }

    /**
     * Reads aggregates by their state.
     *
     * @param filter on fields below {@code state.}, as {@code Filters.eq("state.status", "OPEN")}
     * @param sort order
     * @param limit at most this many, from 1
     */
    public List<Stored<S>> find(Bson filter, Bson sort, int limit) {
        return collection
                .find(filter)
                .sort(sort)
                .limit(limit)
                .map(this::read)
                .into(new ArrayList<>());
    }

    /** {@return how many aggregates have a state that fits} */
    public long count(Bson filter) {
        return collection.countDocuments(filter);
    }

    /**
     * Stores a new aggregate and what happened.
     *
     * @return the aggregate at version 1
     * @throws AggregateExists when the id is taken; nothing is written
     * @throws MessageTooLarge when a message is over 256 kB; nothing is written
     * @throws MongoWriteException with {@link ErrorCategory#DUPLICATE_KEY} when another unique
     *     index refuses it
     */
    public Stored<S> insert(String id, S state, List<? extends DomainEvent> events) {
        Instant now = clock.instant();
        List<Document> messages = PendingMessage.of(events, epoch, 0, now, traces.current());
        refuseFlood(0, 0, messages);
        Document document =
                new Document("_id", id)
                        .append("version", 1L)
                        .append("sequence", (long) messages.size())
                        .append("state", write(state))
                        .append("pending", messages);
        if (!messages.isEmpty()) {
            document.append("pendingSince", Date.from(now));
        }
        try {
            collection.insertOne(document);
        } catch (MongoWriteException refused) {
            if (ErrorCategory.fromErrorCode(refused.getCode()) == ErrorCategory.DUPLICATE_KEY
                    && find(id).isPresent()) {
                throw new AggregateExists(topic + " " + id);
            }
            throw refused;
        }
        kick(id, 0, messages);
        return new Stored<>(id, 1, messages.size(), state, messages.size(), size(messages));
    }

    /**
     * Stores a new state and what happened, if nobody was faster.
     *
     * @param read the aggregate as it was read
     * @return the aggregate at its new version
     * @throws StaleVersion when it was changed or deleted since; nothing is written
     * @throws TooManyPending when 200 messages or 1 MB wait already; nothing is written
     * @throws MessageTooLarge when a message is over 256 kB; nothing is written
     */
    public Stored<S> update(Stored<S> read, S state, List<? extends DomainEvent> events) {
        Instant now = clock.instant();
        List<Document> messages =
                PendingMessage.of(events, epoch, read.sequence(), now, traces.current());
        refuseFlood(read.pending(), read.pendingBytes(), messages);
        List<Bson> updates = new ArrayList<>();
        updates.add(Updates.set("state", write(state)));
        updates.add(Updates.inc("version", 1L));
        if (!messages.isEmpty()) {
            updates.add(Updates.set("sequence", read.sequence() + messages.size()));
            updates.add(Updates.pushEach("pending", messages));
            updates.add(Updates.min("pendingSince", Date.from(now)));
        }
        UpdateResult result =
                collection.updateOne(
                        and(eq("_id", read.id()), eq("version", read.version())),
                        Updates.combine(updates));
        if (result.getMatchedCount() == 0) {
            throw new StaleVersion(topic + " " + read.id());
        }
        kick(read.id(), read.pending(), messages);
        return new Stored<>(
                read.id(),
                read.version() + 1,
                read.sequence() + messages.size(),
                state,
                read.pending() + messages.size(),
                read.pendingBytes() + size(messages));
    }

    /**
     * Carries out a command: reads, decides, writes; decides again when somebody was faster.
     *
     * @param decide takes the state, returns what happened (nothing: nothing is written) or throws
     *     a refusal
     * @param apply takes the state and one thing that happened, returns the state after
     * @throws AggregateNotFound when no document has this id
     */
    public <E extends DomainEvent> Stored<S> change(
            String id, Function<S, List<E>> decide, BiFunction<S, E, S> apply) {
        for (int race = 0; ; race++) {
            try {
                return changeOnce(found(id), decide, apply);
            } catch (StaleVersion lost) {
                if (race == LOST_RACES) {
                    throw lost;
                }
                // waits a little longer each time, so that many rivals come through one by one
                long most = 1_000_000L * Math.min(race + 1, 20);
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most));
            }
        }
    }

    /**
     * Carries out a command on the version that its sender saw.
     *
     * @throws StaleVersion when the aggregate has another version
     * @see #change(String, Function, BiFunction)
     */
    public <E extends DomainEvent> Stored<S> change(
            String id,
            long expectedVersion,
            Function<S, List<E>> decide,
            BiFunction<S, E, S> apply) {
        Stored<S> read = found(id);
        if (read.version() != expectedVersion) {
            throw new StaleVersion(topic + " " + id);
        }
        return changeOnce(read, decide, apply);
    }

    /**
     * Deletes an aggregate of which nothing waits to be published.
     *
     * @throws MessagesPending when something does
     * @throws StaleVersion when it was changed or deleted since it was read
     */
    public void delete(Stored<S> read) {
        DeleteResult result =
                collection.deleteOne(
                        and(
                                eq("_id", read.id()),
                                eq("version", read.version()),
                                eq("pending", List.of())));
        if (result.getDeletedCount() == 0) {
            Stored<S> now =
                    find(read.id()).orElseThrow(() -> new StaleVersion(topic + " " + read.id()));
            if (now.version() != read.version()) {
                throw new StaleVersion(topic + " " + read.id());
            }
            throw new MessagesPending(topic + " " + read.id());
        }
    }

    /** {@return the collection, for indexes and reads; never to be written past this store} */
    public MongoCollection<Document> collection() {
        return collection;
    }

    String topic() {
        return topic;
    }

    private Stored<S> found(String id) {
        return find(id).orElseThrow(() -> new AggregateNotFound(topic + " " + id));
    }

    private <E extends DomainEvent> Stored<S> changeOnce(
            Stored<S> read, Function<S, List<E>> decide, BiFunction<S, E, S> apply) {
        List<E> events = decide.apply(read.state());
        if (events.isEmpty()) {
            return read;
        }
        S state = read.state();
        for (E event : events) {
            state = apply.apply(state, event);
        }
        return update(read, state, events);
    }

    private void kick(String id, int before, List<Document> messages) {
        if (!messages.isEmpty()) {
            // conditional on the version: where nothing waited before, these are all
            relay.kick(this, id, before == 0 ? messages : null);
        }
    }

    private void refuseFlood(int pending, int pendingBytes, List<Document> more) {
        if (more.isEmpty()) {
            return;
        }
        if (pending + more.size() > MAX_PENDING || pendingBytes + size(more) > MAX_PENDING_BYTES) {
            throw new TooManyPending(topic);
        }
    }

    private Stored<S> read(Document document) {
        List<Document> messages = document.getList("pending", Document.class, List.of());
        return new Stored<>(
                document.getString("_id"),
                document.getLong("version"),
                document.getLong("sequence"),
                state(document.get("state", Document.class)),
                messages.size(),
                size(messages));
    }

    private S state(@Nullable Document state) {
        BsonDocument bson =
                (state == null ? new Document() : state)
                        .toBsonDocument(Document.class, collection.getCodecRegistry());
        return codec.decode(new BsonDocumentReader(bson), DecoderContext.builder().build());
    }

    private BsonDocument write(S state) {
        BsonDocument bson = new BsonDocument();
        codec.encode(new BsonDocumentWriter(bson), state, EncoderContext.builder().build());
        return bson;
    }

    private static int size(List<Document> messages) {
        return messages.stream().mapToInt(message -> message.getString("data").length()).sum();
    }
}
