package de.gemeinsamkommune.membership.register;

import de.gemeinsamkommune.membership.register.FileRefused.Reason;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;

import org.jspecify.annotations.Nullable;

import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A CSV file with a head line and one unit per line. Columns may stand in any order; those this
 * class does not know are left alone.
 */
record UnitTable(char separator) implements RegisterFormat {

    private static final Set<String> REQUIRED = Set.of("ebene", "ags", "name", "bevoelkerung");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,11}");
    private static final Pattern HECTARES = Pattern.compile("[0-9]{1,9}(?:\\.[0-9]{1,2})?");
    private static final Pattern POSTCODE = Pattern.compile("[0-9]{5}");

    /**
     * {@return the form with the separator this head line uses, nothing when it is none}
     *
     * @throws FileRefused when it is one and lacks columns or has one twice
     */
    static Optional<UnitTable> recognise(String firstLine) {
        for (char separator : new char[] {',', ';', '\t'}) {
            List<String> head =
                    Arrays.stream(firstLine.split(Pattern.quote(String.valueOf(separator))))
                            .map(UnitTable::headWord)
                            .toList();
            if (head.contains("ebene") && head.contains("ags")) {
                if (!head.containsAll(REQUIRED) || Set.copyOf(head).size() != head.size()) {
                    throw new FileRefused(Reason.COLUMNS_MISSING);
                }
                return Optional.of(new UnitTable(separator));
            }
        }
        return Optional.empty();
    }

    private static String headWord(String field) {
        return field.replace("\"", "").strip().toLowerCase(Locale.ROOT);
    }

    /** Such a file does not tell its day. */
    @Override
    public Optional<LocalDate> day(String firstLine) {
        return Optional.empty();
    }

    @Override
    public Lines read(BufferedReader file, LocalDate on, Consumer<UnitRow> rows, Flaws flaws)
            throws IOException {
        Iterator<CsvRecord> records =
                CsvReader.builder()
                        .fieldSeparator(separator)
                        .allowExtraFields(true)
                        .allowMissingFields(true)
                        .ofCsvRecord(file)
                        .iterator();
        long line = 1;
        int leftOut = 0;
        try {
            CsvRecord first = records.next();
            Map<String, Integer> head = head(first);
            while (records.hasNext()) {
                CsvRecord next = records.next();
                line = next.getStartingLineNumber();
                if (next.getFieldCount() != first.getFieldCount()) {
                    flaws.add(line, null, "fields", first.getFieldCount(), next.getFieldCount());
                    continue;
                }
                Fields fields = new Fields(line, next, head, flaws);
                UnitLevel level = fields.level();
                if (level == null) {
                    continue;
                }
                if (UnitTitles.isUnincorporated(level, fields.text("typ_code"))) {
                    leftOut++;
                } else {
                    UnitRow row = fields.row(level);
                    if (row != null) {
                        rows.accept(row);
                    }
                }
            }
        } catch (CsvParseException broken) {
            // what follows an open quotation mark cannot be told apart any more
            flaws.add(line + 1, null, "csv");
        }
        return new Lines(line, leftOut);
    }

    private static Map<String, Integer> head(CsvRecord first) {
        Map<String, Integer> head = new HashMap<>();
        for (int i = 0; i < first.getFieldCount(); i++) {
            head.put(headWord(first.getField(i)), i);
        }
        return head;
    }

    /** The fields of one line. */
    private record Fields(long line, CsvRecord record, Map<String, Integer> head, Flaws flaws) {

        String text(String column) {
            Integer index = head.get(column);
            return index == null ? "" : record.getField(index).strip();
        }

        @Nullable UnitLevel level() {
            for (UnitLevel level : UnitLevel.values()) {
                if (level.word().equals(text("ebene"))) {
                    return level;
                }
            }
            flaws.add(line, "ebene", "level");
            return null;
        }

        @Nullable UnitRow row(UnitLevel level) {
            long before = flaws.count();
            String key = text("ags");
            requireDigits("ags", key, level.digits());
            String ars = text("ars");
            if (ars.isEmpty() && level != UnitLevel.MUNICIPALITY) {
                ars = key;
            } else {
                requireDigits("ars", ars, level == UnitLevel.MUNICIPALITY ? 12 : level.digits());
            }
            String name = UnitTitles.name(text("name"));
            if (name.isEmpty()) {
                flaws.add(line, "name", "name-missing");
            }
            String code = text("typ_code");
            if (head.containsKey("typ_code") && !UnitTitles.knows(level, code)) {
                flaws.add(line, "typ_code", "text-code");
            }
            Long population = population();
            Long hectares = hectares();
            String postcode = text("plz");
            if (!postcode.isEmpty() && !POSTCODE.matcher(postcode).matches()) {
                flaws.add(line, "plz", "postcode");
            }
            if (flaws.count() != before) {
                return null;
            }
            String official = text("name_amtlich");
            String seat = text("verwaltungssitz");
            return new UnitRow(
                    line,
                    level,
                    key,
                    ars,
                    name,
                    UnitTitles.title(level, code, official.isEmpty() ? text("name") : official),
                    seat.isEmpty() ? null : seat,
                    postcode.isEmpty() ? null : postcode,
                    hectares,
                    population);
        }

        private void requireDigits(String column, String value, int digits) {
            if (value.length() != digits || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
                flaws.add(line, column, "digits", digits);
            }
        }

        private @Nullable Long population() {
            String value = text("bevoelkerung");
            if (value.startsWith("-")) {
                flaws.add(line, "bevoelkerung", "negative");
                return null;
            }
            if (!DIGITS.matcher(value).matches()) {
                flaws.add(line, "bevoelkerung", "number");
                return null;
            }
            return Long.valueOf(value);
        }

        private @Nullable Long hectares() {
            String value = text("flaeche_km2");
            if (value.isEmpty()) {
                return null;
            }
            if (!HECTARES.matcher(value).matches()) {
                flaws.add(line, "flaeche_km2", "area");
                return null;
            }
            return new BigDecimal(value).movePointRight(2).longValueExact();
        }
    }
}
