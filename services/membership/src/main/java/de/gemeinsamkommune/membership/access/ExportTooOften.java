package de.gemeinsamkommune.membership.access;

import java.time.Duration;

/** So many exports about a person were made that the next one has to wait. */
final class ExportTooOften extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Duration wait;

    ExportTooOften(Duration wait) {
        super("Too many exports about one person within an hour", null, false, false);
        this.wait = wait;
    }

    /** {@return whole seconds until the next one may be made, at least one} */
    long seconds() {
        return Math.max(1, wait.plusMillis(999).toSeconds());
    }
}
