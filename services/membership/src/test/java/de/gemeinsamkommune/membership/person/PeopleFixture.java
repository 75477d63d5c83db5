package de.gemeinsamkommune.membership.person;

import de.gemeinsamkommune.membership.person.PersonCommand.Accept;
import de.gemeinsamkommune.membership.person.PersonCommand.Erase;
import de.gemeinsamkommune.membership.person.PersonCommand.Invite;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** People in their states. */
final class PeopleFixture {

    static final Instant INVITED_AT = Instant.parse("2026-11-02T08:00:00Z");
    static final Instant JOINED_AT = Instant.parse("2026-11-03T08:00:00Z");
    static final Instant ERASED_AT = Instant.parse("2026-11-04T08:00:00Z");
    static final String ID = "3b0c6f0e-8f14-4b52-9d1a-0b6f5f1c2a77";
    static final String RECEIPT = "9a1de3a1-7d0f-4b0e-8d3c-5a2f0e7b6c11";

    private PeopleFixture() {}

    static Invite invitation(@Nullable String municipality, Role... roles) {
        return new Invite(
                new PersonName("Amira", "Haddad"),
                new EmailAddress("Amira.Haddad@freising.example"),
                municipality,
                List.of(roles),
                "de");
    }

    static Person anInvitedPerson(Role... roles) {
        Person person = Person.of(ID, invitation("09178", roles), "fingerprint", INVITED_AT);
        return person.apply(person.invite(), ID, INVITED_AT);
    }

    static Person anActivePerson(Role... roles) {
        Person person = anInvitedPerson(roles);
        for (PersonEvent event : person.accept(new Accept())) {
            person = person.apply(event, ID, JOINED_AT);
        }
        return person;
    }

    static Person anErasedPerson() {
        Person person = anActivePerson(Role.MEMBER);
        for (PersonEvent event : person.erase(new Erase(RECEIPT))) {
            person = person.apply(event, ID, ERASED_AT);
        }
        return person;
    }
}
