package de.gemeinsamkommune.membership.municipality;

/** How closely an administrative unit belongs to the network. */
public enum MembershipLevel {
    /** With a contract and agreed hours. */
    PARTNER,
    /** With advice, training and the internal area. */
    MEMBER,
    /** With the newsletter and open events. */
    INTERESTED,
    /** Contributes expertise and sits on the expert board. */
    EXPERT_PARTNER
}
