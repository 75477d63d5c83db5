package de.gemeinsamkommune.newsletter.edition;

/** The edition names an event that does not exist. */
final class EditionEventNotFound extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EditionEventNotFound() {
        super("The edition names an event that does not exist");
    }
}
