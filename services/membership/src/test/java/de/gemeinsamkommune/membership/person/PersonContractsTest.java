package de.gemeinsamkommune.membership.person;

import static de.gemeinsamkommune.membership.person.PeopleFixture.ID;
import static de.gemeinsamkommune.membership.person.PeopleFixture.RECEIPT;

import de.gemeinsamkommune.membership.person.PersonEvent.PersonErased;
import de.gemeinsamkommune.membership.person.PersonEvent.PersonInvited;
import de.gemeinsamkommune.membership.person.PersonEvent.PersonJoined;
import de.gemeinsamkommune.membership.person.PersonEvent.PersonMergedInto;
import de.gemeinsamkommune.membership.person.PersonEvent.PersonRolesChanged;
import de.gemeinsamkommune.testsupport.Contracts;

import org.junit.jupiter.api.Test;

import java.util.List;

class PersonContractsTest {

    @Test
    void messages_are_as_agreed() {
        List<Affiliation> member = List.of(new Affiliation("09178", Role.MEMBER));
        Contracts.produces(new PersonInvited(ID, "09178", List.of(Role.MEMBER), member));
        Contracts.produces(new PersonJoined(ID, "09178", List.of(Role.MEMBER), member));
        Contracts.produces(
                new PersonRolesChanged(
                        ID,
                        List.of(Role.ADVISER),
                        List.of(
                                new Affiliation("09178", Role.LEAD),
                                new Affiliation("09184131", Role.MEMBER))));
        Contracts.produces(
                new PersonMergedInto(ID, "c2f7f0f4-51a5-4c27-8f0f-6c0f1b7f9d35", false, true));
        Contracts.produces(new PersonErased(ID, RECEIPT));
    }
}
