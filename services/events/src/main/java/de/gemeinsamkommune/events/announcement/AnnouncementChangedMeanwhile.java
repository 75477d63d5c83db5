package de.gemeinsamkommune.events.announcement;

/** Somebody else changed the announcement since the editor read it. */
public final class AnnouncementChangedMeanwhile extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says so. */
    public AnnouncementChangedMeanwhile() {
        super("announcement changed meanwhile");
    }
}
