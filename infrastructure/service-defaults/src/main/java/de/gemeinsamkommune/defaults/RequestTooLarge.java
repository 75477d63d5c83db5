package de.gemeinsamkommune.defaults;

import java.io.IOException;

/** A body without a length turned out to be longer than allowed; answered with 413. */
@SuppressWarnings("serial") // never serialized: it lives for one request
public final class RequestTooLarge extends IOException {

    RequestTooLarge(long limit) {
        super("The body has more than " + limit + " bytes");
    }

    /** Whether it is at the bottom of the given failure. */
    public static boolean causes(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof RequestTooLarge) {
                return true;
            }
        }
        return false;
    }
}
