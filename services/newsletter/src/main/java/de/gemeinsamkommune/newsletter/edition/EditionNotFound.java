package de.gemeinsamkommune.newsletter.edition;

/** There is no edition of this id. */
final class EditionNotFound extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EditionNotFound() {
        super("There is no such edition");
    }
}
