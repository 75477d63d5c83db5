package de.gemeinsamkommune.membership.roster;

import de.gemeinsamkommune.membership.municipality.MunicipalityRegister;
import de.gemeinsamkommune.membership.person.Affiliation;
import de.gemeinsamkommune.membership.person.InvitationRight;
import de.gemeinsamkommune.membership.person.Newcomers;
import de.gemeinsamkommune.membership.person.Person;
import de.gemeinsamkommune.membership.person.Role;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** The people of the network as a table, and an empty one to be filled in. */
@Component
class PeopleTables {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final Newcomers people;
    private final MunicipalityRegister municipalities;

    PeopleTables(Newcomers people, MunicipalityRegister municipalities) {
        this.people = people;
        this.municipalities = municipalities;
    }

    /**
     * A file.
     *
     * @param rows below the head
     */
    record Written(byte[] content, int rows) {}

    /** {@return a table with nothing but a head} */
    byte[] template(TableFormat format, Locale locale) {
        List<String> head =
                Arrays.stream(RosterColumn.values()).map(column -> column.word(locale)).toList();
        return TableWriter.write(format, RosterTexts.of("sheet", locale), head, List.of());
    }

    /**
     * Writes people: a row for each role in a municipality, and for each in the network.
     *
     * @param right of whom it is for: leads get the people of the municipalities they lead in, and
     *     what these are there
     */
    Written people(TableFormat format, InvitationRight right, Locale locale) {
        MunicipalityNames names = new MunicipalityNames(municipalities.all());
        List<List<String>> rows =
                people.all().stream()
                        .filter(person -> person.profile() != null)
                        .sorted(Comparator.comparing(person -> profile(person).registeredAt()))
                        .flatMap(person -> rows(person, right, names, locale))
                        .toList();
        List<String> head =
                List.of(
                        RosterColumn.GIVEN_NAME.word(locale),
                        RosterColumn.FAMILY_NAME.word(locale),
                        RosterColumn.EMAIL.word(locale),
                        RosterColumn.MUNICIPALITY.word(locale),
                        RosterColumn.ROLE.word(locale),
                        RosterTexts.of("column.status", locale),
                        RosterTexts.of("column.joined", locale));
        return new Written(
                TableWriter.write(format, RosterTexts.of("sheet", locale), head, rows),
                rows.size());
    }

    private static Stream<List<String>> rows(
            Person person, InvitationRight right, MunicipalityNames names, Locale locale) {
        List<List<String>> rows = new ArrayList<>();
        for (Affiliation one : profile(person).affiliations()) {
            if (right.managesIn(one.municipality())) {
                String municipality =
                        names.displayName(one.municipality()).orElse(one.municipality());
                rows.add(row(person, municipality, one.role(), locale));
            }
        }
        if (right.coversEverybody()) {
            profile(person).roles().forEach(role -> rows.add(row(person, "", role, locale)));
        }
        return rows.stream();
    }

    private static List<String> row(Person person, String municipality, Role role, Locale locale) {
        Person.Profile known = profile(person);
        return List.of(
                known.name().given(),
                known.name().family(),
                known.email(),
                municipality,
                RosterWords.of(role, locale),
                RosterTexts.of("status." + person.status(), locale),
                day(known.joinedAt()));
    }

    private static Person.Profile profile(Person person) {
        return Objects.requireNonNull(person.profile());
    }

    private static String day(@Nullable Instant at) {
        return at == null ? "" : LocalDate.ofInstant(at, BERLIN).toString();
    }
}
