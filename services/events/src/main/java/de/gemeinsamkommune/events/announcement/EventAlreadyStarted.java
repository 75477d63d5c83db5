package de.gemeinsamkommune.events.announcement;

/** The event has begun, or its start lies in the past. */
public final class EventAlreadyStarted extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says so. */
    public EventAlreadyStarted() {
        super("event already started");
    }
}
