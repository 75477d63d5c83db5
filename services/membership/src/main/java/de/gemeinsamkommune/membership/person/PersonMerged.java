package de.gemeinsamkommune.membership.person;

/** The person was found to be another one too, and is part of that one now. */
final class PersonMerged extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PersonMerged() {
        super("the person was merged into another one");
    }
}
