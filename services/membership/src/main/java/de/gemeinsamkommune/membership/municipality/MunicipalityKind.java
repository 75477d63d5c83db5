package de.gemeinsamkommune.membership.municipality;

/** The level of administration; a network of municipalities has units of all three. */
public enum MunicipalityKind {
    /** Landkreis. */
    DISTRICT,
    /** Kreisfreie Stadt: both a city and a district of its own. */
    INDEPENDENT_CITY,
    /** Kreisangehörige Gemeinde, whatever its title: Gemeinde, Markt or Stadt. */
    MUNICIPALITY
}
