package de.gemeinsamkommune.membership.roster;

import de.gemeinsamkommune.membership.person.EmailAddress;
import de.gemeinsamkommune.membership.person.PersonName;
import de.gemeinsamkommune.membership.person.Role;
import de.gemeinsamkommune.membership.roster.RosterRefused.Reason;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A list of people as a table says it. What stands in columns nobody asked for is read by nobody
 * and kept nowhere; only their names are told, so that a mistyped one is seen.
 *
 * @param ignored heads of such columns
 */
record Roster(TableFormat format, List<RosterRow> rows, List<String> ignored) {

    /** Longer texts are shortened where they are shown as a flaw. */
    private static final int SHOWN = 80;

    private static final int MOST_IGNORED = 20;

    Roster {
        rows = List.copyOf(rows);
        ignored = List.copyOf(ignored);
    }

    /**
     * Reads the rows of a table; whether they are to be invited is decided later.
     *
     * @throws RosterRefused when it has no head that names the columns, or no rows
     */
    static Roster of(Table table, MunicipalityNames municipalities) {
        TableRow head = table.rows().getFirst();
        Map<RosterColumn, Integer> places = new EnumMap<>(RosterColumn.class);
        List<String> ignored = new ArrayList<>();
        for (int place = 0; place < head.cells().size(); place++) {
            String word = head.cell(place);
            Optional<RosterColumn> column = RosterColumn.named(word);
            if (column.isEmpty()) {
                if (!word.isEmpty() && ignored.size() < MOST_IGNORED) {
                    ignored.add(shown(word));
                }
            } else if (places.putIfAbsent(column.get(), place) != null) {
                throw new RosterRefused(Reason.COLUMN_TWICE, column.get().word(Locale.GERMAN));
            }
        }
        String missing =
                Arrays.stream(RosterColumn.values())
                        .filter(column -> column.required() && !places.containsKey(column))
                        .map(column -> column.word(Locale.GERMAN))
                        .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            throw new RosterRefused(Reason.COLUMNS_MISSING, missing);
        }
        List<TableRow> below = table.rows().subList(1, table.rows().size());
        if (below.isEmpty()) {
            throw new RosterRefused(Reason.NO_ROWS);
        }
        return new Roster(
                table.format(),
                below.stream().map(row -> new Reading(row, places, municipalities).row()).toList(),
                ignored);
    }

    private static String shown(String text) {
        int end =
                text.offsetByCodePoints(0, Math.min(SHOWN, text.codePointCount(0, text.length())));
        return end == text.length() ? text : text.substring(0, end) + "…";
    }

    /** One row, while it is read. */
    private static final class Reading {

        private final TableRow from;
        private final Map<RosterColumn, Integer> places;
        private final MunicipalityNames municipalities;
        private final List<RosterFlaw> flaws = new ArrayList<>();
        private final List<RosterFlaw> notes = new ArrayList<>();
        private @Nullable String emailKey;

        Reading(
                TableRow from,
                Map<RosterColumn, Integer> places,
                MunicipalityNames municipalities) {
            this.from = from;
            this.places = places;
            this.municipalities = municipalities;
        }

        RosterRow row() {
            String given = name(RosterColumn.GIVEN_NAME);
            String family = name(RosterColumn.FAMILY_NAME);
            String titled = titled(given);
            String email = email();
            Role role = role();
            String municipality = municipality(role);
            String locale = locale();
            if (flaws.isEmpty()) {
                return new RosterRow(
                        from.number(),
                        titled,
                        family,
                        email,
                        emailKey,
                        municipality,
                        role,
                        locale,
                        flaws,
                        notes,
                        null,
                        null,
                        null);
            }
            return new RosterRow(
                    from.number(),
                    shown(titled),
                    shown(family),
                    shown(email),
                    emailKey,
                    municipality == null ? null : shown(municipality),
                    role,
                    locale,
                    flaws,
                    notes,
                    Outcome.REFUSED,
                    null,
                    null);
        }

        private String name(RosterColumn column) {
            String name = text(column);
            if (name.isEmpty()) {
                refuse(column, "missing");
            } else if (startsFormula(name)) {
                refuse(column, "formula");
            } else if (!PersonName.isValid(name)) {
                refuse(column, "name");
            }
            return name;
        }

        /** The network calls people by one given name, so a title stands before it. */
        private String titled(String given) {
            String title = text(RosterColumn.TITLE);
            if (title.isEmpty() || given.isEmpty()) {
                return given;
            }
            String titled = title + " " + given;
            if (startsFormula(title)) {
                refuse(RosterColumn.TITLE, "formula");
            } else if (PersonName.isValid(given) && !PersonName.isValid(titled)) {
                refuse(RosterColumn.TITLE, "name");
            }
            return titled;
        }

        private String email() {
            String written = text(RosterColumn.EMAIL);
            if (written.isEmpty()) {
                refuse(RosterColumn.EMAIL, "missing");
                return written;
            }
            Optional<EmailAddress> address = EmailAddress.parse(written);
            if (address.isEmpty()) {
                refuse(RosterColumn.EMAIL, "email");
            }
            emailKey = address.map(EmailAddress::key).orElse(null);
            return address.map(EmailAddress::value).orElse(written);
        }

        private @Nullable Role role() {
            String word = text(RosterColumn.ROLE);
            Optional<Role> role =
                    word.isEmpty() ? Optional.of(Role.MEMBER) : RosterWords.role(word);
            if (role.isEmpty()) {
                refuse(RosterColumn.ROLE, "role");
            }
            return role.orElse(null);
        }

        private @Nullable String municipality(@Nullable Role role) {
            String written = text(RosterColumn.MUNICIPALITY);
            if (written.isEmpty()) {
                if (role == Role.MEMBER || role == Role.LEAD) {
                    refuse(RosterColumn.MUNICIPALITY, "municipality-missing");
                }
                return null;
            }
            MunicipalityNames.Found found = municipalities.find(written);
            if (found.key().isEmpty()) {
                refuse(RosterColumn.MUNICIPALITY, found.code());
                return written;
            }
            if (!found.code().isEmpty()) {
                notes.add(RosterFlaw.in(RosterColumn.MUNICIPALITY, found.code()));
            }
            return found.key();
        }

        private String locale() {
            String word = text(RosterColumn.LANGUAGE);
            Optional<String> locale =
                    word.isEmpty() ? Optional.of("de") : RosterWords.language(word);
            if (locale.isEmpty()) {
                refuse(RosterColumn.LANGUAGE, "language");
            }
            return locale.orElse("de");
        }

        private String text(RosterColumn column) {
            Integer place = places.get(column);
            if (place == null) {
                return "";
            }
            if (from.computed().contains(place)) {
                refuse(column, "formula");
                return "";
            }
            return NeutralCells.original(from.cell(place));
        }

        private void refuse(RosterColumn column, String code) {
            // the first thing said about a field is the one to mend
            if (flaws.stream().noneMatch(flaw -> column.field().equals(flaw.field()))) {
                flaws.add(RosterFlaw.in(column, code));
            }
        }

        private static boolean startsFormula(String text) {
            return NeutralCells.isDangerous(text);
        }
    }
}
