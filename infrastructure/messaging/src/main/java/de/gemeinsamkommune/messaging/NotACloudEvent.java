package de.gemeinsamkommune.messaging;

/** A record on a topic lacks what CloudEvents 1.0 demands. */
public final class NotACloudEvent extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotACloudEvent(String message) {
        super(message);
    }
}
