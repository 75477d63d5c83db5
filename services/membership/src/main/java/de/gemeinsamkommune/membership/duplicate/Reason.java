package de.gemeinsamkommune.membership.duplicate;

/** Why two people may be the same, the best reason first. */
enum Reason {
    /** The same name in the same municipality. */
    SAME_NAME_AND_MUNICIPALITY,
    /** Addresses that probably lead into the same mailbox. */
    SAME_ADDRESS,
    /** The same name, but not in the same municipality. */
    SAME_NAME,
    /** A similar name in the same municipality. */
    SIMILAR_NAME
}
