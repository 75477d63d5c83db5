package de.gemeinsamkommune.events.registration;

/** Where a registration stands. */
public enum RegistrationStatus {
    /** Has a seat. */
    CONFIRMED,
    /** Waits for a seat. */
    WAITING,
    /** Has or waits for none any more. */
    CANCELLED
}
