package de.gemeinsamkommune.membership.register;

import java.util.Arrays;

/** The level of an administrative unit; it decides how many digits its key has. */
public enum UnitLevel {
    /** Land. */
    STATE(2, "land"),
    /** Regierungsbezirk. */
    REGION(3, "regierungsbezirk"),
    /** Kreis, Landkreis or kreisfreie Stadt. */
    DISTRICT(5, "kreis"),
    /** Gemeinde, whatever its title; a kreisfreie Stadt is one too. */
    MUNICIPALITY(8, "gemeinde");

    private final int digits;
    private final String word;

    UnitLevel(int digits, String word) {
        this.digits = digits;
        this.word = word;
    }

    /**
     * {@return the level of the unit with this key}
     *
     * @throws IllegalArgumentException when no level has so many digits
     */
    static UnitLevel ofKey(String key) {
        return Arrays.stream(values())
                .filter(level -> level.digits == key.length())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(key + " is no official key"));
    }

    /** {@return how many digits a key of this level has} */
    int digits() {
        return digits;
    }

    /** {@return how CSV files of the register call the level} */
    String word() {
        return word;
    }
}
