package de.gemeinsamkommune.events.announcement;

import java.util.List;

/** The announcement cannot be made like this. */
public final class InvalidAnnouncement extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Flaw> flaws;

    /** Names the flaws, at least one. */
    public InvalidAnnouncement(List<Flaw> flaws) {
        super("invalid announcement");
        this.flaws = List.copyOf(flaws);
    }

    /** {@return what is to be mended} */
    public List<Flaw> flaws() {
        return flaws;
    }
}
