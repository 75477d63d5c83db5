package de.gemeinsamkommune.events.announcement;

/** The event is a draft. */
public final class EventNotPublished extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says so. */
    public EventNotPublished() {
        super("event not published");
    }
}
