package de.gemeinsamkommune.membership.application;

/** The register covers the state of the key and has no such unit that could join. */
final class UnitUnknown extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnitUnknown() {
        super("the register has no such unit");
    }
}
