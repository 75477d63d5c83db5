package de.gemeinsamkommune.membership.directory;

/**
 * Who sees a field; also who looks. From the narrowest circle to the widest, each of them is part
 * of the next.
 */
public enum Visibility {
    /** The network's team: advisers, editors, project leads, administrators. */
    TEAM,
    /** The team, and the people of the municipalities who have joined. */
    MEMBERS,
    /** Everybody on the Internet. */
    PUBLIC;

    /** {@return whether somebody of the circle sees what is for this one} */
    boolean reaches(Visibility audience) {
        return compareTo(audience) >= 0;
    }
}
