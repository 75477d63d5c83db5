package de.gemeinsamkommune.advisory.request;

/** The caller acts for several municipalities and named none. */
final class MunicipalityMissing extends RuntimeException {

    MunicipalityMissing() {
        super("the caller acts for several municipalities and named none");
    }
}
