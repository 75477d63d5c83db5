package de.gemeinsamkommune.standalone;

/**
 * The network cannot start; the message is the one sentence that the person at the console reads.
 */
public final class CannotStart extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CannotStart(String sentence) {
        super(sentence);
    }

    CannotStart(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
