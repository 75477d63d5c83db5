package de.gemeinsamkommune.newsletter.edition;

/** The edition has another version than the editor saw. */
final class EditionChangedMeanwhile extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EditionChangedMeanwhile() {
        super("The edition has another version");
    }
}
