package de.gemeinsamkommune.messaging;

/** A message came before its predecessor; its key waits until a person looks. */
public final class SequenceGap extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SequenceGap(String message) {
        super(message);
    }
}
