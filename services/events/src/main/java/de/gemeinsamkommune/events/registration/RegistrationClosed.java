package de.gemeinsamkommune.events.registration;

/** The time to register is over. */
public final class RegistrationClosed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says so. */
    public RegistrationClosed() {
        super("registration closed");
    }
}
