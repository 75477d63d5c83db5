package de.gemeinsamkommune.membership.municipality;

/** Why a unit does not belong to the network any more. */
public enum LeavingReason {
    /** The contract ran out or was ended. */
    CONTRACT_ENDED,
    /** The unit wanted to. */
    OWN_WISH,
    /** The unit was merged or dissolved. */
    DISSOLVED,
    /** Another one. */
    OTHER
}
