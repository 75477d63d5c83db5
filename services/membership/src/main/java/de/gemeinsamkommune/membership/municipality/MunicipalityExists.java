package de.gemeinsamkommune.membership.municipality;

/** The unit belongs to the network, or did, on other terms than those that were sent. */
final class MunicipalityExists extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MunicipalityExists() {
        super("the network has a municipality with this key");
    }
}
