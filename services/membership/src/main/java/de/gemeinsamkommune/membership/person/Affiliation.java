package de.gemeinsamkommune.membership.person;

/**
 * What somebody does for a municipality.
 *
 * @param municipality official key
 * @param role {@link Role#MEMBER} or {@link Role#LEAD}
 */
public record Affiliation(String municipality, Role role) {

    /** Refuses roles that nobody has in a municipality. */
    public Affiliation {
        if (role != Role.MEMBER && role != Role.LEAD) {
            throw new IllegalArgumentException("nobody is " + role + " of a municipality");
        }
    }
}
