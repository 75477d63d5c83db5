package de.gemeinsamkommune.identity.keys;

import com.nimbusds.jose.jwk.RSAKey;

import java.time.Duration;
import java.time.Instant;

/**
 * A key and the times of its life: published first, then signing, then only published until the
 * last token it signed has ended.
 *
 * @param number counts the keys of this installation, from 1
 * @param key public and private part
 * @param signsFrom from when it signs
 * @param signsUntil from when its successor signs
 */
record SigningKey(long number, RSAKey key, Instant signsFrom, Instant signsUntil) {

    /** How long a key signs. */
    static final Duration LIFE = Duration.ofDays(90);

    /** How long a key is published before it signs, so that everyone who keeps a copy has it. */
    static final Duration AHEAD = Duration.ofDays(2);

    /** How long a key is published after it signed; every token has ended long before. */
    static final Duration AFTER = Duration.ofDays(2);

    boolean signs(Instant now) {
        return !now.isBefore(signsFrom) && now.isBefore(signsUntil);
    }

    boolean published(Instant now) {
        return now.isBefore(signsUntil.plus(AFTER));
    }

    boolean needsSuccessor(Instant now) {
        return !now.isBefore(signsUntil.minus(AHEAD));
    }
}
