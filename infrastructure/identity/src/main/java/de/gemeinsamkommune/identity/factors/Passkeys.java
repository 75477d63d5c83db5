package de.gemeinsamkommune.identity.factors;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Indexes;
import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecord;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.util.exception.WebAuthnException;

import de.gemeinsamkommune.identity.erasure.Erasures;
import de.gemeinsamkommune.identity.settings.IdentitySettings;
import de.gemeinsamkommune.messaging.Messaging;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.bson.Document;
import org.bson.types.Binary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Passkeys (WebAuthn Level 3), one document each. They are discoverable and want the person to be
 * verified, so one is two factors; which device holds it is not asked (no attestation).
 *
 * <p>The browser is never told which passkeys somebody has: its list of allowed ones stays empty
 * and the person chooses on their device.
 */
@Component
public final class Passkeys {

    /** How many a person may have. */
    static final int MOST = 20;

    private static final String NETWORK = "Gemeinsam Kommune";
    private static final int LONGEST = 16_384;
    private static final List<COSEAlgorithmIdentifier> ALGORITHMS =
            List.of(COSEAlgorithmIdentifier.ES256, COSEAlgorithmIdentifier.RS256);

    private static final Logger log = LoggerFactory.getLogger(Passkeys.class);

    private final MongoCollection<Document> collection;
    private final Challenges challenges;
    private final Erasures erasures;
    private final IdentitySettings settings;
    private final Clock clock;
    private final JsonMapper json = new JsonMapper();
    private final WebAuthnManager webAuthn = WebAuthnManager.createNonStrictWebAuthnManager();
    private final AttestedCredentialDataConverter credentials =
            new AttestedCredentialDataConverter(new ObjectConverter());

    Passkeys(
            Messaging messaging,
            Challenges challenges,
            Erasures erasures,
            IdentitySettings settings,
            Clock clock) {
        this.collection = messaging.database().getCollection("passkeys");
        this.challenges = challenges;
        this.erasures = erasures;
        this.settings = settings;
        this.clock = clock;
        collection.createIndex(Indexes.ascending("person"));
    }

    /** {@return whether browsers offer passkeys for this address: a name is wanted, no number} */
    public boolean offered() {
        String host = settings.publicUrl().getHost();
        return !host.startsWith("[") && !host.matches("[0-9.]+");
    }

    /** {@return the passkeys of a person, the oldest first} */
    public List<Passkey> of(String person) {
        List<Passkey> found = new ArrayList<>();
        for (Document one : collection.find(eq("person", person)).sort(ascending("addedAt"))) {
            found.add(
                    new Passkey(
                            one.getString("_id"),
                            one.getString("label"),
                            one.getDate("addedAt").toInstant(),
                            Optional.ofNullable(one.getDate("lastUsedAt"))
                                    .map(at -> at.toInstant())
                                    .orElse(null)));
        }
        return found;
    }

    /** {@return whether a person has one} */
    public boolean any(String person) {
        return collection.find(eq("person", person)).first() != null;
    }

    /**
     * {@return what the browser needs to make a passkey}
     *
     * @param signIn the sign-in in which it is asked for; no other one can answer
     */
    public Ceremony creation(
            String person,
            String signIn,
            HttpServletRequest request,
            HttpServletResponse response) {
        String token = challenges.issue("create " + signIn, request, response);
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("rp", Map.of("id", settings.publicUrl().getHost(), "name", NETWORK));
        options.put(
                "user",
                Map.of("id", base64(handle(person)), "name", NETWORK, "displayName", NETWORK));
        options.put("challenge", base64(Challenges.bytes(token)));
        options.put(
                "pubKeyCredParams",
                ALGORITHMS.stream()
                        .map(one -> Map.of("type", "public-key", "alg", one.getValue()))
                        .toList());
        options.put(
                "excludeCredentials",
                of(person).stream()
                        .map(one -> Map.of("type", "public-key", "id", one.id()))
                        .toList());
        options.put(
                "authenticatorSelection",
                Map.of(
                        "residentKey",
                        "required",
                        "requireResidentKey",
                        true,
                        "userVerification",
                        "required"));
        options.put("attestation", "none");
        return new Ceremony(json.writeValueAsString(options), token);
    }

    /**
     * {@return what the browser needs to use a passkey; the same for everybody}
     *
     * @param purpose for what it is used; no other form can answer
     */
    public Ceremony use(String purpose, HttpServletRequest request, HttpServletResponse response) {
        String token = challenges.issue("use " + purpose, request, response);
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("challenge", base64(Challenges.bytes(token)));
        options.put("rpId", settings.publicUrl().getHost());
        options.put("allowCredentials", List.of());
        options.put("userVerification", "required");
        return new Ceremony(json.writeValueAsString(options), token);
    }

    /**
     * Adds the passkey a browser made.
     *
     * @param answer what it answered, as JSON
     * @return whether it was added; false when it does not answer the challenge of this sign-in, is
     *     known already, or is one too many
     */
    public boolean add(
            String person,
            String signIn,
            String label,
            String challenge,
            String answer,
            HttpServletRequest request) {
        Optional<byte[]> asked = challenges.take("create " + signIn, challenge, request);
        if (asked.isEmpty() || answer.length() > LONGEST || of(person).size() >= MOST) {
            return false;
        }
        Optional<RegistrationData> read =
                read(() -> webAuthn.parseRegistrationResponseJSON(answer));
        if (read.isEmpty()) {
            return false;
        }
        RegistrationData made = read.get();
        try {
            webAuthn.verify(
                    made,
                    new RegistrationParameters(
                            server(asked.get()),
                            ALGORITHMS.stream()
                                    .map(
                                            one ->
                                                    new PublicKeyCredentialParameters(
                                                            PublicKeyCredentialType.PUBLIC_KEY,
                                                            one))
                                    .toList(),
                            true,
                            true));
            return insert(person, label, made);
        } catch (WebAuthnException refused) {
            logRefusal(refused);
            return false;
        }
    }

