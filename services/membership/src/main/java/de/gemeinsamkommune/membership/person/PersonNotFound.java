package de.gemeinsamkommune.membership.person;

/** Nobody with this id belongs to the network: never did, or was erased. */
public final class PersonNotFound extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PersonNotFound() {
        super("no person of the network has this id");
    }
}
