package de.gemeinsamkommune.membership.person;

/** The token belongs to somebody who was erased or never was in the network. */
final class CallerErased extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CallerErased() {
        super("the caller is no person of the network");
    }
}
