package de.gemeinsamkommune.membership.person;

/** What a person may do in the network. */
public enum Role {
    /** Officer of a municipality. */
    MEMBER,
    /** Officer who brings colleagues of the own municipality into the network. */
    LEAD,
    /** Advises municipalities. */
    ADVISER,
    /** Announces events and writes the newsletter. */
    EDITOR,
    /** Leads the project. */
    PROJECT_LEAD,
    /** Reads streams and figures. */
    ANALYST,
    /** Reads the figures only. */
    FUNDER,
    /** Looks after the system. */
    ADMINISTRATOR
}
