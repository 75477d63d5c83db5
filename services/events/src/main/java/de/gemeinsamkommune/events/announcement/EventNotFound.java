package de.gemeinsamkommune.events.announcement;

/** There is no such event, or it is not for this caller to know. */
public final class EventNotFound extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says so. */
    public EventNotFound() {
        super("event not found");
    }
}
