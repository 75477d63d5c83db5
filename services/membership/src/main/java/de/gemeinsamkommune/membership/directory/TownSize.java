package de.gemeinsamkommune.membership.directory;

import de.gemeinsamkommune.membership.municipality.MunicipalityKind;

/**
 * How large a municipality is. Towns have the classes of the Bundesinstitut für Bau-, Stadt- und
 * Raumforschung (types of towns and municipalities by inhabitants); districts, which are larger by
 * nature, have classes of their own, so that a town and a district are never of one size.
 */
public enum TownSize {
    /** Landgemeinde: below 5,000 inhabitants. */
    VILLAGE,
    /** Kleinstadt: from 5,000 to below 20,000. */
    SMALL_TOWN,
    /** Mittelstadt: from 20,000 to below 100,000. */
    MEDIUM_TOWN,
    /** Großstadt: from 100,000. */
    CITY,
    /** Landkreis below 100,000 inhabitants. */
    SMALL_DISTRICT,
    /** Landkreis from 100,000 to below 200,000. */
    MEDIUM_DISTRICT,
    /** Landkreis from 200,000. */
    LARGE_DISTRICT;

    private static final long SMALL_TOWN_FROM = 5_000;
    private static final long MEDIUM_TOWN_FROM = 20_000;
    private static final long CITY_FROM = 100_000;
    private static final long MEDIUM_DISTRICT_FROM = 100_000;
    private static final long LARGE_DISTRICT_FROM = 200_000;

    static TownSize of(MunicipalityKind kind, long population) {
        if (kind == MunicipalityKind.DISTRICT) {
            return population < MEDIUM_DISTRICT_FROM
                    ? SMALL_DISTRICT
                    : population < LARGE_DISTRICT_FROM ? MEDIUM_DISTRICT : LARGE_DISTRICT;
        }
        if (population < SMALL_TOWN_FROM) {
            return VILLAGE;
        }
        return population < MEDIUM_TOWN_FROM
                ? SMALL_TOWN
                : population < CITY_FROM ? MEDIUM_TOWN : CITY;
    }
}
