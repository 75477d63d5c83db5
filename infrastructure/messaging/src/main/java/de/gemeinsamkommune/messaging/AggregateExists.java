package de.gemeinsamkommune.messaging;

/** An aggregate with this id is there already. */
public final class AggregateExists extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AggregateExists(String message) {
        super(message);
    }
}
