package de.gemeinsamkommune.membership.register;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The fixed-width file GV100AD of the statistical offices: one record of 220 characters per line.
 * Positions are counted from 1 and inclusive, as in its description.
 */
record Gv100ad() implements RegisterFormat {

    static final int LENGTH = 220;

    private static final Pattern BEGINNING = Pattern.compile("(?:10|20|30|40|50|60)[0-9]{8}.*");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern POSTCODE = Pattern.compile("[0-9]{5}");

    static boolean recognises(String firstLine) {
        return BEGINNING.matcher(firstLine).matches();
    }

    @Override
    public Optional<LocalDate> day(String firstLine) {
        return parseDay(firstLine.substring(2, 10));
    }

    @Override
    public Lines read(BufferedReader file, LocalDate on, Consumer<UnitRow> rows, Flaws flaws)
            throws IOException {
        long number = 0;
        int leftOut = 0;
        for (String line = file.readLine(); line != null; line = file.readLine()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            if (line.length() != LENGTH) {
                flaws.add(number, null, "length", LENGTH, line.length());
                continue;
            }
            Fields fields = new Fields(number, line, flaws);
            fields.day(on);
            UnitLevel level = fields.level();
            if (level == null) {
                continue;
            }
            if (UnitTitles.isUnincorporated(level, fields.text(123, 124))) {
                leftOut++;
            } else {
                UnitRow row = fields.row(level);
                if (row != null) {
                    rows.accept(row);
                }
            }
        }
        return new Lines(number, leftOut);
    }

    private static Optional<LocalDate> parseDay(String digits) {
        try {
            return Optional.of(LocalDate.parse(digits, DateTimeFormatter.BASIC_ISO_DATE));
        } catch (DateTimeException noDay) {
            return Optional.empty();
        }
    }

    /** The fields of one record. */
    private record Fields(long number, String line, Flaws flaws) {

        String text(int from, int to) {
            return line.substring(from - 1, to).strip();
        }

        private void flaw(int from, int to, String code, Object... arguments) {
            flaws.add(number, from + "-" + to, code, arguments);
        }

        void day(LocalDate on) {
            Optional<LocalDate> day = parseDay(text(3, 10));
            if (day.isEmpty()) {
                flaw(3, 10, "day");
            } else if (!day.get().equals(on)) {
                flaw(3, 10, "day-differs", on);
            }
        }

        /** {@return null for records that are no units, and for types nobody knows} */
        @Nullable UnitLevel level() {
            return switch (text(1, 2)) {
                case "10" -> UnitLevel.STATE;
                case "20" -> UnitLevel.REGION;
                case "40" -> UnitLevel.DISTRICT;
                case "60" -> UnitLevel.MUNICIPALITY;
                // planning regions and associations of municipalities
                case "30", "50" -> null;
                default -> {
                    flaw(1, 2, "record-type");
                    yield null;
                }
            };
        }

        @Nullable UnitRow row(UnitLevel level) {
            long before = flaws.count();
            int end = 10 + level.digits();
            String key = digits(11, end);
            String ars =
                    level == UnitLevel.MUNICIPALITY
                            ? key.substring(0, Math.min(5, key.length()))
                                    + digits(19, 22)
                                    + digits(16, 18)
                            : key;
            String official = text(23, 72);
            if (UnitTitles.name(official).isEmpty()) {
                flaw(23, 72, "name-missing");
            }
            String code = text(123, 124);
            if (!UnitTitles.knows(level, code)) {
                flaw(123, 124, "text-code");
            }
            Long hectares = number(129, 139, false);
            Long population = level == UnitLevel.MUNICIPALITY ? number(140, 150, true) : null;
            String postcode = level == UnitLevel.MUNICIPALITY ? postcode() : null;
            if (flaws.count() != before) {
                return null;
            }
            String seat = text(73, 122);
            return new UnitRow(
                    number,
                    level,
                    key,
                    ars,
                    UnitTitles.name(official),
                    UnitTitles.title(level, code, official),
                    seat.isEmpty() ? null : seat,
                    postcode,
                    hectares,
                    population);
        }

        private String digits(int from, int to) {
            String value = line.substring(from - 1, to);
            if (!DIGITS.matcher(value).matches()) {
                flaw(from, to, "digits", to - from + 1);
            }
            return value;
        }

        private @Nullable Long number(int from, int to, boolean required) {
            String value = text(from, to);
            if (value.isEmpty() && !required) {
                return null;
            }
            if (value.startsWith("-")) {
                flaw(from, to, "negative");
                return null;
            }
            if (!DIGITS.matcher(value).matches()) {
                flaw(from, to, "number");
                return null;
            }
            return Long.valueOf(value);
        }

        private @Nullable String postcode() {
            String value = text(166, 170);
            if (value.isEmpty()) {
                return null;
            }
            if (!POSTCODE.matcher(value).matches()) {
                flaw(166, 170, "postcode");
            }
            return value;
        }
    }
}
