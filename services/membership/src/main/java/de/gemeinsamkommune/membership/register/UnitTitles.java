package de.gemeinsamkommune.membership.register;

import java.util.Map;
import java.util.Set;

/** The text codes of the register and the titles they stand for. */
final class UnitTitles {

    /** Where nobody lives and nobody administers; they are left out. */
    private static final Set<String> UNINCORPORATED = Set.of("65", "66");

    private static final Map<String, String> DISTRICTS =
            Map.of(
                    "41", "Stadt",
                    "42", "Stadt",
                    "43", "Kreis",
                    "44", "Landkreis",
                    "45", "Regionalverband");
    private static final Map<String, String> MUNICIPALITIES =
            Map.of(
                    "60", "Markt",
                    "61", "Stadt",
                    "62", "Stadt",
                    "63", "Stadt",
                    "64", "Gemeinde",
                    "67", "Stadt",
                    "68", "Stadt",
                    "69", "Gemeinde");

    /** How the Bavarian register shortens what the code says in full. */
    private static final Set<String> SHORTENED = Set.of("St", "M", "GKSt");

    private UnitTitles() {}

    static boolean isUnincorporated(UnitLevel level, String code) {
        return level == UnitLevel.MUNICIPALITY && UNINCORPORATED.contains(code);
    }

    /** {@return whether units of this level have such a code} */
    static boolean knows(UnitLevel level, String code) {
        return switch (level) {
            case STATE, REGION -> true;
            case DISTRICT -> DISTRICTS.containsKey(code);
            case MUNICIPALITY -> MUNICIPALITIES.containsKey(code);
        };
    }

    /**
     * {@return the title of a unit}
     *
     * @param officialName as {@code München, Landeshauptstadt}: what stands behind the comma goes
     *     before the code's title, as a city may call itself otherwise; not so what is shortened,
     *     as {@code Abenberg, St}
     */
    static String title(UnitLevel level, String code, String officialName) {
        int comma = officialName.indexOf(',');
        String behind = comma < 0 ? "" : officialName.substring(comma + 1).strip();
        if (!behind.isEmpty() && !SHORTENED.contains(behind)) {
            return behind;
        }
        return switch (level) {
            case STATE -> "Land";
            case REGION -> "Regierungsbezirk";
            case DISTRICT -> DISTRICTS.getOrDefault(code, "Kreis");
            case MUNICIPALITY -> MUNICIPALITIES.getOrDefault(code, "Gemeinde");
        };
    }

    /** {@return the name without what stands behind the comma} */
    static String name(String officialName) {
        int comma = officialName.indexOf(',');
        return (comma < 0 ? officialName : officialName.substring(0, comma)).strip();
    }
}
