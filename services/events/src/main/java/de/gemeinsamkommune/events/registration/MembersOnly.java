package de.gemeinsamkommune.events.registration;

/** The event is for people with a role in the network. */
public final class MembersOnly extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says so. */
    public MembersOnly() {
        super("members only");
    }
}
