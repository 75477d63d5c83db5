package de.gemeinsamkommune.membership.person;

import de.gemeinsamkommune.defaults.Caller;
import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.membership.person.PersonCommand.Invite;

import java.util.List;
import java.util.Set;

/**
 * Whom somebody may invite. Administrators: anybody. Project leads: anybody but administrators,
 * since nobody may hand out more than they have. Leads: members of their own municipality.
 *
 * @param roles of the inviting person
 * @param municipalities official keys of the municipalities they act for
 */
record InvitationRight(Set<String> roles, Set<String> municipalities) {

    static InvitationRight of(Caller caller) {
        return new InvitationRight(caller.roles(), caller.municipalities());
    }

    /**
     * Checks an invitation.
     *
     * @throws InvitationRefused when it goes beyond the right
     */
    void require(Invite invitation) {
        if (!covers(invitation)) {
            throw new InvitationRefused();
        }
    }

    private boolean covers(Invite invitation) {
        if (roles.contains(Roles.ADMINISTRATOR)) {
            return true;
        }
        if (roles.contains(Roles.PROJECT_LEAD)) {
            return !invitation.roles().contains(Role.ADMINISTRATOR);
        }
        String municipality = invitation.municipality();
        return roles.contains(Roles.LEAD)
                && invitation.roles().equals(List.of(Role.MEMBER))
                && municipality != null
                && municipalities.contains(municipality);
    }
}
