package de.gemeinsamkommune.identity.upstream;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;

import de.gemeinsamkommune.identity.erasure.Erasures;
import de.gemeinsamkommune.identity.erasure.PersonalTraces;
import de.gemeinsamkommune.identity.settings.IdentitySettings;
import de.gemeinsamkommune.messaging.Messaging;

import org.bson.Document;
import org.springframework.stereotype.Component;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Who is who at the upstream issuer: one document per person and issuer, under an HMAC of issuer
 * and subject. Who reads the store does not learn how the issuer calls somebody.
 */
@Component
public final class UpstreamLinks implements PersonalTraces {

    private final MongoCollection<Document> collection;
    private final Erasures erasures;
    private final SecretKey key;
    private final Clock clock;

    UpstreamLinks(Messaging messaging, Erasures erasures, IdentitySettings settings, Clock clock) {
        this.collection = messaging.database().getCollection("upstream_links");
        this.erasures = erasures;
        this.key = settings.keyFor("upstream links", "HmacSHA256");
        this.clock = clock;
        // an address that is given to somebody else must not open the account of who had it before
        collection.createIndex(
                Indexes.ascending("person", "issuer"), new IndexOptions().unique(true));
    }

    /** {@return the person a subject was linked to} */
    Optional<String> person(String issuer, String subject) {
        return Optional.ofNullable(collection.find(eq("_id", id(issuer, subject))).first())
                .map(link -> link.getString("person"))
                .filter(person -> !erasures.erased(person));
    }

    /**
     * Links a subject to a person, for good.
     *
     * @return whether it is linked now; not when the person is somebody else there already, or was
     *     erased
     */
    boolean link(String issuer, String subject, String person) {
        String id = id(issuer, subject);
        try {
            collection.insertOne(
                    new Document("_id", id)
                            .append("person", person)
                            .append("issuer", issuer)
                            .append("since", clock.instant()));
        } catch (MongoWriteException refused) {
            if (ErrorCategory.fromErrorCode(refused.getCode()) != ErrorCategory.DUPLICATE_KEY) {
                throw refused;
            }
            // the same browser came twice at once, or the person is linked to another subject
            return person(issuer, subject).filter(person::equals).isPresent();
        }
        if (erasures.erased(person)) {
            collection.deleteOne(eq("_id", id));
            return false;
        }
        return true;
    }

    /**
     * A link as its person sees it.
     *
     * @param issuer address of the issuer
     * @param since when the person first signed in by it
     */
    public record Seen(String issuer, Instant since) {}

    /** {@return the person's links} */
    public List<Seen> about(String person) {
        return collection
                .find(eq("person", person))
                .map(link -> new Seen(link.getString("issuer"), link.getDate("since").toInstant()))
                .into(new ArrayList<>());
    }

    /** Removes the link of a person to one issuer; a repeat has no effect. */
    public void unlink(String person, String issuer) {
        collection.deleteMany(and(eq("person", person), eq("issuer", issuer)));
    }

    @Override
    public void forget(String person) {
        collection.deleteMany(eq("person", person));
    }

    private String id(String issuer, String subject) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            String both = issuer + "\n" + subject;
            return HexFormat.of().formatHex(mac.doFinal(both.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has HmacSHA256", impossible);
        }
    }
}
