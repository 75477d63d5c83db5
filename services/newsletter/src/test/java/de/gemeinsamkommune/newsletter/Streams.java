package de.gemeinsamkommune.newsletter;

import de.gemeinsamkommune.messaging.CloudEvents;
import de.gemeinsamkommune.messaging.Message;
import de.gemeinsamkommune.testsupport.Parts;

import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The topics, as other services write and read them. */
public final class Streams {

    private static final KafkaProducer<String, byte[]> PRODUCER =
            new KafkaProducer<>(
                    Map.of(
                            "bootstrap.servers",
                            Parts.shared().kafkaBootstrapServers(),
                            "acks",
                            "all"),
                    new StringSerializer(),
                    new ByteArraySerializer());

    private static final Map<String, AtomicLong> SEQUENCES = new ConcurrentHashMap<>();

    private Streams() {}

    /** Something that happened just now. */
    public static Message happened(String topic, String type, String subject, Object data) {
        return happened(topic, type, subject, data, Instant.now());
    }

    /** Something that happened then. */
    public static Message happened(
            String topic, String type, String subject, Object data, Instant time) {
        Message message =
                new Message(
                        UUID.randomUUID().toString(),
                        type,
                        "/" + topic.split("\\.")[0],
                        topic,
                        subject,
                        1,
                        SEQUENCES
                                .computeIfAbsent(topic + subject, _ -> new AtomicLong())
                                .incrementAndGet(),
                        time,
                        null,
                        JsonMapper.shared().writeValueAsString(data));
        publish(message);
        return message;
    }

    /** Writes a message to its topic; writing it again is a repeat. */
    public static void publish(Message message) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(
                        message.topic(),
                        message.subject(),
                        message.data().getBytes(StandardCharsets.UTF_8));
        Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", message.id(),
                        "ce_source", message.source(),
                        "ce_type", message.type(),
                        "ce_subject", message.subject(),
                        "ce_time", message.time().toString(),
                        "ce_sequence", Long.toString(message.sequence()),
                        "ce_epoch", Long.toString(message.epoch()),
                        "content-type", "application/json")
                .forEach(
                        (name, value) ->
                                record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        PRODUCER.send(record);
        PRODUCER.flush();
    }

    /** All messages of a topic about one aggregate, in order. */
    public static List<Message> messages(String topic, String subject) {
        return messages(topic).stream()
                .filter(message -> message.subject().equals(subject))
                .toList();
    }

    /** All messages of a topic. */
    public static List<Message> messages(String topic) {
        List<Message> messages = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", Parts.shared().kafkaBootstrapServers()),
                        new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(record -> messages.add(CloudEvents.read(record)));
            }
        }
        return messages;
    }
}
