package de.gemeinsamkommune.membership.person;

/** Without this person nobody could look after the system. */
final class LastAdministratorStays extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LastAdministratorStays() {
        super("the last administrator cannot be erased");
    }
}
