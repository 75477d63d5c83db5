package de.gemeinsamkommune.messaging;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;

/** The form in which a message waits in its aggregate's document, and stands in the journal. */
final class PendingMessage {

    static final int MAX_BYTES = 256 * 1024;

    private PendingMessage() {}

    /**
     * Makes the documents of what happened, in order.
     *
     * @param last sequence of the last message before
     */
    static List<Document> of(
            List<? extends DomainEvent> events,
            long epoch,
            long last,
            Instant now,
            @Nullable String traceparent) {
        List<Document> messages = new ArrayList<>(events.size());
        long sequence = last;
        for (DomainEvent event : events) {
            EventType type = event.getClass().getAnnotation(EventType.class);
            if (type == null) {
                throw new IllegalArgumentException(event.getClass() + " lacks @EventType");
            }
            String data = Json.MAPPER.writeValueAsString(event);
            if (data.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
                throw new MessageTooLarge(type.value() + " is over " + MAX_BYTES + " bytes");
            }
            Document message =
                    new Document("id", UUID.randomUUID().toString())
                            .append("type", type.value())
                            .append("epoch", epoch)
                            .append("sequence", ++sequence)
                            .append("time", Date.from(now));
            if (traceparent != null) {
                message.append("traceparent", traceparent);
            }
            messages.add(message.append("data", data));
        }
        return messages;
    }

    static Message read(Document pending, String source, String topic, String subject) {
        return new Message(
                pending.getString("id"),
                pending.getString("type"),
                source,
                topic,
                subject,
                pending.getLong("epoch"),
                pending.getLong("sequence"),
                pending.getDate("time").toInstant(),
                pending.getString("traceparent"),
                pending.getString("data"));
    }

    static Document journalEntry(Document pending, String topic, String subject) {
        Document entry =
                new Document("_id", pending.getString("id"))
                        .append("topic", topic)
                        .append("subject", subject);
        pending.forEach(
                (field, value) -> {
                    if (!field.equals("id")) {
                        entry.append(field, value);
                    }
                });
        return entry;
    }
}
