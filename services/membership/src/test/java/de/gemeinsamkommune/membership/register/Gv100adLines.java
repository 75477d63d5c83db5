package de.gemeinsamkommune.membership.register;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes files as the statistical offices do; places and numbers are invented. */
public final class Gv100adLines {

    private final String day;
    private final List<String> lines = new ArrayList<>();

    private Gv100adLines(String day) {
        this.day = day;
    }

    /** A state with a region, a city and a district of two municipalities. */
    public static Gv100adLines small(String day) {
        return new Gv100adLines(day)
                .state("09", "Quittenland")
                .region("091", "Oberquitten")
                .district("09161", "Mürbstadt", "41")
                .municipality("09161000", "0000", "Mürbstadt, Residenzstadt", "61", 1000)
                .district("09178", "Apfelau", "44")
                .association("09178", "5101", "Apfelau-Birnbach")
                .municipality("09178101", "5101", "Apfelau", "60", 200)
                .municipality("09178102", "5101", "Birnbach", "64", 30)
                .municipality("09178444", "9444", "Apfelauer Forst", "65", 0);
    }

    public Gv100adLines state(String key, String name) {
        return add(line("10", key, "", "", name, "", ""));
    }

    public Gv100adLines region(String key, String name) {
        return add(line("20", key, "", "", name, "", ""));
    }

    public Gv100adLines district(String key, String name, String code) {
        return add(line("40", key, "", "", name, code, ""));
    }

    public Gv100adLines association(String district, String number, String name) {
        return add(line("50", district, "", number, name, "54", ""));
    }

    public Gv100adLines municipality(
            String key, String association, String name, String code, long population) {
        return add(
                line(
                        "60",
                        key.substring(0, 5),
                        key.substring(5),
                        association,
                        name,
                        code,
                        String.format(Locale.ROOT, "%011d", population)));
    }

    public Gv100adLines add(String line) {
        lines.add(line);
        return this;
    }

    /** Leaves out the lines of units with this name. */
    public Gv100adLines without(String name) {
        lines.removeIf(line -> line.substring(22, 72).strip().equals(name));
        return this;
    }

    public List<String> lines() {
        return lines;
    }

    public String text() {
        return String.join("\r\n", lines) + "\r\n";
    }

    private String line(
            String type,
            String upper,
            String municipality,
            String association,
            String name,
            String code,
            String population) {
        StringBuilder line = new StringBuilder(" ".repeat(220));
        put(line, 1, type + day + upper);
        put(line, 16, municipality);
        put(line, 19, association);
        put(line, 23, name);
        put(line, 123, code);
        put(line, 129, "00000013335");
        put(line, 140, population);
        if (!municipality.isEmpty()) {
            put(line, 166, "85049");
        }
        return line.toString();
    }

    /** Puts a text at a position counted from 1. */
    static void put(StringBuilder line, int from, String text) {
        line.replace(from - 1, from - 1 + text.length(), text);
    }

    static String with(String line, int from, String text) {
        StringBuilder changed = new StringBuilder(line);
        put(changed, from, text);
        return changed.toString();
    }
}
