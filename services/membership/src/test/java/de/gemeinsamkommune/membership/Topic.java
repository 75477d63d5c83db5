package de.gemeinsamkommune.membership;

import de.gemeinsamkommune.testsupport.Parts;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

/** Topics as a plain consumer and a plain producer see them. */
public final class Topic {

    private static final JsonMapper JSON = JsonMapper.shared();

    private Topic() {}

    /** A record. */
    public record Received(String key, Map<String, String> headers, String data) {

        public JsonNode json() {
            return JSON.readTree(data);
        }

        public String type() {
            return headers.get("ce_type");
        }
    }

    /** Reads all that is on a topic by now. */
    public static List<Received> read(String topic) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", Parts.shared().kafkaBootstrapServers());
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(each -> new TopicPartition(topic, each.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<Received> received = new ArrayList<>();
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, String> each : consumer.poll(Duration.ofMillis(100))) {
                    received.add(received(each));
                }
            }
            return received;
        }
    }

    private static Received received(ConsumerRecord<String, String> message) {
        Map<String, String> headers = new java.util.LinkedHashMap<>();
        message.headers()
                .forEach(
                        header ->
                                headers.put(
                                        header.key(),
                                        new String(header.value(), StandardCharsets.UTF_8)));
        return new Received(message.key(), headers, message.value());
    }

    /** The types of the messages about one aggregate, in order. */
    public static List<String> types(String topic, String subject) {
        return about(topic, subject).stream().map(Received::type).toList();
    }

    /** The messages about one aggregate, in order. */
    public static List<Received> about(String topic, String subject) {
        return read(topic).stream().filter(message -> subject.equals(message.key())).toList();
    }

    /** Says for another service that it has forgotten somebody. */
    public static void confirmErasure(String service, String person, Map<?, ?>... held) {
        send(
                service + ".erasure",
                person,
                service + ".erasure-confirmed.v1",
                Map.of("person", person, "held", List.of(held)));
    }

    /** Says what membership said before its store was restored from a backup. */
    public static void erasedBeforeTheRestore(String person, String receipt) {
        send(
                "membership.person",
                person,
                "membership.person-erased.v1",
                Map.of("person", person, "receipt", receipt));
    }

    private static void send(String topic, String key, String type, Map<?, ?> data) {
        ProducerRecord<String, String> message =
                new ProducerRecord<>(topic, key, JSON.writeValueAsString(data));
        Map<String, String> headers =
                Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        UUID.randomUUID().toString(),
                        "ce_source",
                        "/" + type.substring(0, type.indexOf('.')),
                        "ce_type",
                        type,
                        "ce_subject",
                        key,
                        "ce_time",
                        Instant.now().toString(),
                        "ce_sequence",
                        "1",
                        "ce_epoch",
                        "1",
                        "content-type",
                        "application/json");
        headers.forEach(
                (name, value) ->
                        message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        Map<String, Object> settings =
                Map.of("bootstrap.servers", Parts.shared().kafkaBootstrapServers());
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(message).get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
