package de.gemeinsamkommune.membership.person;

/** Another person is just being taken in; that has to be finished first. */
final class MergePending extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MergePending() {
        super("a merge is under way");
    }
}
