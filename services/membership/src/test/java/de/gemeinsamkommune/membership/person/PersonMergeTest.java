package de.gemeinsamkommune.membership.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import de.gemeinsamkommune.membership.history.Change;
import de.gemeinsamkommune.membership.person.Person.Status;
import de.gemeinsamkommune.membership.person.PersonCommand.Accept;
import de.gemeinsamkommune.membership.person.PersonCommand.Assign;
import de.gemeinsamkommune.membership.person.PersonCommand.Edit;
import de.gemeinsamkommune.membership.person.PersonCommand.Erase;
import de.gemeinsamkommune.membership.person.PersonCommand.Invite;
import de.gemeinsamkommune.membership.person.PersonCommand.Merge;
import de.gemeinsamkommune.membership.person.PersonEvent.PersonJoined;
import de.gemeinsamkommune.membership.person.PersonEvent.PersonMergedInto;
import de.gemeinsamkommune.membership.person.PersonEvent.PersonRolesChanged;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

class PersonMergeTest {

    private static final Instant EARLY = Instant.parse("2024-01-02T08:00:00Z");
    private static final Instant LATE = Instant.parse("2025-01-02T08:00:00Z");
    private static final Instant NOW = Instant.parse("2026-01-02T08:00:00Z");

    private final Person stays = joined("stays", "Anna", "anna@x.example", LATE, Role.EDITOR);
    private final Person goes = joined("goes", "Anni", "anni@x.example", EARLY, Role.ADVISER);

    @Test
    void has_all_roles_the_higher_one_in_a_municipality_and_the_earlier_days() {
        Person one =
                with(stays, affiliation("09178", Role.MEMBER), affiliation("09573", Role.LEAD));
        Person two = with(goes, affiliation("09178", Role.LEAD), affiliation("09180", Role.MEMBER));
        Person both = one.tookIn(intent(one, two, false, false));
        assertThat(both.known().roles()).containsExactly(Role.ADVISER, Role.EDITOR);
        assertThat(both.known().affiliations())
                .containsExactly(
                        affiliation("09178", Role.LEAD),
                        affiliation("09180", Role.MEMBER),
                        affiliation("09573", Role.LEAD));
        assertThat(both.known().registeredAt()).isEqualTo(EARLY);
        assertThat(both.known().joinedAt()).isEqualTo(EARLY);
        assertThat(both.id()).isEqualTo("stays");
        assertThat(both.merging()).isNull();
    }

    @Test
    void keeps_the_name_and_the_address_that_were_chosen() {
        Person own = stays.tookIn(intent(stays, goes, false, false));
        assertThat(own.known().name().given()).isEqualTo("Anna");
        assertThat(own.known().email()).isEqualTo("anna@x.example");
        assertThat(own.emailKey()).isEqualTo("anna@x.example");
        Person other = stays.tookIn(intent(stays, goes, true, true));
        assertThat(other.known().name().given()).isEqualTo("Anni");
        assertThat(other.known().email()).isEqualTo("anni@x.example");
        assertThat(other.emailKey()).isEqualTo("anni@x.example");
    }

    @Test
    void keeps_both_histories_and_says_who_merged_them() {
        Person one = stays.edited(new Edit(name("Anne"), "de"), NOW);
        Person two = goes.edited(new Edit(name("Anja"), "de"), LATE);
        Person both = one.tookIn(intent(one, two, false, true));
        assertThat(both.known().history())
                .containsExactly(
                        new Change(LATE, "goes", "givenName", "Anni", "Anja"),
                        new Change(NOW, "stays", "givenName", "Anna", "Anne"),
                        new Change(NOW, "boss", "roles", "EDITOR", "ADVISER, EDITOR"),
                        new Change(NOW, "boss", "email", "anna@x.example", "anni@x.example"),
                        new Change(NOW, "boss", "merged", null, "goes"));
    }

    @Test
    void the_network_hears_of_other_roles_and_of_nothing_else() {
        assertThat(stays.takeIn(intent(stays, goes, false, false)))
                .containsExactly(
                        new PersonRolesChanged(
                                "stays", List.of(Role.ADVISER, Role.EDITOR), List.of()));
        Person same = joined("same", "Anni", "same@x.example", EARLY, Role.EDITOR);
        assertThat(stays.takeIn(intent(stays, same, true, true))).isEmpty();
    }

