package de.gemeinsamkommune.messaging;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.bson.Document;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Messages that failed, and those of the same key that wait behind them: references only, no copy.
 */
final class Parked {

    /**
     * A reference to a parked record.
     *
     * @param failure class of the exception, or {@link #BEHIND}
     */
    record Entry(
            String id,
            String consumer,
            String topic,
            int partition,
            long offset,
            String key,
            String failure,
            Instant since) {}

    /** Stands where no failure does: the message waits behind an earlier one of its key. */
    static final String BEHIND = "waits behind an earlier message";

    private final MongoCollection<Document> entries;

    Parked(MongoCollection<Document> entries) {
        this.entries = entries;
        entries.createIndex(
                Indexes.ascending("consumer", "topic", "key", "offset"),
                new IndexOptions().name("by-key"));
    }

    void park(String consumer, ConsumerRecord<String, byte[]> record, String failure, Instant now) {
        String id =
                consumer + "/" + record.topic() + "/" + record.partition() + "/" + record.offset();
        entries.replaceOne(
                eq("_id", id),
                new Document("_id", id)
                        .append("consumer", consumer)
                        .append("topic", record.topic())
                        .append("partition", record.partition())
                        .append("offset", record.offset())
                        .append("key", String.valueOf(record.key()))
                        .append("failure", failure)
                        .append("since", Date.from(now))
                        .append("redrive", false),
                new ReplaceOptions().upsert(true));
    }

    boolean isParked(String consumer, String topic, String key) {
        return entries.find(byKey(consumer, topic, key)).first() != null;
    }

    /** {@return the keys of a consumer that are parked, as topic and key} */
    Set<String> keys(String consumer) {
        Set<String> keys = new HashSet<>();
        entries.find(eq("consumer", consumer))
                .forEach(
                        entry -> keys.add(entry.getString("topic") + "/" + entry.getString("key")));
        return keys;
    }

    /** {@return what is parked, of one key in the order of the topic} */
    List<Entry> all(int limit) {
        return entries.find()
                .sort(Sorts.ascending("consumer", "topic", "key", "offset"))
                .limit(limit)
                .map(Parked::entry)
                .into(new ArrayList<>());
    }

    List<Entry> ofKey(String consumer, String topic, String key) {
        return entries.find(byKey(consumer, topic, key))
                .sort(Sorts.ascending("offset"))
                .map(Parked::entry)
                .into(new ArrayList<>());
    }

    long count(String consumer) {
        return entries.countDocuments(eq("consumer", consumer));
    }

    /** Asks the consumer that has the partition to work the key off. */
    boolean requestRedrive(String consumer, String topic, String key) {
        return entries.updateMany(byKey(consumer, topic, key), Updates.set("redrive", true))
                        .getMatchedCount()
                > 0;
    }

    Optional<Entry> requested(String consumer, Collection<TopicPartition> partitions) {
        Set<Integer> numbers = new HashSet<>();
        partitions.forEach(partition -> numbers.add(partition.partition()));
        return entries
                .find(and(eq("consumer", consumer), eq("redrive", true), in("partition", numbers)))
                .sort(Sorts.ascending("offset"))
                .map(Parked::entry)
                .into(new ArrayList<>())
                .stream()
                .filter(
                        entry ->
                                partitions.contains(
                                        new TopicPartition(entry.topic(), entry.partition())))
                .findFirst();
    }

    void done(Entry entry) {
        entries.deleteOne(eq("_id", entry.id()));
    }

    /** The key stays parked; the failure that stopped it is noted. */
    void failedAgain(Entry entry, String failure) {
        entries.updateOne(eq("_id", entry.id()), Updates.set("failure", failure));
        entries.updateMany(
                byKey(entry.consumer(), entry.topic(), entry.key()), Updates.set("redrive", false));
    }

    private static org.bson.conversions.Bson byKey(String consumer, String topic, String key) {
        return and(eq("consumer", consumer), eq("topic", topic), eq("key", key));
    }

    private static Entry entry(Document document) {
        return new Entry(
                document.getString("_id"),
                document.getString("consumer"),
                document.getString("topic"),
                document.getInteger("partition"),
                document.getLong("offset"),
                document.getString("key"),
                document.getString("failure"),
                document.getDate("since").toInstant());
    }
}
