package de.gemeinsamkommune.portal.directory;

import org.jspecify.annotations.Nullable;

/** A municipality as membership shows it to everybody. */
public record Municipality(
        String key,
        String displayName,
        String kind,
        @Nullable String district,
        @Nullable String region,
        @Nullable Integer population,
        @Nullable String level) {
    private static final int DISTRICT_DIGITS = 5;

    /** Whether it is or belongs to a district; an association does not. */
    boolean isWithinADistrict() {
        return !kind.equals("ASSOCIATION");
    }

    /** The official key of the district the municipality is or belongs to. */
    String districtKey() {
        return key.substring(0, Math.min(DISTRICT_DIGITS, key.length()));
    }

    /** The name of that district. */
    String districtName() {
        return district == null ? displayName : "Landkreis " + district;
    }
}
