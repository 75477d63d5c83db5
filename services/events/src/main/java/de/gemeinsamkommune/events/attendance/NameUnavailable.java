package de.gemeinsamkommune.events.attendance;

/** Membership does not tell a name now; try again later. */
public final class NameUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says why, without anything personal. */
    NameUnavailable(String why) {
        super(why);
    }
}
