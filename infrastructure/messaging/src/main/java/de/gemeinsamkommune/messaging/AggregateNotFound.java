package de.gemeinsamkommune.messaging;

/** No aggregate has this id. */
public final class AggregateNotFound extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AggregateNotFound(String message) {
        super(message);
    }
}
