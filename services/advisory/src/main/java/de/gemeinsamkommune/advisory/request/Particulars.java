package de.gemeinsamkommune.advisory.request;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * What belongs to an event but never leaves the service: who did it, when, and the wording.
 *
 * @param by id of the acting person
 * @param at when, from the clock
 * @param subject the one-line subject of a new request, else null
 * @param text the question, the reply or the conclusion, else null
 * @param fingerprint SHA-256 of the body that created something, else null
 */
record Particulars(
        String by,
        Instant at,
        @Nullable String subject,
        @Nullable String text,
        @Nullable String fingerprint) {

    static Particulars of(String by, Instant at) {
        return new Particulars(by, at, null, null, null);
    }

    static Particulars of(String by, Instant at, String text, @Nullable String fingerprint) {
        return new Particulars(by, at, null, text, fingerprint);
    }
}
