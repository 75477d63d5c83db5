package de.gemeinsamkommune.membership.application;

/** Why an application is declined. */
enum DeclineReason {
    /** The unit cannot belong to this network. */
    NOT_ELIGIBLE,
    /** The unit, or this person of it, belongs already. */
    BELONGS_ALREADY,
    /** The applicant may not speak for the unit. */
    NOT_AUTHORISED,
    /** The network cannot take anybody in at present. */
    NO_CAPACITY,
    /** Another one, which the text says. */
    OTHER
}
