package de.gemeinsamkommune.identity.factors;

/** What a person who used a link still has to do. */
public enum Need {
    /** Nothing more. */
    NOTHING,
    /** Use the second factor they have. */
    PROVE,
    /** Set one up, since their role needs it and they have none. */
    SET_UP
}
