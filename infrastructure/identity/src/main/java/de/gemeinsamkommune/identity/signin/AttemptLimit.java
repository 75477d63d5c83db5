package de.gemeinsamkommune.identity.signin;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.setOnInsert;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;

import de.gemeinsamkommune.identity.settings.IdentitySettings;
import de.gemeinsamkommune.messaging.Messaging;

import org.bson.Document;
import org.springframework.stereotype.Component;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Counts attempts per address, client and person in windows of 15 minutes, for all instances
 * together.
 *
 * <p>They are personal, so only their HMAC under a key of the installation is kept, and that for a
 * quarter of an hour: with a bare hash who reads the store could try addresses.
 */
@Component
public final class AttemptLimit {

    static final Duration WINDOW = Duration.ofMinutes(15);

    /** Of a million codes three fit at a time: with this many tries a guess is out of reach. */
    static final int CODES = 10;

    private final MongoCollection<Document> collection;
    private final SecretKey key;
    private final SignInSettings settings;
    private final Clock clock;

    AttemptLimit(
            Messaging messaging, IdentitySettings identity, SignInSettings settings, Clock clock) {
        this.collection = messaging.database().getCollection("attempts");
        this.key = identity.keyFor("attempts", "HmacSHA256");
        this.settings = settings;
        this.clock = clock;
        collection.createIndex(Indexes.ascending("endsAt"));
    }

    /** {@return whether this attempt is within what an address may have; counts it} */
    boolean allowsAddress(String email) {
        return count("address", email) <= settings.attemptsPerAddress();
    }

    /** {@return whether this attempt is within what a client may do; counts it} */
    public boolean allowsClient(String client) {
        return count("client", client) <= settings.attemptsPerClient();
    }

    /** {@return whether this attempt is within what a person may try in codes; counts it} */
    public boolean allowsCode(String person) {
        return count("code", person) <= CODES;
    }

    /** Forgets the windows that are over. */
    public void expire() {
        collection.deleteMany(lte("endsAt", clock.instant()));
    }

    private int count(String kind, String value) {
        Instant now = clock.instant();
        long window = now.getEpochSecond() / WINDOW.toSeconds();
        Instant end = Instant.ofEpochSecond((window + 1) * WINDOW.toSeconds());
        String id = kind + ":" + window + ":" + fingerprint(kind + ":" + value);
        try {
            return count(id, end);
        } catch (MongoWriteException | MongoCommandException refused) {
            if (ErrorCategory.fromErrorCode(refused.getCode()) != ErrorCategory.DUPLICATE_KEY) {
                throw refused;
            }
            // two first attempts at once: the other one has inserted
            return count(id, end);
        }
    }

    private int count(String id, Instant end) {
        Document counted =
                collection.findOneAndUpdate(
                        eq("_id", id),
                        combine(inc("count", 1), setOnInsert("endsAt", end)),
                        new FindOneAndUpdateOptions()
                                .upsert(true)
                                .returnDocument(ReturnDocument.AFTER));
        return counted == null ? 1 : counted.getInteger("count", 1);
    }

    private String fingerprint(String value) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(value.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has HmacSHA256", impossible);
        }
    }
}
