package de.gemeinsamkommune.membership.person;

/** The acting person is signed in as the one who would go. */
final class MergeOfCaller extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MergeOfCaller() {
        super("the caller would be merged away");
    }
}
