package de.gemeinsamkommune.events.registration;

/** More commands wait for this event than can be carried out soon; try again. */
public final class DeskOverrun extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says so. */
    public DeskOverrun() {
        super("desk overrun");
    }
}
