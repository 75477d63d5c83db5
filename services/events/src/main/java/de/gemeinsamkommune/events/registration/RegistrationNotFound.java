package de.gemeinsamkommune.events.registration;

/** There is no such registration, or it is not for this caller to know. */
public final class RegistrationNotFound extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says so. */
    public RegistrationNotFound() {
        super("registration not found");
    }
}
