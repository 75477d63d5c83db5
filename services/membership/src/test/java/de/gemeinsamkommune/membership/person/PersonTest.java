package de.gemeinsamkommune.membership.person;

import static de.gemeinsamkommune.membership.person.PeopleFixture.ERASED_AT;
import static de.gemeinsamkommune.membership.person.PeopleFixture.ID;
import static de.gemeinsamkommune.membership.person.PeopleFixture.JOINED_AT;
import static de.gemeinsamkommune.membership.person.PeopleFixture.RECEIPT;
import static de.gemeinsamkommune.membership.person.PeopleFixture.anActivePerson;
import static de.gemeinsamkommune.membership.person.PeopleFixture.anErasedPerson;
import static de.gemeinsamkommune.membership.person.PeopleFixture.anInvitedPerson;
import static de.gemeinsamkommune.membership.person.PeopleFixture.invitation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.gemeinsamkommune.membership.history.Change;
import de.gemeinsamkommune.membership.person.Person.Status;
import de.gemeinsamkommune.membership.person.PersonCommand.Accept;
import de.gemeinsamkommune.membership.person.PersonCommand.Assign;
import de.gemeinsamkommune.membership.person.PersonCommand.Edit;
import de.gemeinsamkommune.membership.person.PersonCommand.Erase;
import de.gemeinsamkommune.membership.person.PersonCommand.Invite;
import de.gemeinsamkommune.membership.person.PersonEvent.PersonErased;
import de.gemeinsamkommune.membership.person.PersonEvent.PersonInvited;
import de.gemeinsamkommune.membership.person.PersonEvent.PersonJoined;
import de.gemeinsamkommune.membership.person.PersonEvent.PersonRolesChanged;

import org.junit.jupiter.api.Test;

import java.util.List;

class PersonTest {

    private static final List<Affiliation> FREISING =
            List.of(new Affiliation("09178", Role.MEMBER));
    private static final Edit EDIT = new Edit(new PersonName("Amira", "Haddad-Brandl"), "en");

    @Test
    void is_invited_with_roles_into_a_municipality() {
        Person person = anInvitedPerson(Role.MEMBER);
        assertThat(person.status()).isEqualTo(Status.INVITED);
        assertThat(person.invite())
                .isEqualTo(new PersonInvited(ID, "09178", List.of(Role.MEMBER), FREISING));
        assertThat(person.emailKey()).isEqualTo("amira.haddad@freising.example");
        assertThat(person.known().email()).isEqualTo("Amira.Haddad@freising.example");
    }

    @Test
    void joins_by_accepting() {
        assertThat(anInvitedPerson(Role.MEMBER).accept(new Accept()))
                .containsExactly(new PersonJoined(ID, "09178", List.of(Role.MEMBER), FREISING));
        assertThat(anActivePerson(Role.MEMBER).status()).isEqualTo(Status.ACTIVE);
        assertThat(anActivePerson(Role.MEMBER).known().joinedAt()).isEqualTo(JOINED_AT);
    }

    @Test
    void joins_only_once() {
        assertThat(anActivePerson(Role.MEMBER).accept(new Accept())).isEmpty();
    }

    @Test
    void changes_name_and_language_and_nothing_else() {
        Person before = anActivePerson(Role.LEAD);
        Person after = before.edited(EDIT, JOINED_AT);
        assertThat(after.known().name().family()).isEqualTo("Haddad-Brandl");
        assertThat(after.known().locale()).isEqualTo("en");
        assertThat(after)
                .usingRecursiveComparison()
                .ignoringFields("profile.name", "profile.locale", "profile.history")
                .isEqualTo(before);
        assertThat(after.known().history())
                .containsExactly(
                        new Change(JOINED_AT, ID, "familyName", "Haddad", "Haddad-Brandl"),
                        new Change(JOINED_AT, ID, "locale", "de", "en"));
    }

    @Test
    void has_a_role_in_each_municipality() {
        Person person = anActivePerson(Role.MEMBER);
        Assign assignment =
                new Assign(
                        List.of(Role.ADVISER),
                        List.of(
                                new Affiliation("09184131", Role.MEMBER),
                                new Affiliation("09178", Role.LEAD)));
        PersonEvent changed = person.assign(assignment).getFirst();
        assertThat(changed)
                .isEqualTo(
                        new PersonRolesChanged(
                                ID,
                                List.of(Role.ADVISER),
                                List.of(
                                        new Affiliation("09178", Role.LEAD),
                                        new Affiliation("09184131", Role.MEMBER))));
        Person after = person.apply(changed, "lead", JOINED_AT);
        assertThat(after.known().allRoles()).containsExactly(Role.MEMBER, Role.LEAD, Role.ADVISER);
        assertThat(after.known().municipality()).isNull();
        assertThat(after.known().municipalities()).containsExactly("09178", "09184131");
        assertThat(after.known().history())
                .containsExactly(
                        new Change(JOINED_AT, "lead", "affiliations/09178", "MEMBER", "LEAD"),
                        new Change(JOINED_AT, "lead", "roles", null, "ADVISER"),
                        new Change(JOINED_AT, "lead", "affiliations/09184131", null, "MEMBER"));
        assertThat(after.assign(assignment)).isEmpty();
    }

