package de.gemeinsamkommune.defaults;

/** The same idempotency key came with another body; answered with 409. */
@SuppressWarnings("serial") // never serialized: it lives for one request
public final class IdempotencyKeyReused extends RuntimeException {

    /** Without arguments: the key and the bodies are not for logs. */
    public IdempotencyKeyReused() {
        super("The idempotency key was used for another request", null, false, false);
    }
}
