package de.gemeinsamkommune.membership.register;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/**
 * A unit as the register knows it.
 *
 * @param key official key (AGS): 2 digits for a state, 3 for a Regierungsbezirk, 5 for a district,
 *     8 for a municipality; a string, since the leading zero counts
 * @param ars regional key: 12 digits for a municipality, otherwise the same as the key
 * @param name without the title; not unique
 * @param title what is spoken before the name, as {@code Landkreis}
 * @param district key of the district of a municipality
 * @param districtName name of that district, with its title
 * @param region key of the Regierungsbezirk, null where a state has none
 * @param regionName name of that Regierungsbezirk
 * @param seat where the administration sits, when that is told
 * @param postcode of the administration, for a municipality
 * @param hectares area
 * @param population inhabitants, null where the register does not tell
 * @param sameAs key of the district that is the very same city; such a municipality must not be
 *     added to its district
 * @param endedOn day of the first register without the unit, null while it exists
 */
public record AdministrativeUnit(
        String key,
        String ars,
        UnitLevel level,
        String name,
        String title,
        @Nullable String district,
        @Nullable String districtName,
        @Nullable String region,
        @Nullable String regionName,
        @Nullable String seat,
        @Nullable String postcode,
        @Nullable Long hectares,
        @Nullable Long population,
        @Nullable String sameAs,
        @Nullable LocalDate endedOn) {

    AdministrativeUnit endOn(LocalDate day) {
        return new AdministrativeUnit(
                key,
                ars,
                level,
                name,
                title,
                district,
                districtName,
                region,
                regionName,
                seat,
                postcode,
                hectares,
                population,
                sameAs,
                day);
    }

    boolean ended() {
        return endedOn != null;
    }

    /** {@return key of the state} */
    String state() {
        return key.substring(0, 2);
    }

    /**
     * {@return the name as people are shown it} Names repeat (Stadt and Landkreis Regensburg, two
     * Gemeinden Eching), so it has the title, and a municipality also its district.
     */
    String displayName() {
        String titled = title + " " + name;
        return districtName == null || sameAs != null ? titled : titled + " (" + districtName + ")";
    }
}
