package de.gemeinsamkommune.analytics.stream;

import de.gemeinsamkommune.messaging.CloudEvents;
import de.gemeinsamkommune.messaging.Message;
import de.gemeinsamkommune.messaging.NotACloudEvent;
import de.gemeinsamkommune.messaging.Topics.Topic;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Reads pages of a topic straight from Kafka.
 *
 * <p>Nothing is kept between two pages: the reader brings the positions, and a consumer without a
 * group reads from there. Within a partition, and so for every subject, the order is that of the
 * topic; a page holds its share of partition 0, then of partition 1, and so on.
 */
@Component
class Feed {

    /** Largest page in bytes of data, unless a single message is larger. */
    static final int MAX_BYTES = 4 * 1024 * 1024;

    private static final Logger log = LoggerFactory.getLogger(Feed.class);

    private static final int READERS_AT_ONCE = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Semaphore readers = new Semaphore(READERS_AT_ONCE, true);
    private final Map<String, Object> settings;

    Feed(@Value("${analytics.kafka}") String bootstrapServers) {
        // what a page needs is on the broker already: a fetch that waits for more would only keep
        // the
        // consumer from closing
        settings =
                Map.of(
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        10,
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.CLIENT_ID_CONFIG,
                        "analytics.feed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "none",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        StreamController.LARGEST_SIZE,
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        Math.toIntExact(PATIENCE.toMillis()),
                        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        Math.toIntExact(PATIENCE.toMillis()));
    }

    /**
     * A piece of a topic.
     *
     * @param messages in order
     * @param next where the next page begins
     */
    record Piece(List<Message> messages, Positions next) {}

    /**
     * Reads the next page.
     *
     * @param from where to begin
     * @param size messages at most, from 1
     * @return the messages that are there; none when the reader has them all
     * @throws PositionBeyondEnd when the topic is shorter than the positions say
     * @throws FeedUnavailable when the broker does not answer in time, or too many read at once
     */
    Piece read(Topic topic, Positions from, int size) {
        try {
            if (!readers.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new FeedUnavailable("too many readers at once");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new FeedUnavailable("interrupted");
        }
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            return read(consumer, topic, from, size);
        } catch (KafkaException failure) {
            log.warn("The feed cannot read {}: {}", topic.name(), failure.getClass().getName());
            throw new FeedUnavailable(failure.getClass().getName());
        } finally {
            readers.release();
        }
    }

    private static Piece read(
            KafkaConsumer<String, byte[]> consumer, Topic topic, Positions from, int size) {
        List<TopicPartition> partitions =
                IntStream.range(0, topic.partitions())
                        .mapToObj(number -> new TopicPartition(topic.name(), number))
                        .toList();
        consumer.assign(partitions);
        Positions end = positions(partitions, consumer.endOffsets(partitions));
        if (from.anyBeyond(end)) {
            throw new PositionBeyondEnd(topic.name());
        }
        Positions first = positions(partitions, consumer.beginningOffsets(partitions));
        Positions stops = from.stops(end, size);
        List<TopicPartition> read = new ArrayList<>();
        List<TopicPartition> unread = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            int number = partition.partition();
            consumer.seek(partition, Math.max(from.of(number), first.of(number)));
            (stops.of(number) > from.of(number) ? read : unread).add(partition);
        }
        consumer.pause(unread);
        return piece(fetch(consumer, read, stops), from, stops);
    }

    private static List<ConsumerRecord<String, byte[]>> fetch(
            KafkaConsumer<String, byte[]> consumer, List<TopicPartition> read, Positions stops) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        List<TopicPartition> open = new ArrayList<>(read);
        long began = System.nanoTime();
        while (!open.isEmpty()) {
            if (System.nanoTime() - began > PATIENCE.toNanos()) {
                throw new FeedUnavailable("the broker is too slow");
            }
            for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                if (record.offset() < stops.of(record.partition())) {
                    records.add(record);
                }
            }
            List<TopicPartition> done =
                    open.stream()
                            .filter(p -> consumer.position(p) >= stops.of(p.partition()))
                            .toList();
            open.removeAll(done);
            consumer.pause(done);
        }
        records.sort(
                Comparator.<ConsumerRecord<String, byte[]>>comparingInt(ConsumerRecord::partition)
                        .thenComparingLong(ConsumerRecord::offset));
        return records;
    }

    /** Makes messages of the records, as many as fit a page; of the rest the position stays. */
    private static Piece piece(
            List<ConsumerRecord<String, byte[]>> records, Positions from, Positions stops) {
        List<Message> messages = new ArrayList<>();
        List<Long> next = new ArrayList<>(stops.offsets());
        boolean full = false;
        int bytes = 0;
        int cutIn = -1;
        for (ConsumerRecord<String, byte[]> record : records) {
            int partition = record.partition();
            int length = record.value() == null ? 0 : record.value().length;
            full |= bytes > 0 && bytes + length > MAX_BYTES;
            if (full) {
                if (cutIn != partition) {
                    next.set(partition, cutIn < 0 ? record.offset() : from.of(partition));
                    cutIn = partition;
                }
                continue;
            }
            bytes += length;
            try {
                messages.add(CloudEvents.read(record));
            } catch (NotACloudEvent foreign) {
                // consumers park such a record and raise the alert; the feed shows what it can
                log.warn("The feed leaves out {}", foreign.getMessage());
            }
        }
        return new Piece(messages, new Positions(next));
    }

    private static Positions positions(
            List<TopicPartition> partitions, Map<TopicPartition, Long> offsets) {
        return new Positions(
                partitions.stream().map(partition -> offsets.getOrDefault(partition, 0L)).toList());
    }
}
