package de.gemeinsamkommune.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * A register of administrative units in the form of the statistical offices (GV100AD in
 * ISO-8859-1), as large as Bavaria's: a state, 7 Regierungsbezirke, 71 districts, 25 independent
 * cities and 2,056 municipalities. State, names and numbers are invented; the keys are well formed.
 */
final class InventedRegister {

    static final int UNITS = 2_160;

    private static final int REGIONS = 7;
    private static final int DISTRICTS = 71;
    private static final int CITIES = 25;
    private static final int TOWNS = 2_031;

    /** A key that no state of Germany has. */
    private static final String STATE = "99";

    private final StringBuilder lines = new StringBuilder();
    private final String day;
    private final int growth;

    private InventedRegister(LocalDate day, int growth) {
        this.day = day.format(DateTimeFormatter.BASIC_ISO_DATE);
        this.growth = growth;
    }

    /**
     * Writes the file.
     *
     * @param growth inhabitants of every municipality beyond those it had at first
     */
    static void write(Path file, LocalDate day, int growth) throws IOException {
        InventedRegister register = new InventedRegister(day, growth);
        register.addAll();
        Files.writeString(file, register.lines, StandardCharsets.ISO_8859_1);
    }

    private void addAll() {
        add("10", STATE, "", "Quittenland", "", "");
        for (int region = 1; region <= REGIONS; region++) {
            add("20", STATE + region, "", "Größerquitten " + region, "", "");
        }
        for (int district = 0; district < DISTRICTS; district++) {
            add("40", district(district, 10), "", "Mühlau " + district, "44", "");
        }
        for (int city = 0; city < CITIES; city++) {
            String key = district(city, 60);
            add("40", key, "", "Mürbstadt " + city, "41", "");
            add("60", key + "000", "0000", "Mürbstadt " + city, "61", people(city, 40_000));
        }
        for (int town = 0; town < TOWNS; town++) {
            String key = district(town % DISTRICTS, 10) + number(100 + town / DISTRICTS, 3);
            add("60", key, "5" + number(town, 3), "Öd am Moos " + town, "64", people(town, 900));
        }
    }

    private static String district(int number, int from) {
        return STATE + (1 + number % REGIONS) + (from + number / REGIONS);
    }

    private String people(int number, int atLeast) {
        return number(atLeast + number * 7 % 1_000 + growth, 11);
    }

    private static String number(int value, int digits) {
        String text = String.format(Locale.ROOT, "%0" + digits + "d", value);
        return text.substring(text.length() - digits);
    }

    /** Positions as in the description of the form, from 1. */
    private void add(
            String type, String key, String association, String name, String code, String people) {
        boolean municipality = type.equals("60");
        int begin = lines.length();
        lines.append(type).append(day).append(key);
        field(begin, 19, association);
        field(begin, 23, name);
        field(begin, 73, municipality ? "" : "Mürbstadt 0");
        field(begin, 123, code);
        field(begin, 129, municipality ? number(3_000, 11) : "");
        field(begin, 140, people);
        field(begin, 166, municipality ? "99999" : "");
        field(begin, 221, "\r\n");
    }

    private void field(int begin, int position, String text) {
        lines.repeat(' ', begin + position - 1 - lines.length()).append(text);
    }
}
