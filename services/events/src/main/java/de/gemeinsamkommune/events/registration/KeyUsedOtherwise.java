package de.gemeinsamkommune.events.registration;

/** The idempotency key of this request came with another body before. */
public final class KeyUsedOtherwise extends RuntimeException {

    private static final long serialVersionUID = 1L;

    KeyUsedOtherwise() {
        super("idempotency key used otherwise");
    }
}
