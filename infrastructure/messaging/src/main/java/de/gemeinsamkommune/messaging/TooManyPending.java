package de.gemeinsamkommune.messaging;

/** Too many messages of this aggregate wait to be published; try again later. */
public final class TooManyPending extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooManyPending(String message) {
        super(message);
    }
}
