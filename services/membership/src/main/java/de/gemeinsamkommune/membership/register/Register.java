package de.gemeinsamkommune.membership.register;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All units of one territorial status.
 *
 * @param on day of the status
 * @param units by key
 */
record Register(LocalDate on, Map<String, AdministrativeUnit> units) {

    static Register of(LocalDate on, Collection<AdministrativeUnit> units) {
        return new Register(
                on,
                units.stream()
                        .collect(
                                Collectors.toMap(
                                        AdministrativeUnit::key,
                                        Function.identity(),
                                        (one, _) -> one,
                                        TreeMap::new)));
    }

    /** {@return number of municipalities that exist; a kreisfreie Stadt counts once} */
    long municipalities() {
        return units.values().stream().filter(Register::counts).count();
    }

    /** {@return inhabitants, each once: those of the municipalities that exist} */
    long population() {
        return units.values().stream()
                .filter(Register::counts)
                .map(AdministrativeUnit::population)
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
    }

    private static boolean counts(AdministrativeUnit unit) {
        return unit.level() == UnitLevel.MUNICIPALITY && !unit.ended();
    }

    /**
     * Puts what a newer file says beside what is known. Units of states the file says nothing about
     * stay as they are; units of its states that it no longer has are kept as ended.
     */
    Succession succeededBy(Register newer) {
        Set<String> states =
                newer.units.values().stream()
                        .map(AdministrativeUnit::state)
                        .collect(Collectors.toSet());
        Map<String, AdministrativeUnit> after = new TreeMap<>(newer.units);
        int ended = 0;
        for (AdministrativeUnit known : units.values()) {
            if (newer.units.containsKey(known.key())) {
                continue;
            }
            boolean ends = !known.ended() && states.contains(known.state());
            after.put(known.key(), ends ? known.endOn(newer.on) : known);
            ended += ends ? 1 : 0;
        }
        int added = 0;
        int changed = 0;
        for (AdministrativeUnit unit : newer.units.values()) {
            AdministrativeUnit known = units.get(unit.key());
            if (known == null || known.ended()) {
                added++;
            } else if (!known.equals(unit)) {
                changed++;
            }
        }
        return new Succession(
                new Register(newer.on, after),
                new Counts(added, changed, ended, newer.units.size() - added - changed));
    }

    /** What comes after, and how it differs. */
    record Succession(Register after, Counts counts) {}
}
