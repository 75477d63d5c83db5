package de.gemeinsamkommune.membership.municipality;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What is known of a unit, whether it belongs to the network or not.
 *
 * @param key official key: 5 digits for a district or an independent city, 8 for a municipality
 *     (AGS), 9 for a Verwaltungsgemeinschaft (its regional key); a string, since the leading zero
 *     counts; {@code v-} and 8 characters that the product gives to an association
 * @param kind what kind of body it is
 * @param ars regional key: 12 digits for a municipality, otherwise the key; none for an association
 * @param designation title that is spoken before the name, as {@code Landkreis}; none for an
 *     association, whose name is whole
 * @param name without the title
 * @param district name of the Landkreis a municipality belongs to; a Verwaltungsgemeinschaft may
 *     have it, others have none
 * @param region Regierungsbezirk; none where a state has none, and for many an association
 * @param population inhabitants, from 1; none for an association, and none where it is not known
 * @param populationOn day for which the population was counted, where there is one
 */
public record UnitFacts(
        String key,
        MunicipalityKind kind,
        @Nullable String ars,
        @Nullable String designation,
        String name,
        @Nullable String district,
        @Nullable String region,
        @Nullable Integer population,
        @Nullable LocalDate populationOn) {

    private static final Pattern ARS = Pattern.compile("[0-9]{12}");

    /** Refuses keys that cannot be such, and facts that contradict each other. */
    public UnitFacts {
        if (!kind.takes(key)) {
            throw new IllegalArgumentException(key + " is no key of a " + kind);
        }
        if (!isArs(kind, key, ars)) {
            throw new IllegalArgumentException(ars + " is not the ARS of " + key);
        }
        boolean hasDistrict = district != null;
        if (switch (kind) {
            case MUNICIPALITY -> !hasDistrict;
            case DISTRICT, INDEPENDENT_CITY, ASSOCIATION -> hasDistrict;
            case ADMINISTRATIVE_ASSOCIATION -> false;
        }) {
            throw new IllegalArgumentException(key + ": only a municipality has a district");
        }
        boolean official = kind != MunicipalityKind.ASSOCIATION;
        if (name.isBlank()
                || official != (designation != null)
                || (!official && population != null)
                || (population != null && population < 1)
                || (population == null) != (populationOn == null)) {
            throw new IllegalArgumentException(key + " lacks a fact or has one too many");
        }
    }

    private static boolean isArs(MunicipalityKind kind, String key, @Nullable String ars) {
        return switch (kind) {
            // AGS = first 5 and last 3 digits of the ARS
            case MUNICIPALITY ->
                    ars != null
                            && ARS.matcher(ars).matches()
                            && key.equals(ars.substring(0, 5) + ars.substring(9));
            case DISTRICT, INDEPENDENT_CITY, ADMINISTRATIVE_ASSOCIATION -> key.equals(ars);
            case ASSOCIATION -> ars == null;
        };
    }

    /** {@return an association; it has a name and at most a region} */
    public static UnitFacts association(String key, String name, @Nullable String region) {
        return new UnitFacts(
                key, MunicipalityKind.ASSOCIATION, null, null, name, null, region, null, null);
    }

    /**
     * {@return the name as people are shown it} Names repeat (Stadt and Landkreis Regensburg, two
     * Gemeinden Eching), so it has the title, and a municipality also its district.
     */
    public String displayName() {
        String titled = designation == null ? name : designation + " " + name;
        return district == null ? titled : titled + " (Landkreis " + district + ")";
    }

    /** {@return the facts as texts, for the history} */
    Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("kind", kind.name());
        fields.put("name", name);
        put(fields, "ars", ars);
        put(fields, "designation", designation);
        put(fields, "district", district);
        put(fields, "region", region);
        put(fields, "population", population);
        put(fields, "populationOn", populationOn);
        return fields;
    }

    private static void put(Map<String, String> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, Objects.toString(value));
        }
    }
}
