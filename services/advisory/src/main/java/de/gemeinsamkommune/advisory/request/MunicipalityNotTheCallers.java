package de.gemeinsamkommune.advisory.request;

/** The caller asked for a municipality they do not act for. */
final class MunicipalityNotTheCallers extends RuntimeException {

    MunicipalityNotTheCallers() {
        super("the caller does not act for the municipality");
    }
}
