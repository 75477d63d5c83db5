package de.gemeinsamkommune.newsletter.edition;

/** The edition was released and can no longer be changed. */
final class EditionAlreadyReleased extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EditionAlreadyReleased() {
        super("The edition was released");
    }
}
