package de.gemeinsamkommune.events.announcement;

/** The event was called off. */
public final class EventAlreadyCancelled extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says so. */
    public EventAlreadyCancelled() {
        super("event already cancelled");
    }
}
