package de.gemeinsamkommune.advisory;

import de.gemeinsamkommune.messaging.CloudEvents;
import de.gemeinsamkommune.messaging.Message;
import de.gemeinsamkommune.testsupport.Parts;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The broker as the neighbours use it: plain clients, nothing of this service. */
final class Broker {

    private static final Map<String, Object> SETTINGS =
            Map.of("bootstrap.servers", Parts.shared().kafkaBootstrapServers());
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Broker() {}

    /** Tells what membership tells when a person is erased. */
    static void publishErasure(String person) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(
                        "membership.person",
                        person,
                        "{\"person\":\"%s\"}".formatted(person).getBytes(StandardCharsets.UTF_8));
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", UUID.randomUUID().toString(),
                        "ce_type", "membership.person-erased.v1",
                        "ce_source", "/membership",
                        "ce_subject", person,
                        "ce_epoch", "1",
                        "ce_sequence", "1",
                        "ce_time", Instant.EPOCH.toString(),
                        "content-type", "application/json")
                .forEach(
                        (name, value) ->
                                record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(SETTINGS, new StringSerializer(), new ByteArraySerializer())) {
            producer.send(record);
        }
    }

    /** Reads all messages of a subject to the topic's end, once there are as many as expected. */
    static List<Message> messages(String topic, String subject, int atLeast) {
        List<Message> found = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        SETTINGS, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long began = System.nanoTime();
            while (System.nanoTime() - began < PATIENCE.toNanos()) {
                for (ConsumerRecord<String, byte[]> record :
                        consumer.poll(Duration.ofMillis(100))) {
                    if (subject.equals(record.key())) {
                        found.add(CloudEvents.read(record));
                    }
                }
                if (found.size() >= atLeast && isAtEnd(consumer, partitions)) {
                    return found;
                }
            }
        }
        throw new AssertionError(
                "%s has %d messages on %s, not %d"
                        .formatted(subject, found.size(), topic, atLeast));
    }

    private static boolean isAtEnd(
            KafkaConsumer<String, byte[]> consumer, List<TopicPartition> partitions) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        return partitions.stream()
                .allMatch(partition -> consumer.position(partition) >= ends.get(partition));
    }
}
