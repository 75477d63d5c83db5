package de.gemeinsamkommune.defaults;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Makes a repeated creation meet what the first one created: the new id is derived from the caller
 * and the {@code Idempotency-Key} header, so no table of keys is needed.
 */
public final class IdempotencyKey {

    /** Name of the request header. */
    public static final String HEADER = "Idempotency-Key";

    private static final Pattern ALLOWED = Pattern.compile("[\\x21-\\x7e]{1,200}");
    private static final UUID NAMESPACE = UUID.fromString("5c1a7d1e-0a53-5f0e-9a3b-0d3f5b7c9e11");
    private static final JsonMapper CANONICAL =
            JsonMapper.builder()
                    .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .build();

    private IdempotencyKey() {}

    /**
     * What a creating request is to make.
     *
     * @param id of the new record: UUIDv5 of caller and key, or random without a key
     * @param fingerprint SHA-256 of the body in hexadecimal; to be kept with the record
     */
    public record Creation(String id, String fingerprint) {

        /**
         * To be called when a record with this id exists already: returns when this is the same
         * request again, which is then answered like the first one.
         *
         * @param kept fingerprint kept with the existing record
         * @throws IdempotencyKeyReused when the existing record was made from another body
         */
        public void requireRepeat(String kept) {
            if (!fingerprint.equals(kept)) {
                throw new IdempotencyKeyReused();
            }
        }
    }

    /**
     * What a creating request is to make.
     *
     * @param key value of the {@code Idempotency-Key} header, null when there is none
     * @param caller who calls; without one the key is not used, because anybody could choose it
     * @param body the request as a record, serializable as JSON
     * @throws ProblemException 400 when the key is not 1 to 200 printable ASCII characters
     */
    public static Creation of(@Nullable String key, @Nullable Caller caller, Object body) {
        String fingerprint = HexFormat.of().formatHex(sha256(CANONICAL.writeValueAsBytes(body)));
        if (key == null) {
            return new Creation(UUID.randomUUID().toString(), fingerprint);
        }
        if (!ALLOWED.matcher(key).matches()) {
            throw Problems.of(HttpStatus.BAD_REQUEST, ProblemTypes.IDEMPOTENCY_KEY_MALFORMED);
        }
        if (caller == null) {
            return new Creation(UUID.randomUUID().toString(), fingerprint);
        }
        // a client's id cannot hold a line feed, so the two parts cannot be confused
        String id = uuid5(NAMESPACE, caller.id() + "\n" + key).toString();
        return new Creation(id, fingerprint);
    }

    /** As {@link #of(String, Caller, Object)}, with the key taken from the request's header. */
    public static Creation of(HttpServletRequest request, @Nullable Caller caller, Object body) {
        return of(request.getHeader(HEADER), caller, body);
    }

    /** Name-based UUID of version 5 (RFC 9562, section 5.5). */
    public static UUID uuid5(UUID namespace, String name) {
        MessageDigest sha1 = digest("SHA-1");
        sha1.update(
                ByteBuffer.allocate(16)
                        .putLong(namespace.getMostSignificantBits())
                        .putLong(namespace.getLeastSignificantBits())
                        .array());
        ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
        long high = (hash.getLong() & 0xffff_ffff_ffff_0fffL) | 0x5000L;
        long low = (hash.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    private static byte[] sha256(byte[] bytes) {
        return digest("SHA-256").digest(bytes);
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
