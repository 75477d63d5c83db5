package de.gemeinsamkommune.membership.application;

/** The application was changed since its sender saw it. */
final class ApplicationChangedMeanwhile extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ApplicationChangedMeanwhile() {
        super("the application is at another version");
    }
}
