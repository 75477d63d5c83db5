package de.gemeinsamkommune.defaults;

/**
 * The roles a token can carry, as they stand in its {@code roles} claim and in {@code
 * jakarta.annotation.security.RolesAllowed}.
 */
public final class Roles {

    /** A person of a municipality in the network. */
    public static final String MEMBER = "MEMBER";

    /** Speaks for a municipality and may invite its members. */
    public static final String LEAD = "LEAD";

    /** Answers requests for advice. */
    public static final String ADVISER = "ADVISER";

    /** Announces events and composes the newsletter. */
    public static final String EDITOR = "EDITOR";

    /** Leads the project and sees all of its work. */
    public static final String PROJECT_LEAD = "PROJECT_LEAD";

    /** Reads the event streams, which hold no personal data. */
    public static final String ANALYST = "ANALYST";

    /** Reads the figures of the project. */
    public static final String FUNDER = "FUNDER";

    /** Runs the system. */
    public static final String ADMINISTRATOR = "ADMINISTRATOR";

    /** Another service of the network, never a person. */
    public static final String SERVICE = "SERVICE";

    /**
     * Every signed-in person whatever the role, but no service; written like the same role of
     * Jakarta Security.
     */
    public static final String ANY_PERSON = "**";

    private Roles() {}
}
