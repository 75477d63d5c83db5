package de.gemeinsamkommune.messaging;

/** Somebody else changed the aggregate since it was read. */
public final class StaleVersion extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StaleVersion(String message) {
        super(message);
    }
}
