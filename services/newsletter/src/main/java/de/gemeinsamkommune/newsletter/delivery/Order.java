package de.gemeinsamkommune.newsletter.delivery;

import de.gemeinsamkommune.defaults.IdempotencyKey;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * The order to write to somebody.
 *
 * @param kind what the mail is for
 * @param source id of the message, edition or subscription that causes it
 * @param recipient id of a person or of a subscription; one source causes at most one mail to it
 * @param about ids the mail is about, by name
 * @param occurredAt when what the mail tells happened; after 48 hours it is held
 */
public record Order(
        DeliveryKind kind,
        String source,
        String recipient,
        Map<String, String> about,
        Instant occurredAt) {

    /** Name space of the ids below, chosen once at random. */
    private static final UUID NAMESPACE = UUID.fromString("6b0b1f0c-6a3e-4d0f-9a55-6f1f0f3f7f5e");

    public Order {
        about = Map.copyOf(about);
    }

    /** The row's id, a UUID of version 5 (RFC 9562) of source and recipient. */
    public String id() {
        return IdempotencyKey.uuid5(NAMESPACE, source + "|" + recipient).toString();
    }
}
