package de.gemeinsamkommune.membership.person;

/** Nobody has proved yet that the address which would be kept is the person's. */
final class MergeOfUnprovedAddress extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MergeOfUnprovedAddress() {
        super("the address to be kept was never proved");
    }
}
