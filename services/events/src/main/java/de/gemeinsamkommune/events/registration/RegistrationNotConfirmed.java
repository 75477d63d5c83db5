package de.gemeinsamkommune.events.registration;

/** Somebody without a seat cannot have attended. */
public final class RegistrationNotConfirmed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says so. */
    public RegistrationNotConfirmed() {
        super("registration not confirmed");
    }
}
