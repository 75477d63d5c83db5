package de.gemeinsamkommune.membership.person;

import static de.gemeinsamkommune.membership.person.PeopleFixture.anActivePerson;
import static de.gemeinsamkommune.membership.person.PeopleFixture.invitation;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.gemeinsamkommune.membership.person.PersonCommand.Assign;
import de.gemeinsamkommune.membership.person.PersonCommand.Invite;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
import java.util.Set;

class InvitationRightTest {

    private static final InvitationRight LEAD_OF_FREISING =
            new InvitationRight(Set.of(Role.LEAD), Set.of("09178"));

    @Test
    void a_lead_invites_members_of_the_own_municipality() {
        allowed(LEAD_OF_FREISING, invitation("09178", Role.MEMBER));
    }

    @Test
    void a_lead_invites_nobody_of_another_municipality_or_of_none() {
        refused(LEAD_OF_FREISING, invitation("09161", Role.MEMBER));
        refused(LEAD_OF_FREISING, invitation(null, Role.MEMBER));
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "MEMBER")
    void a_lead_gives_no_role_but_member(Role role) {
        refused(LEAD_OF_FREISING, invitation("09178", role));
        refused(LEAD_OF_FREISING, invitation("09178", Role.MEMBER, role));
    }

    @ParameterizedTest
    @EnumSource(value = Role.class, mode = EnumSource.Mode.EXCLUDE, names = "ADMINISTRATOR")
    void a_project_lead_gives_every_role_but_administrator(Role role) {
        InvitationRight right = new InvitationRight(Set.of(Role.PROJECT_LEAD), Set.of());
        allowed(right, invitation("09178", role));
        refused(right, invitation("09178", role, Role.ADMINISTRATOR));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void an_administrator_gives_every_role(Role role) {
        allowed(
                new InvitationRight(Set.of(Role.ADMINISTRATOR), Set.of()),
                invitation("09178", role));
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"LEAD", "PROJECT_LEAD", "ADMINISTRATOR"})
    void nobody_else_invites(Role role) {
        refused(new InvitationRight(Set.of(role), Set.of()), invitation("09178", Role.MEMBER));
    }

    @Test
    void nobody_takes_away_more_than_they_have() {
        InvitationRight right = new InvitationRight(Set.of(Role.PROJECT_LEAD), Set.of());
        Assign lower = new Assign(List.of(Role.EDITOR), List.of());
        assertThatCode(() -> right.require(anActivePerson(Role.ADVISER), lower))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> right.require(anActivePerson(Role.ADMINISTRATOR), lower))
                .isInstanceOf(InvitationRefused.class);
        Assign higher = new Assign(List.of(Role.ADMINISTRATOR), List.of());
        assertThatThrownBy(() -> right.require(anActivePerson(Role.ADVISER), higher))
                .isInstanceOf(InvitationRefused.class);
    }

    private static void allowed(InvitationRight right, Invite invitation) {
        assertThatCode(() -> right.require(invitation)).doesNotThrowAnyException();
    }

    private static void refused(InvitationRight right, Invite invitation) {
        assertThatThrownBy(() -> right.require(invitation)).isInstanceOf(InvitationRefused.class);
    }
}
