package de.gemeinsamkommune.newsletter.subscription;

/** The token confirms nothing: unknown, used or expired. */
final class ConfirmationNotPossible extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ConfirmationNotPossible() {
        super("The token confirms nothing");
    }
}
