package de.gemeinsamkommune.membership.application;

/** Neither a key that is known nor a name says what is to join. */
final class UnitMissing extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnitMissing() {
        super("an application without a unit");
    }
}
