package de.gemeinsamkommune.membership.roster;

import de.gemeinsamkommune.membership.municipality.Municipality;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds the municipalities of the network by what people write into a table. */
final class MunicipalityNames {

    private final Map<String, String> displayNames = new LinkedHashMap<>();
    private final Map<String, Set<String>> keysByName = new HashMap<>();

    MunicipalityNames(Collection<Municipality> municipalities) {
        for (Municipality unit : municipalities) {
            displayNames.put(unit.key(), unit.displayName());
            for (String name : List.of(unit.displayName(), unit.name())) {
                keysByName.computeIfAbsent(plain(name), _ -> new TreeSet<>()).add(unit.key());
            }
        }
    }

    /**
     * What was found.
     *
     * @param key official key; empty when there is none, or more than one
     * @param code of what was mended (leading-zero) or is to be mended; empty when it fits
     */
    record Found(String key, String code) {}

    /** Looks for an official key, with or without its leading zero, or a name. */
    Found find(String written) {
        if (displayNames.containsKey(written)) {
            return new Found(written, "");
        }
        if (written.chars().allMatch(c -> c >= '0' && c <= '9')) {
            // spreadsheets take a key for a number
            String mended = "0" + written;
            return displayNames.containsKey(mended)
                    ? new Found(mended, "leading-zero")
                    : new Found("", "municipality-unknown");
        }
        Set<String> keys = keysByName.getOrDefault(plain(written), Set.of());
        return switch (keys.size()) {
            case 0 -> new Found("", "municipality-unknown");
            case 1 -> new Found(keys.iterator().next(), "");
            default -> new Found("", "municipality-ambiguous");
        };
    }

    /** {@return the name people are shown; empty when the unit is not in the network} */
    Optional<String> displayName(String key) {
        return Optional.ofNullable(displayNames.get(key));
    }

    private static String plain(String name) {
        return name.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }
}
