package de.gemeinsamkommune.membership.person;

/** The token belongs to somebody whose record became part of another one of theirs. */
final class CallerMerged extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CallerMerged() {
        super("the caller was merged into another person");
    }
}
