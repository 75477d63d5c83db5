package de.gemeinsamkommune.membership.person;

/** The acting person may not merge people with these roles. */
final class MergeRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MergeRefused() {
        super("the merge goes beyond the caller's right");
    }
}
