package de.gemeinsamkommune.membership.roster;

/** What becomes of a row. */
public enum Outcome {
    /** Is to be invited. */
    READY,
    /** The address belongs to somebody who has joined. */
    KNOWN,
    /** The address was invited before. */
    INVITED_BEFORE,
    /** The address stands in an earlier row too. */
    TWICE,
    /** Somebody of this name is in the municipality, under another address. */
    LIKELY_KNOWN,
    /** Something is to be mended. */
    REFUSED,
    /** Was invited by this import. */
    INVITED
}
