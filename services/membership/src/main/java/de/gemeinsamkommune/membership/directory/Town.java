package de.gemeinsamkommune.membership.directory;

import de.gemeinsamkommune.membership.municipality.MunicipalityKind;

/**
 * What the directory knows of a municipality that still exists.
 *
 * @param key official key
 * @param name as people are shown it, with its title
 */
public record Town(String key, String name, MunicipalityKind kind, TownSize size) {

    private static final int DISTRICT_DIGITS = 5;

    /** {@return key of the district it belongs to or is; a kreisfreie Stadt is one of its own} */
    String district() {
        return key.substring(0, DISTRICT_DIGITS);
    }
}
