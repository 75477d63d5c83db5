package de.gemeinsamkommune.membership.roster;

import static org.assertj.core.api.Assertions.assertThat;

import de.gemeinsamkommune.membership.person.Affiliation;
import de.gemeinsamkommune.membership.person.EmailAddress;
import de.gemeinsamkommune.membership.person.InvitationRight;
import de.gemeinsamkommune.membership.person.Person;
import de.gemeinsamkommune.membership.person.Person.Profile;
import de.gemeinsamkommune.membership.person.Person.Status;
import de.gemeinsamkommune.membership.person.PersonName;
import de.gemeinsamkommune.membership.person.Role;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

class RosterCheckTest {

    private static final InvitationRight PROJECT_LEAD =
            new InvitationRight(Set.of(Role.PROJECT_LEAD), Set.of());
    private static final InvitationRight LEAD =
            new InvitationRight(Set.of(Role.LEAD), Set.of("09178"));

    private final List<Person> people = new ArrayList<>();

    @Test
    void nobody_is_invited_twice() {
        people.add(person("known", "Ada", "Known", "ada@x.example", Status.ACTIVE));
        people.add(person("invited", "Ida", "Invited", "ida@x.example", Status.INVITED));
        List<RosterRow> decided =
                decide(
                        PROJECT_LEAD,
                        row(2, "New", "Somebody", "new@x.example"),
                        row(3, "Ada", "Known", "ADA@x.example"),
                        row(4, "Ida", "Invited", "ida@x.example"),
                        row(5, "Other", "Name", "NEW@x.example"));
        assertThat(decided)
                .extracting(RosterRow::outcome)
                .containsExactly(
                        Outcome.READY, Outcome.KNOWN, Outcome.INVITED_BEFORE, Outcome.TWICE);
        assertThat(decided.get(1).person()).isEqualTo("known");
        assertThat(decided.get(3).sameAs()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "Jörg,Müller,LIKELY_KNOWN",
        "JOERG,Mueller,LIKELY_KNOWN",
        "Dr. Jörg,Müller,LIKELY_KNOWN",
        "Jo\u0308rg,Mu\u0308ller,LIKELY_KNOWN",
        "Jörg,Müllner,READY"
    })
    void the_same_name_in_the_municipality_is_probably_the_same_person(
            String given, String family, Outcome outcome) {
        people.add(person("joerg", "Jörg", "Müller", "joerg@x.example", Status.ACTIVE));
        RosterRow decided =
                decide(PROJECT_LEAD, row(2, given, family, "other@x.example")).getFirst();
        assertThat(decided.outcome()).isEqualTo(outcome);
        assertThat(decided.person()).isEqualTo(outcome == Outcome.READY ? null : "joerg");
    }

    @Test
    void rows_beyond_the_right_are_refused() {
        RosterRow own = row(2, "A", "B", "a@x.example");
        RosterRow foreign = in(row(3, "C", "D", "c@x.example"), "09161", Role.MEMBER);
        RosterRow lead = in(row(4, "E", "F", "e@x.example"), "09178", Role.LEAD);
        assertThat(decide(LEAD, own, foreign, lead))
                .extracting(RosterRow::outcome)
                .containsExactly(Outcome.READY, Outcome.REFUSED, Outcome.REFUSED);
        RosterRow administrator = in(own, "09178", Role.ADMINISTRATOR);
        RosterRow refused = decide(PROJECT_LEAD, administrator).getFirst();
        assertThat(refused.flaws()).containsExactly(new RosterFlaw(null, "not-allowed"));
    }

    @Test
    void whom_this_import_invited_before_it_was_killed_counts_as_invited() {
        people.add(person("id-2", "A", "B", "a@x.example", Status.INVITED));
        List<RosterRow> decided =
                decide(
                        PROJECT_LEAD,
                        row(2, "A", "B", "a@x.example"),
                        row(3, "A", "B", "b@x.example"),
                        row(4, "C", "D", "A@x.example"));
        assertThat(decided)
                .extracting(RosterRow::outcome)
                .containsExactly(Outcome.INVITED, Outcome.READY, Outcome.TWICE);
    }

    private List<RosterRow> decide(InvitationRight right, RosterRow... rows) {
        RosterCheck check = new RosterCheck(right, people, row -> "id-" + row, List.of(rows));
        return List.of(rows).stream().map(check::decide).toList();
    }

    private static RosterRow row(int row, String given, String family, String email) {
        return new RosterRow(
                row,
                given,
                family,
                email,
                new EmailAddress(email).key(),
                "09178",
                Role.MEMBER,
                "de",
                List.of(),
                List.of(),
                null,
                null,
                null);
    }

    private static RosterRow in(RosterRow row, String municipality, Role role) {
        return new RosterRow(
                row.row(),
                row.givenName(),
                row.familyName(),
                row.email(),
                row.emailKey(),
                municipality,
                role,
                "de",
                List.of(),
                List.of(),
                null,
                null,
                null);
    }

    private static Person person(
            String id, String given, String family, String email, Status status) {
        Profile profile =
                new Profile(
                        new PersonName(given, family),
                        email,
                        "de",
                        List.of(),
                        List.of(new Affiliation("09178", Role.MEMBER)),
                        "",
                        Instant.EPOCH,
                        null,
                        List.of(),
                        null);
        return new Person(
                id, status, profile, new EmailAddress(email).key(), null, null, null, null);
    }
}
