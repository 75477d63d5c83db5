package de.gemeinsamkommune.newsletter.subscription;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;

import de.gemeinsamkommune.defaults.ClientSecrets;
import de.gemeinsamkommune.messaging.Messaging;

import org.bson.Document;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * The addresses whose owners object to any further newsletter mail, as HMACs under a key of the
 * installation: whether an address is one of them can be told when somebody names it, and nobody
 * who reads the store can find out by trying.
 */
@Component
class Suppressions {

    private final MongoCollection<Document> collection;
    private final String secret;
    private final Clock clock;

    Suppressions(Messaging messaging, @Value("${CLIENT_SECRET:}") String secret, Clock clock) {
        this.collection = messaging.database().getCollection("suppressions");
        this.secret = secret;
        this.clock = clock;
    }

    boolean contains(MailAddress address) {
        return since(address).isPresent();
    }

    /** {@return since when the owner of an address objects} */
    Optional<Instant> since(MailAddress address) {
        return Optional.ofNullable(collection.find(eq("_id", id(address))).first())
                .map(document -> document.getDate("since").toInstant());
    }

    /** Notes the objection; the first time counts. */
    void add(MailAddress address) {
        collection.updateOne(
                eq("_id", id(address)),
                Updates.setOnInsert("since", clock.instant()),
                new UpdateOptions().upsert(true));
    }

    void remove(MailAddress address) {
        collection.deleteOne(eq("_id", id(address)));
    }

    /** {@return a name for an address in one quarter of an hour, which tells nobody the address} */
    String slot(MailAddress address, long window) {
        return hmac("newsletter data link", window + "|" + address.key());
    }

    private String id(MailAddress address) {
        return hmac("newsletter suppression", address.key());
    }

    /** Each purpose has a key of its own. */
    private String hmac(String purpose, String text) {
        return ClientSecrets.of(ClientSecrets.of(secret, purpose), text);
    }
}
