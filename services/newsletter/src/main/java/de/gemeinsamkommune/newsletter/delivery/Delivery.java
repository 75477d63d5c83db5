package de.gemeinsamkommune.newsletter.delivery;

import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;

/**
 * A row of the ledger: one mail to one recipient. It holds ids and times, never an address, a name
 * or a text.
 *
 * @param id derived from the source and the recipient, so that a repeat meets the same row; also
 *     the left part of the mail's Message-ID
 * @param kind what the mail is for
 * @param source id of the message, edition or subscription that caused it
 * @param recipient id of a person, of a subscription or of an application
 * @param about ids the mail is about, by name ({@code event}, {@code registration} …)
 * @param state where it stands
 * @param queuedAt when it was queued, or released
 * @param dueAt when it may be tried; while {@code SENDING}, when the claim expires
 * @param attempts how often it was claimed
 * @param owner who holds the claim
 * @param settledAt when it was sent, failed or was cancelled
 * @param reply last reply code of the mail server ({@code 250}, {@code 550 5.1.1})
 * @param reason why it was cancelled, held or given up
 */
public record Delivery(
        @BsonId String id,
        DeliveryKind kind,
        String source,
        String recipient,
        Map<String, String> about,
        DeliveryState state,
        Instant queuedAt,
        Instant dueAt,
        int attempts,
        @Nullable String owner,
        @Nullable Instant settledAt,
        @Nullable String reply,
        @Nullable DeliveryReason reason) {

    /** The id a mail must carry in {@code about}. */
    public String about(String name) {
        String value = about.get(name);
        if (value == null) {
            throw new IllegalStateException("A mail of kind " + kind + " needs " + name);
        }
        return value;
    }
}
