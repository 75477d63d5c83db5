package de.gemeinsamkommune.membership.directory;

import de.gemeinsamkommune.membership.municipality.MunicipalityKind;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/**
 * What the directory knows of a municipality that still exists.
 *
 * @param key official key
 * @param name as people are shown it, with its title
 * @param size unknown of an association, and where no register tells the population
 */
public record Town(String key, String name, MunicipalityKind kind, @Nullable TownSize size) {

    private static final int DISTRICT_DIGITS = 5;

    /**
     * {@return key of the district it belongs to or is; a kreisfreie Stadt is one of its own, an
     * association (Verein) belongs to none}
     */
    @Nullable String district() {
        return kind == MunicipalityKind.ASSOCIATION ? null : key.substring(0, DISTRICT_DIGITS);
    }

    /** {@return what towns like this one are found by; nothing while its size is unknown} */
    Optional<String> like() {
        return Optional.ofNullable(size).map(known -> Found.like(kind, known));
    }
}
