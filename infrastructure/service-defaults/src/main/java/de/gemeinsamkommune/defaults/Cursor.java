package de.gemeinsamkommune.defaults;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * The place where the next page begins: the sort keys of the last item shown. It is opaque to
 * callers but not secret, so it must not hold what the caller may not know.
 *
 * @param keys one to eight sort keys, the last one unique
 */
public record Cursor(List<String> keys) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int MOST_CHARACTERS = 1000;
    private static final int MOST_KEYS = 8;

    /** Copies the keys. */
    public Cursor {
        keys = List.copyOf(keys);
    }

    /** A cursor behind the item with the given sort keys. */
    public static Cursor after(String... keys) {
        return new Cursor(List.of(keys));
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @param encoded the {@code cursor} query parameter
     * @return null for the first page, that is for null or an empty text
     * @throws ProblemException 400 when the text is no cursor
     */
    public static @Nullable Cursor decode(@Nullable String encoded) {
        if (encoded == null || encoded.isEmpty()) {
            return null;
        }
        if (encoded.length() > MOST_CHARACTERS) {
            throw malformed();
        }
        try {
            byte[] json = Base64.getUrlDecoder().decode(encoded);
            List<String> keys = List.of(JSON.readValue(json, String[].class));
            if (keys.isEmpty() || keys.size() > MOST_KEYS) {
                throw malformed();
            }
            return new Cursor(keys);
        } catch (IllegalArgumentException | NullPointerException | JacksonException notOurs) {
            throw malformed();
        }
    }

    /**
     * Reads a cursor that must have a certain number of keys.
     *
     * @throws ProblemException 400 when the text is no cursor or has another number of keys
     */
    public static @Nullable Cursor decode(@Nullable String encoded, int keys) {
        Cursor cursor = decode(encoded);
        if (cursor != null && cursor.keys.size() != keys) {
            throw malformed();
        }
        return cursor;
    }

    /**
     * The key at the given place, from 0.
     *
     * @throws ProblemException 400 when there is none
     */
    public String key(int index) {
        if (index >= keys.size()) {
            throw malformed();
        }
        return keys.get(index);
    }

    /**
     * The time at the given place, from 0.
     *
     * @throws ProblemException 400 when there is none
     */
    public Instant instant(int index) {
        try {
            return Moments.parseInstant(key(index));
        } catch (DateTimeException notOurs) {
            throw malformed();
        }
    }

    /** The text for the {@code next} member of a page and the {@code cursor} query parameter. */
    public String encode() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(JSON.writeValueAsString(keys).getBytes(StandardCharsets.UTF_8));
    }

    /** 400: a cursor that decodes but makes no sense to the one who reads it. */
    public static ProblemException malformed() {
        return Problems.of(HttpStatus.BAD_REQUEST, ProblemTypes.CURSOR_MALFORMED);
    }
}
