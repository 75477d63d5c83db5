package de.gemeinsamkommune.messaging;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * Kafka records as CloudEvents 1.0 in binary mode (Kafka Protocol Binding): attributes are headers
 * with the prefix {@code ce_}, the value is the data. {@code sequence} and {@code epoch} are
 * extension attributes; the trace context stands beside it as {@code traceparent}.
 */
public final class CloudEvents {

    private static final String JSON = "application/json";

    private CloudEvents() {}

    static ProducerRecord<String, byte[]> write(Message message) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(
                        message.topic(),
                        message.subject(),
                        message.data().getBytes(StandardCharsets.UTF_8));
        put(record.headers(), "ce_specversion", "1.0");
        put(record.headers(), "ce_id", message.id());
        put(record.headers(), "ce_source", message.source());
        put(record.headers(), "ce_type", message.type());
        put(record.headers(), "ce_subject", message.subject());
        put(record.headers(), "ce_time", message.time().toString());
        put(record.headers(), "ce_sequence", Long.toString(message.sequence()));
        put(record.headers(), "ce_epoch", Long.toString(message.epoch()));
        put(record.headers(), "content-type", JSON);
        if (message.traceparent() != null) {
            put(record.headers(), "traceparent", message.traceparent());
        }
        return record;
    }

    /**
     * Reads a record.
     *
     * @throws NotACloudEvent when a required attribute is missing or malformed
     */
    public static Message read(ConsumerRecord<String, byte[]> record) {
        try {
            return new Message(
                    required(record, "ce_id"),
                    required(record, "ce_type"),
                    required(record, "ce_source"),
                    record.topic(),
                    required(record, "ce_subject"),
                    Long.parseLong(required(record, "ce_epoch")),
                    Long.parseLong(required(record, "ce_sequence")),
                    Instant.parse(required(record, "ce_time")),
                    header(record, "traceparent"),
                    new String(record.value(), StandardCharsets.UTF_8));
        } catch (NumberFormatException | DateTimeParseException | NullPointerException malformed) {
            throw new NotACloudEvent(position(record) + ": " + malformed.getClass().getName());
        }
    }

    /** {@return the type of a record, null when it has none} */
    static @Nullable String type(ConsumerRecord<String, byte[]> record) {
        return header(record, "ce_type");
    }

    private static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static String required(ConsumerRecord<String, byte[]> record, String name) {
        String value = header(record, name);
        if (value == null) {
            throw new NotACloudEvent(position(record) + " lacks " + name);
        }
        return value;
    }

    private static @Nullable String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static String position(ConsumerRecord<String, byte[]> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }
}
