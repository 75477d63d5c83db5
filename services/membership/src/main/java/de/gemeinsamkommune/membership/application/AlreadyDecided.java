package de.gemeinsamkommune.membership.application;

/** The application is decided, or was taken back. */
final class AlreadyDecided extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AlreadyDecided() {
        super("the application is decided already");
    }
}
