package de.gemeinsamkommune.events.registration;

/** Another attendance is recorded for this registration. */
public final class AttendanceAlreadyRecorded extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says so. */
    public AttendanceAlreadyRecorded() {
        super("attendance already recorded");
    }
}
