package de.gemeinsamkommune.events.announcement;

/** Who may register for an event. */
public enum Audience {
    /** Anybody who is signed in. */
    PUBLIC,
    /** People with a role in the network. */
    MEMBERS
}
