package de.gemeinsamkommune.membership.municipality;

/** No unit of the network has this key. */
final class MunicipalityNotFound extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MunicipalityNotFound() {
        super("no municipality of the network has this key");
    }
}
