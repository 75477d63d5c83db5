package de.gemeinsamkommune.membership.roster;

import de.gemeinsamkommune.membership.person.EmailAddress;
import de.gemeinsamkommune.membership.person.PersonCommand.Invite;
import de.gemeinsamkommune.membership.person.PersonName;
import de.gemeinsamkommune.membership.person.Role;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A row of a list of people. Of one with flaws it has what stood there, shortened; of one without
 * what is to be invited.
 *
 * @param row number in the file, from 1
 * @param givenName with the title before it
 * @param emailKey the form by which two addresses are the same; null when there is none
 * @param municipality official key, or what stood there
 * @param role null when it could not be read
 * @param flaws what is to be mended
 * @param notes what was mended
 * @param outcome null until it is decided
 * @param sameAs number of the earlier row with the address
 * @param person id of whom the row is about, when they are in the network
 */
public record RosterRow(
        int row,
        String givenName,
        String familyName,
        String email,
        @Nullable String emailKey,
        @Nullable String municipality,
        @Nullable Role role,
        String locale,
        List<RosterFlaw> flaws,
        List<RosterFlaw> notes,
        @Nullable Outcome outcome,
        @Nullable Integer sameAs,
        @Nullable String person) {

    /** Copies the lists. */
    public RosterRow {
        flaws = List.copyOf(flaws);
        notes = List.copyOf(notes);
    }

    /** {@return what the row asks for; only of a row without flaws} */
    Invite invitation() {
        return new Invite(
                new PersonName(givenName, familyName),
                new EmailAddress(email),
                municipality,
                List.of(Objects.requireNonNull(role)),
                locale);
    }

    RosterRow refused(RosterFlaw flaw) {
        return decided(
                Stream.concat(flaws.stream(), Stream.of(flaw)).toList(),
                Outcome.REFUSED,
                null,
                null);
    }

    RosterRow with(Outcome decision) {
        return decided(flaws, decision, null, null);
    }

    RosterRow twiceAs(int earlier) {
        return decided(flaws, Outcome.TWICE, earlier, null);
    }

    RosterRow about(Outcome decision, String somebody) {
        return decided(flaws, decision, null, somebody);
    }

    private RosterRow decided(
            List<RosterFlaw> allFlaws,
            Outcome decision,
            @Nullable Integer earlier,
            @Nullable String somebody) {
        return new RosterRow(
                row,
                givenName,
                familyName,
                email,
                emailKey,
                municipality,
                role,
                locale,
                allFlaws,
                notes,
                decision,
                earlier,
                somebody);
    }
}
