package de.gemeinsamkommune.membership.person;

/** Somebody is to be merged with themselves. */
final class MergeWithItself extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MergeWithItself() {
        super("a person cannot be merged with itself");
    }
}
