package de.gemeinsamkommune.events.announcement;

/** Where an event stands; that it was held follows from its end. */
public enum EventStatus {
    /** Known to the team only. */
    DRAFT,
    /** Announced to everybody. */
    PUBLISHED,
    /** Announced once, and called off. */
    CANCELLED
}
