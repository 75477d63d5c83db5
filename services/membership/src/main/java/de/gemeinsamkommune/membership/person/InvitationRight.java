package de.gemeinsamkommune.membership.person;

import de.gemeinsamkommune.membership.person.PersonCommand.Assign;
import de.gemeinsamkommune.membership.person.PersonCommand.Invite;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whom somebody may invite, and whose roles they may change. Administrators: anybody's. Project
 * leads: anybody's but administrators', since nobody may hand out or take away more than they have.
 * Leads: of members and leads of the municipalities they lead in; they invite members only.
 *
 * @param roles of the acting person
 * @param leads official keys of the municipalities they lead in
 */
public record InvitationRight(Set<Role> roles, Set<String> leads) {

    /** {@return the right of somebody as they are now, whatever an older token says} */
    public static InvitationRight of(Person person) {
        return new InvitationRight(
                Set.copyOf(person.known().allRoles()),
                person.known().affiliations().stream()
                        .filter(affiliation -> affiliation.role() == Role.LEAD)
                        .map(Affiliation::municipality)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * Checks an invitation.
     *
     * @throws InvitationRefused when it goes beyond the right
     */
    void require(Invite invitation) {
        if (!allows(invitation)) {
            throw new InvitationRefused();
        }
    }

    /** {@return whether an invitation is within the right} */
    public boolean allows(Invite invitation) {
        String municipality = invitation.municipality();
        boolean colleague =
                roles.contains(Role.LEAD)
                        && invitation.roles().equals(List.of(Role.MEMBER))
                        && municipality != null
                        && leads.contains(municipality);
        return colleague || covers(invitation.roles());
    }

    /** {@return whether people of all municipalities, and of none, may be looked after} */
    public boolean coversEverybody() {
        return covers(List.of());
    }

    /**
     * Checks a change of somebody's roles.
     *
     * @throws InvitationRefused when it goes beyond the right
     */
    void require(Person of, Assign assignment) {
        if (!covers(of.known().roles()) || !covers(assignment.roles())) {
            throw new InvitationRefused();
        }
    }

    /**
     * Checks a merge.
     *
     * @throws MergeRefused when one of the two has roles beyond the right
     */
    void requireMerge(Person kept, Person absorbed) {
        if (!covers(kept.known().roles()) || !covers(absorbed.known().roles())) {
            throw new MergeRefused();
        }
    }

    /** {@return whether the role of somebody in this municipality may be changed} */
    public boolean managesIn(String municipality) {
        return leads.contains(municipality) || coversEverybody();
    }

    private boolean covers(List<Role> given) {
        return roles.contains(Role.ADMINISTRATOR)
                || (roles.contains(Role.PROJECT_LEAD) && !given.contains(Role.ADMINISTRATOR));
    }
}