    @Test
    void is_one_thing_in_a_municipality_and_something_at_all() {
        Affiliation member = new Affiliation("09178", Role.MEMBER);
        Affiliation lead = new Affiliation("09178", Role.LEAD);
        assertThatThrownBy(() -> new Assign(List.of(), List.of(member, lead)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Assign(List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Assign(List.of(Role.LEAD), List.of(member)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Affiliation("09178", Role.EDITOR))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void stays_as_a_plain_member_when_the_only_municipality_leaves() {
        Person lead = anActivePerson(Role.LEAD);
        assertThat(lead.leave("09161")).isEmpty();
        PersonRolesChanged left = new PersonRolesChanged(ID, List.of(Role.MEMBER), List.of());
        assertThat(lead.leave("09178")).containsExactly(left);
        Person member = lead.apply(left, "somebody", ERASED_AT);
        assertThat(member.known().allRoles()).containsExactly(Role.MEMBER);
        assertThat(member.known().history())
                .contains(new Change(ERASED_AT, "somebody", "affiliations/09178", "LEAD", null));
        assertThat(member.leave("09178")).as("a repeat").isEmpty();
        assertThat(anActivePerson(Role.EDITOR, Role.MEMBER).leave("09178"))
                .containsExactly(new PersonRolesChanged(ID, List.of(Role.EDITOR), List.of()));
        assertThat(anErasedPerson().leave("09178")).isEmpty();
    }

    @Test
    void may_do_something_for_one_more_municipality() {
        Person person = anActivePerson(Role.LEAD);
        assertThat(person.belong(new Affiliation("09178", Role.MEMBER)))
                .as("the role there stays")
                .isEmpty();
        assertThat(person.belong(new Affiliation("09161", Role.MEMBER)))
                .containsExactly(
                        new PersonRolesChanged(
                                ID,
                                List.of(),
                                List.of(
                                        new Affiliation("09161", Role.MEMBER),
                                        new Affiliation("09178", Role.LEAD))));
        assertThat(anErasedPerson().belong(new Affiliation("09161", Role.MEMBER))).isEmpty();
    }

    @Test
    void keeps_nothing_but_the_bare_id_once_erased() {
        assertThat(anErasedPerson())
                .isEqualTo(
                        new Person(ID, Status.ERASED, null, null, RECEIPT, ERASED_AT, null, null));
    }

    @Test
    void can_be_erased_while_invited_and_while_active() {
        assertThat(anInvitedPerson(Role.MEMBER).erase(new Erase(RECEIPT)))
                .containsExactly(new PersonErased(ID, RECEIPT));
        assertThat(anActivePerson(Role.MEMBER).erase(new Erase(RECEIPT)))
                .containsExactly(new PersonErased(ID, RECEIPT));
    }

    @Test
    void is_erased_only_once_and_keeps_the_first_receipt() {
        assertThat(anErasedPerson().erase(new Erase("another"))).isEmpty();
    }

    @Test
    void cannot_do_anything_after_the_erasure() {
        assertThatThrownBy(() -> anErasedPerson().accept(new Accept()))
                .isInstanceOf(PersonNotFound.class);
        assertThatThrownBy(() -> anErasedPerson().edited(EDIT, ERASED_AT))
                .isInstanceOf(PersonNotFound.class);
        assertThatThrownBy(() -> anErasedPerson().invite()).isInstanceOf(PersonNotFound.class);
    }

    @Test
    void looks_after_the_system_once_joined_as_administrator() {
        assertThat(anActivePerson(Role.ADMINISTRATOR).isActiveAdministrator()).isTrue();
        assertThat(anInvitedPerson(Role.ADMINISTRATOR).isActiveAdministrator()).isFalse();
        assertThat(anActivePerson(Role.PROJECT_LEAD).isActiveAdministrator()).isFalse();
        assertThat(anErasedPerson().isActiveAdministrator()).isFalse();
    }

    @Test
    void has_roles_once_each_in_a_fixed_order() {
        Invite twice = invitation("09178", Role.LEAD, Role.MEMBER, Role.LEAD);
        assertThat(twice.roles()).containsExactly(Role.MEMBER, Role.LEAD);
    }

    @Test
    void needs_a_role_a_lead_a_municipality_and_a_known_language() {
        assertThatThrownBy(() -> invitation("09178")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> invitation(null, Role.LEAD))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Edit(new PersonName("A", "B"), "fr"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
