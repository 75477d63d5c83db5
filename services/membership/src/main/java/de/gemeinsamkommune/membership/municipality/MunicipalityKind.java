package de.gemeinsamkommune.membership.municipality;

import java.util.regex.Pattern;

/** What kind of body belongs to the network; each has keys of its own form. */
public enum MunicipalityKind {
    /** Landkreis. */
    DISTRICT("[0-9]{5}"),
    /** Kreisfreie Stadt: both a city and a district of its own. */
    INDEPENDENT_CITY("[0-9]{5}"),
    /** Kreisangehörige Gemeinde, whatever its title: Gemeinde, Markt or Stadt. */
    MUNICIPALITY("[0-9]{8}"),
    /** Verwaltungsgemeinschaft: administers several municipalities of one district. */
    ADMINISTRATIVE_ASSOCIATION("[0-9]{9}"),
    /** Verein, Verband or another carrier, which no official register knows. */
    ASSOCIATION("v-[a-z0-9]{8}");

    /** A key of any kind, as a regular expression. */
    public static final String ANY_KEY = "[0-9]{5}|[0-9]{8}|[0-9]{9}|v-[a-z0-9]{8}";

    private final Pattern key;

    MunicipalityKind(String key) {
        this.key = Pattern.compile(key);
    }

    /** {@return whether a unit of this kind can have the key} */
    boolean takes(String text) {
        return key.matcher(text).matches();
    }
}
