package de.gemeinsamkommune.events.registration;

/** Nobody can have attended for longer than the event lasts. */
public final class AttendanceTooLong extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says so. */
    public AttendanceTooLong() {
        super("attendance longer than event");
    }
}
