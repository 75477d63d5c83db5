package de.gemeinsamkommune.messaging;

/** A message is over 256 kB, so its command is refused. */
public final class MessageTooLarge extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MessageTooLarge(String message) {
        super(message);
    }
}
