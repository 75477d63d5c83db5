package de.gemeinsamkommune.membership.municipality;

/** The municipality was changed since its sender saw it. */
final class MunicipalityChangedMeanwhile extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MunicipalityChangedMeanwhile() {
        super("the municipality is at another version");
    }
}
