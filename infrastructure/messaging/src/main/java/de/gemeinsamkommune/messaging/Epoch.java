package de.gemeinsamkommune.messaging;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Counts the restores of a service's store: sequences of different epochs do not compare.
 *
 * <p>A restore is noticed by itself. Whatever stands on a topic of the service is in its journal,
 * or still pending in an aggregate when it died between publishing and noting it. If the last
 * record of a partition is in neither, the store is older than the topic.
 */
final class Epoch {

    private static final Logger log = LoggerFactory.getLogger(Epoch.class);

    private static final String ID = "epoch";
    private static final String RESTORES = "restores";

    private final MongoDatabase database;
    private final MongoCollection<Document> store;
    private final MongoCollection<Document> journal;

    private Epoch(MongoDatabase database) {
        this.database = database;
        this.store = database.getCollection("store");
        this.journal = database.getCollection("journal");
    }

    /**
     * {@return the epoch, 1 in a store that was never restored}
     *
     * @param topics those the service publishes on
     */
    static long of(MongoDatabase database, Records records, List<String> topics) {
        return 1 + new Epoch(database).restores(records, topics);
    }

    private long restores(Records records, List<String> topics) {
        while (true) {
            Document epoch = read();
            long restores = epoch.getLong(RESTORES);
            List<Document> ends = new ArrayList<>();
            long[] latest = {restores};
            boolean[] older = {false};
            records.last(
                    topics,
                    record -> {
                        if (CloudEvents.type(record) == null) {
                            return;
                        }
                        Message last = CloudEvents.read(record);
                        latest[0] = Math.max(latest[0], last.epoch() - 1);
                        older[0] |= !isNoted(epoch, record) && !isKnown(last);
                        ends.add(end(record).append("offset", record.offset()));
                    });
            if (!older[0]) {
                return restores;
            }
            if (raise(restores, latest[0] + 1, ends)) {
                log.warn(
                        "The store is older than what was published from it, so it was restored"
                                + " from a backup: its epoch is {} from now on",
                        latest[0] + 2);
                return latest[0] + 1;
            }
        }
    }

    private Document read() {
        return Objects.requireNonNull(
                store.findOneAndUpdate(
                        eq("_id", ID),
                        Updates.inc(RESTORES, 0L),
                        new FindOneAndUpdateOptions()
                                .upsert(true)
                                .returnDocument(ReturnDocument.AFTER)));
    }

    /** What the store lacks is noted, so that the next start does not take it for a new restore. */
    private boolean raise(long from, long to, List<Document> ends) {
        return store.updateOne(
                                and(eq("_id", ID), eq(RESTORES, from)),
                                Updates.combine(
                                        Updates.set(RESTORES, to), Updates.set("ends", ends)))
                        .getMatchedCount()
                == 1;
    }

    private static boolean isNoted(Document epoch, ConsumerRecord<?, ?> record) {
        Document end = end(record);
        return epoch.getList("ends", Document.class, List.of()).stream()
                .anyMatch(
                        noted ->
                                noted.entrySet().containsAll(end.entrySet())
                                        && noted.getLong("offset") >= record.offset());
    }

    private static Document end(ConsumerRecord<?, ?> record) {
        return new Document("topic", record.topic()).append("partition", record.partition());
    }

    private boolean isKnown(Message message) {
        // the relay notes in the journal before it removes, so looking there again misses nothing
        return isInJournal(message) || isPending(message) || isInJournal(message);
    }

    private boolean isInJournal(Message message) {
        return journal.find(eq("_id", message.id())).first() != null;
    }

    private boolean isPending(Message message) {
        for (String collection : database.listCollectionNames()) {
            Document waiting =
                    database.getCollection(collection)
                            .find(and(eq("_id", message.subject()), eq("pending.id", message.id())))
                            .first();
            if (waiting != null) {
                return true;
            }
        }
        return false;
    }
}
