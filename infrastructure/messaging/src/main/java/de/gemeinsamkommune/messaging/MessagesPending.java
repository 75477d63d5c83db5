package de.gemeinsamkommune.messaging;

/** The aggregate cannot be deleted while messages of it are unpublished. */
public final class MessagesPending extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MessagesPending(String message) {
        super(message);
    }
}
