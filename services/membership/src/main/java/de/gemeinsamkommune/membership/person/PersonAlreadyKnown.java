package de.gemeinsamkommune.membership.person;

/** The address belongs to somebody in the network already. */
final class PersonAlreadyKnown extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PersonAlreadyKnown() {
        super("the address belongs to a person of the network");
    }
}
