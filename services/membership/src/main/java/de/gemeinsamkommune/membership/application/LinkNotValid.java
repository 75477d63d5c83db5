package de.gemeinsamkommune.membership.application;

/** No application that is open has this link. */
final class LinkNotValid extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LinkNotValid() {
        super("no open application has this link");
    }
}