    /**
     * Checks the use of a passkey.
     *
     * @return id of its person, empty when it is unknown, does not answer the challenge of this
     *     purpose, or its counter went back, as that of a copy does
     */
    public Optional<String> check(
            String purpose, String challenge, String answer, HttpServletRequest request) {
        Optional<byte[]> asked = challenges.take("use " + purpose, challenge, request);
        if (asked.isEmpty() || answer.length() > LONGEST) {
            return Optional.empty();
        }
        Optional<AuthenticationData> used =
                read(() -> webAuthn.parseAuthenticationResponseJSON(answer));
        if (used.isEmpty()) {
            return Optional.empty();
        }
        try {
            return check(asked.get(), used.get());
        } catch (WebAuthnException refused) {
            logRefusal(refused);
            return Optional.empty();
        }
    }

    /** Gives a passkey of the person another name; nothing happens to one of somebody else. */
    public void rename(String person, String id, String label) {
        collection.updateOne(and(eq("_id", id), eq("person", person)), set("label", label));
    }

    /** Removes a passkey of the person; nothing happens to one of somebody else. */
    public void remove(String person, String id) {
        collection.deleteOne(and(eq("_id", id), eq("person", person)));
    }

    /** Removes all passkeys of a person. */
    void forget(String person) {
        collection.deleteMany(eq("person", person));
    }

    private boolean insert(String person, String label, RegistrationData made) {
        var data = Objects.requireNonNull(made.getAttestationObject()).getAuthenticatorData();
        var credential = Objects.requireNonNull(data.getAttestedCredentialData());
        String id = base64(credential.getCredentialId());
        try {
            collection.insertOne(
                    new Document("_id", id)
                            .append("person", person)
                            .append("credential", new Binary(credentials.convert(credential)))
                            .append("signCount", data.getSignCount())
                            .append("backupEligible", data.isFlagBE())
                            .append("backedUp", data.isFlagBS())
                            .append("label", label)
                            .append("addedAt", clock.instant()));
        } catch (MongoWriteException refused) {
            if (ErrorCategory.fromErrorCode(refused.getCode()) != ErrorCategory.DUPLICATE_KEY) {
                throw refused;
            }
            return false;
        }
        if (erasures.erased(person)) {
            forget(person);
            return false;
        }
        return true;
    }

    private Optional<String> check(byte[] challenge, AuthenticationData used) {
        String id = id(used);
        Document stored = collection.find(eq("_id", id)).first();
        if (stored == null) {
            return Optional.empty();
        }
        String person = stored.getString("person");
        // a discoverable one names its person, and must not name another
        if (!Arrays.equals(handle(person), used.getUserHandle())) {
            return Optional.empty();
        }
        long before = stored.getLong("signCount");
        webAuthn.verify(
                used,
                new AuthenticationParameters(
                        server(challenge), record(stored, before), null, true, true));
        var data = Objects.requireNonNull(used.getAuthenticatorData());
        Instant now = clock.instant();
        // of two answers with the same counter one has been copied
        boolean first =
                collection
                                .updateOne(
                                        and(eq("_id", id), eq("signCount", before)),
                                        combine(
                                                set("signCount", data.getSignCount()),
                                                set("backedUp", data.isFlagBS()),
                                                set("lastUsedAt", now)))
                                .getMatchedCount()
                        == 1;
        return first && !erasures.erased(person) ? Optional.of(person) : Optional.empty();
    }

    /** Empty when the answer names none; the library marks the array in a way of its own. */
    @SuppressWarnings("NullAway")
    private static String id(AuthenticationData used) {
        return used.getCredentialId() == null ? "" : base64(used.getCredentialId());
    }

    private CredentialRecord record(Document stored, long signCount) {
        return new CredentialRecordImpl(
                new NoneAttestationStatement(),
                true,
                stored.getBoolean("backupEligible"),
                stored.getBoolean("backedUp"),
                signCount,
                credentials.convert(stored.get("credential", Binary.class).getData()),
                null,
                null,
                null,
                Set.of());
    }

    private ServerProperty server(byte[] challenge) {
        return new ServerProperty(
                new Origin(settings.address("")),
                settings.publicUrl().getHost(),
                new DefaultChallenge(challenge));
    }

    /** The library answers what is no JSON, or lacks a part, with exceptions of many kinds. */
    private static <T> Optional<T> read(Supplier<T> parser) {
        try {
            return Optional.of(parser.get());
        } catch (RuntimeException unreadable) {
            logRefusal(unreadable);
            return Optional.empty();
        }
    }

    /** Only the kind: the text may quote what was sent. */
    private static void logRefusal(RuntimeException refused) {
        log.info("A passkey was refused: {}", refused.getClass().getSimpleName());
    }

    private static byte[] handle(String person) {
        UUID id = UUID.fromString(person);
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
