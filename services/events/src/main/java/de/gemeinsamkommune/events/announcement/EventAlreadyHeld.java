package de.gemeinsamkommune.events.announcement;

/** The event is over. */
public final class EventAlreadyHeld extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says so. */
    public EventAlreadyHeld() {
        super("event already held");
    }
}
