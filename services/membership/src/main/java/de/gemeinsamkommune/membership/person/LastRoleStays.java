package de.gemeinsamkommune.membership.person;

/** Without this role the person would be nothing in the network any more. */
final class LastRoleStays extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LastRoleStays() {
        super("who belongs to the network has a role");
    }
}
