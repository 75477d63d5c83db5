package de.gemeinsamkommune.events.announcement;

/** The event cannot have fewer seats than are taken. */
public final class CapacityBelowConfirmed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int capacity;
    private final int confirmed;

    CapacityBelowConfirmed(int capacity, int confirmed) {
        super("capacity below confirmed");
        this.capacity = capacity;
        this.confirmed = confirmed;
    }

    /** {@return the seats wanted} */
    public int capacity() {
        return capacity;
    }

    /** {@return the seats taken} */
    public int confirmed() {
        return confirmed;
    }
}
