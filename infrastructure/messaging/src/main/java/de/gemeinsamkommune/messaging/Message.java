package de.gemeinsamkommune.messaging;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A domain event on its way: a CloudEvents 1.0 event.
 *
 * @param id unique id; a repeat carries the same one
 * @param type such as {@code membership.person-joined.v1}
 * @param source the producing service, such as {@code /membership}
 * @param topic the Kafka topic
 * @param subject id of the aggregate; also the record key
 * @param epoch counts the restores of the producer's store, from 1
 * @param sequence counts the messages of the aggregate within the topic, from 1, without gaps
 * @param time when it happened, UTC; tells nothing about order
 * @param traceparent W3C trace context of the command, if there was one
 * @param data JSON of the domain event
 */
public record Message(
        String id,
        String type,
        String source,
        String topic,
        String subject,
        long epoch,
        long sequence,
        Instant time,
        @Nullable String traceparent,
        String data) {

    /**
     * Reads the data into the reader's own record.
     *
     * @param as record with the fields the reader wants; unknown fields are passed over
     * @throws tools.jackson.core.JacksonException when the data do not fit the record
     */
    public <T> T read(Class<T> as) {
        return Json.MAPPER.readValue(data, as);
    }
}
