package de.gemeinsamkommune.identity.keys;

import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Sorts.ascending;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;

import de.gemeinsamkommune.identity.settings.IdentitySettings;
import de.gemeinsamkommune.identity.settings.Seal;
import de.gemeinsamkommune.identity.settings.StartRefused;
import de.gemeinsamkommune.messaging.Messaging;

import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import javax.crypto.AEADBadTagException;

/**
 * The keys of this installation, shared by its instances through the store.
 *
 * <p>The private part is encrypted with AES-GCM under a key derived from {@code IDENTITY_KEY}; the
 * key id is bound to it. Keys are numbered, and the number is the document's id: of two instances
 * that make the next key at once one is refused and takes the other's.
 */
@Component
public final class SigningKeys implements JWKSource<SecurityContext> {

    private static final Logger log = LoggerFactory.getLogger(SigningKeys.class);

    private final MongoCollection<Document> collection;
    private final Seal seal;
    private final Clock clock;
    private volatile List<SigningKey> keys = List.of();

    SigningKeys(Messaging messaging, IdentitySettings settings, Clock clock) {
        this.collection = messaging.database().getCollection("signing_keys");
        this.seal = new Seal(settings.keyFor("signing-keys", "AES"));
        this.clock = clock;
        maintain();
    }

    /** Reads the keys, makes the next one when it is time, drops those whose tokens have ended. */
    public synchronized void maintain() {
        Instant now = clock.instant();
        // first, or a long retired key would hold the number of its late successor
        collection.deleteMany(lte("signsUntil", now.minus(SigningKey.AFTER)));
        List<SigningKey> read = read(now);
        while (read.isEmpty() || read.getLast().needsSuccessor(now)) {
            SigningKey last = read.isEmpty() ? null : read.getLast();
            insert(last == null ? 1 : last.number() + 1, begin(last, now));
            read = read(now);
        }
        keys = List.copyOf(read);
    }

    /** {@return every published key that fits; used for the key set, and by signer and verifier} */
    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) {
        List<JWK> published = new ArrayList<>();
        for (SigningKey key : current()) {
            if (key.published(clock.instant())) {
                published.add(key.key());
            }
        }
        return selector.select(new JWKSet(published));
    }

    /** {@return of the keys that fit a signature the one that signs now} */
    public JWK signer(List<JWK> fitting) {
        Instant now = clock.instant();
        return current().stream()
                .filter(key -> key.signs(now))
                .map(SigningKey::key)
                .filter(fitting::contains)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No key signs now"));
    }

    private List<SigningKey> current() {
        Instant now = clock.instant();
        List<SigningKey> known = keys;
        if (known.stream().anyMatch(key -> key.signs(now))) {
            return known;
        }
        maintain();
        return keys;
    }

    private static Instant begin(@Nullable SigningKey last, Instant now) {
        return last != null && now.isBefore(last.signsUntil()) ? last.signsUntil() : now;
    }

    private List<SigningKey> read(Instant now) {
        List<SigningKey> read = new ArrayList<>();
        for (Document document : collection.find().sort(ascending("_id"))) {
            SigningKey key = open(document);
            if (key.published(now)) {
                read.add(key);
            }
        }
        return read;
    }

    private void insert(long number, Instant signsFrom) {
        try {
            RSAKey key =
                    new RSAKeyGenerator(2048)
                            .keyID(UUID.randomUUID().toString())
                            .keyUse(KeyUse.SIGNATURE)
                            .algorithm(JWSAlgorithm.RS256)
                            .generate();
            collection.insertOne(
                    new Document("_id", number)
                            .append("publicKey", key.toPublicJWK().toJSONString())
                            .append("privateKey", seal(key))
                            .append("signsFrom", signsFrom)
                            .append("signsUntil", signsFrom.plus(SigningKey.LIFE)));
            log.info("Made signing key {}, which signs from {}", number, signsFrom);
        } catch (MongoWriteException refused) {
            if (ErrorCategory.fromErrorCode(refused.getCode()) != ErrorCategory.DUPLICATE_KEY) {
                throw refused;
            }
            log.info("Another instance made signing key {}", number);
        } catch (JOSEException | GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has RSA and AES-GCM", impossible);
        }
    }

    private Binary seal(RSAKey key) throws GeneralSecurityException, JOSEException {
        return new Binary(seal.close(key.toRSAPrivateKey().getEncoded(), key.getKeyID()));
    }

    private SigningKey open(Document document) {
        try {
            RSAKey publicKey = RSAKey.parse(document.getString("publicKey"));
            byte[] encoded =
                    seal.open(
                            document.get("privateKey", Binary.class).getData(),
                            publicKey.getKeyID());
            PrivateKey privateKey =
                    KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
            return new SigningKey(
                    document.getLong("_id"),
                    new RSAKey.Builder(publicKey).privateKey(privateKey).build(),
                    document.getDate("signsFrom").toInstant(),
                    document.getDate("signsUntil").toInstant());
        } catch (AEADBadTagException wrongKey) {
            throw new StartRefused(
                    "IDENTITY_KEY is not the one that protects the signing keys in the store; set"
                        + " the right one, or empty the collection signing_keys, after which tokens"
                        + " of the last five minutes are refused.");
        } catch (GeneralSecurityException | ParseException damaged) {
            throw new IllegalStateException(
                    "Signing key " + document.get("_id") + " is damaged", damaged);
        }
    }
}
