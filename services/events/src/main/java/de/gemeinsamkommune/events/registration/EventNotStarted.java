package de.gemeinsamkommune.events.registration;

/** Nobody can have attended before the start. */
public final class EventNotStarted extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says so. */
    public EventNotStarted() {
        super("event not started");
    }
}