    @Test
    void somebody_invited_who_had_joined_before_has_joined() {
        Person invited = invited("stays", "Anna", "anna@x.example", LATE, Role.EDITOR);
        Merging intent = intent(invited, goes, false, false);
        assertThat(invited.takeIn(intent))
                .containsExactly(
                        new PersonJoined(
                                "stays", null, List.of(Role.ADVISER, Role.EDITOR), List.of()));
        assertThat(invited.tookIn(intent).status()).isEqualTo(Status.ACTIVE);
        assertThat(invited.tookIn(intent).known().joinedAt()).isEqualTo(EARLY);
        Person also = invited("also", "Anna", "also@x.example", EARLY, Role.EDITOR);
        Person open = invited.tookIn(intent(invited, also, false, false));
        assertThat(open.status()).isEqualTo(Status.INVITED);
        // the later invitation may still be accepted, the earlier one was perhaps to be forgotten
        assertThat(open.known().registeredAt()).isEqualTo(LATE);
    }

    @Test
    void nothing_is_left_of_the_one_who_goes_but_where_to() {
        PersonMergedInto merged = goes.mergeInto("stays", intent(stays, goes, false, true));
        Person gone = goes.apply(merged, "boss", NOW);
        assertThat(gone)
                .isEqualTo(
                        new Person("goes", Status.MERGED, null, null, null, null, "stays", null));
        assertThatExceptionOfType(PersonMerged.class).isThrownBy(() -> gone.accept(new Accept()));
        assertThatExceptionOfType(PersonMerged.class)
                .isThrownBy(() -> gone.edited(new Edit(name("X"), "de"), NOW));
        assertThatExceptionOfType(PersonMerged.class)
                .isThrownBy(() -> gone.assign(new Assign(List.of(Role.EDITOR), List.of())));
        Merging intent = intent(stays, goes, false, true);
        assertThatExceptionOfType(PersonMerged.class)
                .isThrownBy(() -> gone.mergeInto("other", intent));
        assertThat(gone.erase(new Erase("receipt"))).hasSize(1);
    }

    @Test
    void nothing_happens_to_somebody_while_another_one_is_taken_in() {
        Person busy = stays.merging(goes, 3, new Merge("goes", 3, false, false), "boss", NOW);
        assertThatExceptionOfType(MergePending.class).isThrownBy(() -> busy.accept(new Accept()));
        assertThatExceptionOfType(MergePending.class)
                .isThrownBy(() -> busy.edited(new Edit(name("X"), "de"), NOW));
        assertThatExceptionOfType(MergePending.class)
                .isThrownBy(() -> busy.assign(new Assign(List.of(Role.EDITOR), List.of())));
        assertThatExceptionOfType(MergePending.class)
                .isThrownBy(() -> busy.erase(new Erase("receipt")));
        assertThatExceptionOfType(MergePending.class)
                .isThrownBy(
                        () ->
                                goes.merging(
                                        busy, 1, new Merge("stays", 1, true, true), "boss", NOW));
        assertThat(busy.notMerging()).isEqualTo(stays);
    }

    private static Merging intent(Person one, Person two, boolean name, boolean email) {
        Merging intent =
                one.merging(two, 1, new Merge(two.id(), 1, name, email), "boss", NOW).merging();
        assertThat(intent).isNotNull();
        return intent;
    }

    private static Person with(Person person, Affiliation... affiliations) {
        Person changed = person;
        for (PersonEvent event :
                person.assign(new Assign(person.known().roles(), List.of(affiliations)))) {
            changed = changed.apply(event, "boss", LATE);
        }
        return changed;
    }

    private static Affiliation affiliation(String municipality, Role role) {
        return new Affiliation(municipality, role);
    }

    private static Person joined(String id, String given, String email, Instant at, Role role) {
        Person person = invited(id, given, email, at, role);
        for (PersonEvent event : person.accept(new Accept())) {
            person = person.apply(event, id, at);
        }
        return person;
    }

    private static Person invited(String id, String given, String email, Instant at, Role role) {
        return Person.of(
                id,
                new Invite(name(given), new EmailAddress(email), null, List.of(role), "de"),
                "fingerprint",
                at);
    }

    private static PersonName name(String given) {
        return new PersonName(given, "Groß");
    }
}
