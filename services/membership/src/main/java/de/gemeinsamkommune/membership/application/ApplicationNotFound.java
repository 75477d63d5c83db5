package de.gemeinsamkommune.membership.application;

/** No application has this id that the caller may see. */
final class ApplicationNotFound extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ApplicationNotFound() {
        super("no application has this id");
    }
}
