package de.gemeinsamkommune.membership.person;

/** The inviting person may not give these roles in this municipality. */
final class InvitationRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvitationRefused() {
        super("the caller may not give these roles in this municipality");
    }
}
