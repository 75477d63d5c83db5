package de.gemeinsamkommune.events.attendance;

/** Membership knows no such person any more, so no proof can be made out. */
public final class PersonUnknown extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says so. */
    public PersonUnknown() {
        super("person unknown");
    }
}
