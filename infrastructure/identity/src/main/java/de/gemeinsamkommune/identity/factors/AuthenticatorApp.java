package de.gemeinsamkommune.identity.factors;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.UpdateOptions;

import de.gemeinsamkommune.identity.erasure.Erasures;
import de.gemeinsamkommune.identity.settings.IdentitySettings;
import de.gemeinsamkommune.identity.settings.Seal;
import de.gemeinsamkommune.messaging.Messaging;

import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

import javax.crypto.spec.SecretKeySpec;

/**
 * Codes of authenticator apps (RFC 6238): 30 seconds, 6 digits, SHA-1, which is what the apps
 * expect. One document per person: a secret that is in use, and one that waits for its first code.
 *
 * <p>The code before and the one after the current are taken too, for clocks that differ. A code is
 * taken once: the step it belongs to must be later than the last one that was used, and one
 * conditional update decides it for all instances.
 */
@Component
public final class AuthenticatorApp {

    /** How long a secret waits for its first code. */
    static final Duration WAITS = Duration.ofMinutes(30);

    private static final int SECRET_BYTES = 20;
    private static final long SKEW = 1;

    private final TimeBasedOneTimePasswordGenerator codes = new TimeBasedOneTimePasswordGenerator();
    private final SecureRandom random = new SecureRandom();
    private final MongoCollection<Document> collection;
    private final Erasures erasures;
    private final Seal seal;
    private final Clock clock;

    AuthenticatorApp(
            Messaging messaging, Erasures erasures, IdentitySettings settings, Clock clock) {
        this.collection = messaging.database().getCollection("authenticator_apps");
        this.erasures = erasures;
        this.seal = new Seal(settings.keyFor("authenticator-apps", "AES"));
        this.clock = clock;
    }

    /** {@return whether the person has an app whose first code was seen} */
    public boolean isSetUp(String person) {
        return setUpAt(person).isPresent();
    }

    /** {@return since when the person has an app} */
    public Optional<Instant> setUpAt(String person) {
        return Optional.ofNullable(
                        collection.find(and(eq("_id", person), exists("secret"))).first())
                .map(found -> found.getDate("setUpAt").toInstant());
    }

    /** Makes a secret, which counts only after its first code; a waiting one is replaced. */
    public void begin(String person) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        collection.updateOne(
                eq("_id", person),
                combine(
                        set("waiting", new Binary(close(secret, person))),
                        set("waitsUntil", clock.instant().plus(WAITS))),
                new UpdateOptions().upsert(true));
        if (erasures.erased(person)) {
            forget(person);
        }
    }

    /** {@return the secret that waits for its first code} */
    public Optional<byte[]> waiting(String person) {
        return waitingDocument(person).map(found -> open(found, "waiting", person));
    }

    /**
     * Takes the first code of the secret that waits, which from then on is the person's.
     *
     * @return whether the code was right; false also when no secret waits any more
     */
    public boolean confirm(String person, String code) {
        Optional<Document> found = waitingDocument(person);
        if (found.isEmpty()) {
            return false;
        }
        OptionalLong step = step(open(found.get(), "waiting", person), code);
        if (step.isEmpty()) {
            return false;
        }
        Object waiting = found.get().get("waiting");
        return collection
                        .updateOne(
                                and(eq("_id", person), eq("waiting", waiting)),
                                combine(
                                        set("secret", waiting),
                                        set("lastStep", step.getAsLong()),
                                        set("setUpAt", clock.instant()),
                                        unset("waiting"),
                                        unset("waitsUntil")))
                        .getModifiedCount()
                == 1;
    }

    /** {@return whether the code is one of the person's app, now and for the first time} */
    public boolean accepts(String person, String code) {
        Document found = collection.find(and(eq("_id", person), exists("secret"))).first();
        if (found == null) {
            return false;
        }
        OptionalLong step = step(open(found, "secret", person), code);
        return step.isPresent()
                && collection
                                .updateOne(
                                        and(
                                                eq("_id", person),
                                                eq("secret", found.get("secret")),
                                                lt("lastStep", step.getAsLong())),
                                        set("lastStep", step.getAsLong()))
                                .getModifiedCount()
                        == 1;
    }

    /** Removes the app of a person. */
    public void forget(String person) {
        collection.deleteOne(eq("_id", person));
    }

    /** Removes secrets whose first code never came. */
    public void expire() {
        Instant now = clock.instant();
        collection.deleteMany(and(lte("waitsUntil", now), exists("secret", false)));
        collection.updateMany(
                lte("waitsUntil", now), combine(unset("waiting"), unset("waitsUntil")));
    }

    private Optional<Document> waitingDocument(String person) {
        return Optional.ofNullable(
                collection.find(and(eq("_id", person), gt("waitsUntil", clock.instant()))).first());
    }

    /** All steps are compared, whichever fits, so that the time tells nothing. */
    private OptionalLong step(byte[] secret, String code) {
        Duration length = codes.getTimeStep();
        long now = clock.instant().getEpochSecond() / length.toSeconds();
        byte[] given = code.getBytes(StandardCharsets.UTF_8);
        @Nullable Long fitting = null;
        for (long step = now - SKEW; step <= now + SKEW; step++) {
            byte[] expected =
                    code(secret, Instant.ofEpochSecond(step * length.toSeconds()))
                            .getBytes(StandardCharsets.UTF_8);
            if (MessageDigest.isEqual(given, expected)) {
                fitting = step;
            }
        }
        return fitting == null ? OptionalLong.empty() : OptionalLong.of(fitting);
    }

    private String code(byte[] secret, Instant at) {
        try {
            return codes.generateOneTimePasswordString(
                    new SecretKeySpec(secret, codes.getAlgorithm()), at, Locale.ROOT);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has HmacSHA1", impossible);
        }
    }

    private byte[] close(byte[] secret, String person) {
        try {
            return seal.close(secret, person);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has AES-GCM", impossible);
        }
    }

    private byte[] open(Document found, String field, String person) {
        try {
            return seal.open(found.get(field, Binary.class).getData(), person);
        } catch (GeneralSecurityException damaged) {
            throw new IllegalStateException("A stored secret does not open", damaged);
        }
    }
}
