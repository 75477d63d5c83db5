package de.gemeinsamkommune.newsletter.subscription;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * Evidence of a consent (GDPR Art. 7(1)): what was agreed to, and how.
 *
 * @param text the words that were shown and agreed to
 * @param version version of these words
 * @param form where they were shown
 * @param requestedAt when the form was sent
 * @param confirmationMail id of the last confirmation mail
 * @param tokenHash SHA-256 of the token that confirmed, hexadecimal
 * @param confirmedAt when the link in the mail was confirmed
 * @param addressHash SHA-256 of the normalised address, hexadecimal; set when the subscription has
 *     ended and the address itself is gone, so that a complaint about the address can be answered
 */
public record Consent(
        String text,
        String version,
        String form,
        Instant requestedAt,
        @Nullable String confirmationMail,
        @Nullable String tokenHash,
        @Nullable Instant confirmedAt,
        @Nullable String addressHash) {

    Consent mailed(String mail) {
        return new Consent(
                text, version, form, requestedAt, mail, tokenHash, confirmedAt, addressHash);
    }

    Consent confirmed(String hash, Instant at) {
        return new Consent(
                text, version, form, requestedAt, confirmationMail, hash, at, addressHash);
    }

    Consent kept(String hashOfAddress) {
        return new Consent(
                text,
                version,
                form,
                requestedAt,
                confirmationMail,
                tokenHash,
                confirmedAt,
                hashOfAddress);
    }
}
