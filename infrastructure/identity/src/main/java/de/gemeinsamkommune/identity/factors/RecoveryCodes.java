package de.gemeinsamkommune.identity.factors;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.pull;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.UpdateOptions;

import de.gemeinsamkommune.identity.erasure.Erasures;
import de.gemeinsamkommune.identity.settings.IdentitySettings;
import de.gemeinsamkommune.messaging.Messaging;

import org.bson.Document;
import org.springframework.stereotype.Component;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Ten codes that each stand in once for a factor that was lost.
 *
 * <p>A code has 60 random bits. Kept is its HMAC with the person under a key of the installation:
 * who reads the store can try none, and a code of one person is nothing for another.
 */
@Component
public final class RecoveryCodes {

    /** How many are made at once. */
    public static final int COUNT = 10;

    /** Without letters that are read for one another. */
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

    private static final int GROUP = 4;
    private static final int LENGTH = 3 * GROUP;

    private final SecureRandom random = new SecureRandom();
    private final MongoCollection<Document> collection;
    private final Erasures erasures;
    private final SecretKey key;
    private final Clock clock;

    RecoveryCodes(Messaging messaging, Erasures erasures, IdentitySettings settings, Clock clock) {
        this.collection = messaging.database().getCollection("recovery_codes");
        this.erasures = erasures;
        this.key = settings.keyFor("recovery-codes", "HmacSHA256");
        this.clock = clock;
    }

    /** {@return ten new codes; the earlier ones are void} */
    public List<String> renew(String person) {
        List<String> codes = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            String code = fresh();
            codes.add(code);
            kept.add(fingerprint(person, normal(code)));
        }
        collection.updateOne(
                eq("_id", person),
                combine(set("codes", kept), set("madeAt", clock.instant())),
                new UpdateOptions().upsert(true));
        if (erasures.erased(person)) {
            forget(person);
        }
        return List.copyOf(codes);
    }

    /** {@return how many codes the person has left} */
    public int left(String person) {
        Document found = collection.find(eq("_id", person)).first();
        return found == null ? 0 : found.getList("codes", String.class, List.of()).size();
    }

    /** {@return whether this is an unused code of the person; uses it up} */
    public boolean redeem(String person, String typed) {
        String code = normal(typed);
        if (code.length() != LENGTH) {
            return false;
        }
        String kept = fingerprint(person, code);
        return collection
                        .updateOne(and(eq("_id", person), eq("codes", kept)), pull("codes", kept))
                        .getModifiedCount()
                == 1;
    }

    /** Removes all codes of a person. */
    public void forget(String person) {
        collection.deleteOne(eq("_id", person));
    }

    private String fresh() {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            if (i > 0 && i % GROUP == 0) {
                code.append('-');
            }
            code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return code.toString();
    }

    private static String normal(String typed) {
        return typed.toLowerCase(Locale.ROOT).replaceAll("[\\s-]", "");
    }

    private String fingerprint(String person, String code) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] text = (person + ":" + code).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(mac.doFinal(text));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has HmacSHA256", impossible);
        }
    }
}
