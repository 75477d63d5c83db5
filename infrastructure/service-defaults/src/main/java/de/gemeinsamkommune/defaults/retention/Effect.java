package de.gemeinsamkommune.defaults.retention;

/** What a rule does with what is due. */
public enum Effect {
    /** The record goes. */
    DELETE,
    /** What leads to a person goes, figures stay. */
    ANONYMISE,
    /** As {@link #DELETE}, but only when an administrator releases it. */
    PROPOSE
}
