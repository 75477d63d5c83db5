package de.gemeinsamkommune.newsletter.edition;

/** The edition has no part that could be sent. */
final class EditionEmpty extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EditionEmpty() {
        super("The edition has no part");
    }
}
