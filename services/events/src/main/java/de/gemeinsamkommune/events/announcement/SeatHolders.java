package de.gemeinsamkommune.events.announcement;

/** Knows who has a seat, and so may see where to join. */
public interface SeatHolders {

    /** {@return whether the person has a seat} */
    boolean hasSeat(String event, String person);
}
