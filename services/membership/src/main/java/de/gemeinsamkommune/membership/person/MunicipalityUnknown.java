package de.gemeinsamkommune.membership.person;

/** The municipality of an invitation does not belong to the network. */
final class MunicipalityUnknown extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MunicipalityUnknown() {
        super("the municipality does not belong to the network");
    }
}
