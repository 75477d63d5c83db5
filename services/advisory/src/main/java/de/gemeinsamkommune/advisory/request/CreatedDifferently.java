package de.gemeinsamkommune.advisory.request;

import org.jspecify.annotations.Nullable;

/** The id was used before to create something else: an idempotency key with another body. */
final class CreatedDifferently extends RuntimeException {

    CreatedDifferently() {
        super("the id belongs to an entry with another content");
    }

    /** Throws unless both bodies had the same fingerprint; an erased one matches nothing. */
    static void unlessSame(@Nullable String before, String now) {
        if (!now.equals(before)) {
            throw new CreatedDifferently();
        }
    }
}
