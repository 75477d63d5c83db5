package de.gemeinsamkommune.analytics;

import de.gemeinsamkommune.testsupport.Parts;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The broker as the other services use it: publishes messages in their name. */
public final class Broker implements AutoCloseable {

    private final KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(
                    Map.of(
                            "bootstrap.servers",
                            Parts.shared().kafkaBootstrapServers(),
                            "acks",
                            "all",
                            "enable.idempotence",
                            true),
                    new StringSerializer(),
                    new ByteArraySerializer());
    private final Map<String, Integer> sequences = new HashMap<>();

    /** Publishes the next message of a subject; returns its id. */
    public String publish(String topic, String subject, String type, String data) {
        String id = UUID.randomUUID().toString();
        int sequence = sequences.merge(topic + subject, 1, Integer::sum);
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(topic, subject, data.getBytes(StandardCharsets.UTF_8));
        Map.of(
                        "ce_specversion",
                        "1.0",
                        "ce_id",
                        id,
                        "ce_type",
                        type,
                        "ce_source",
                        "/" + topic.split("\\.")[0],
                        "ce_subject",
                        subject,
                        "ce_epoch",
                        "1",
                        "ce_sequence",
                        Integer.toString(sequence),
                        "ce_time",
                        Instant.EPOCH.plusSeconds(sequence).toString(),
                        "content-type",
                        "application/json",
                        "traceparent",
                        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .forEach(
                        (name, value) ->
                                record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        producer.send(record);
        return id;
    }

    /** Publishes what is no CloudEvent. */
    public void publishJunk(String topic, String subject) {
        producer.send(new ProducerRecord<>(topic, subject, new byte[] {1, 2, 3}));
    }

    /** Waits until all is on the broker. */
    public void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
