package de.gemeinsamkommune.membership.register;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares the lines of a file with each other and makes a register of them. */
final class RegisterCheck {

    /** More than Germany has, and little enough to be held in memory. */
    static final int MOST_UNITS = 50_000;

    private final Flaws flaws;
    private final Map<String, UnitRow> rows = new LinkedHashMap<>();
    private boolean tooMany;

    RegisterCheck(Flaws flaws) {
        this.flaws = flaws;
    }

    /** Takes one line. */
    void add(UnitRow row) {
        if (rows.size() == MOST_UNITS) {
            if (!tooMany) {
                flaws.add(row.line(), null, "too-many", MOST_UNITS);
            }
            tooMany = true;
            return;
        }
        UnitRow first = rows.putIfAbsent(row.key(), row);
        if (first != null) {
            flaws.add(row.line(), "ags", "duplicate", first.line());
        }
    }

    /** {@return the register; means nothing when there are flaws} */
    Register check(LocalDate on) {
        if (rows.isEmpty() && flaws.count() == 0) {
            flaws.add(1, null, "no-units");
        }
        Set<String> statesWithRegions = new HashSet<>();
        rows.values().stream()
                .filter(row -> row.level() == UnitLevel.REGION)
                .forEach(row -> statesWithRegions.add(row.key().substring(0, 2)));
        Map<String, Long> sums = sums();
        List<AdministrativeUnit> units = new ArrayList<>();
        for (UnitRow row : rows.values()) {
            requireParents(row, statesWithRegions);
            units.add(unit(row, sums));
        }
        return Register.of(on, units);
    }

    private Map<String, Long> sums() {
        Map<String, Long> sums = new HashMap<>();
        for (UnitRow row : rows.values()) {
            Long population = row.population();
            if (row.level() == UnitLevel.MUNICIPALITY && population != null) {
                for (int digits : new int[] {2, 3, 5}) {
                    sums.merge(row.key().substring(0, digits), population, Long::sum);
                }
            }
        }
        return sums;
    }

    private void requireParents(UnitRow row, Set<String> statesWithRegions) {
        String key = row.key();
        if (row.level() == UnitLevel.STATE) {
            return;
        }
        if (!rows.containsKey(key.substring(0, 2))) {
            flaws.add(row.line(), "ags", "state-missing");
        } else if (row.level() == UnitLevel.DISTRICT
                && statesWithRegions.contains(key.substring(0, 2))
                && !rows.containsKey(key.substring(0, 3))) {
            flaws.add(row.line(), "ags", "region-missing");
        }
        if (row.level() == UnitLevel.MUNICIPALITY) {
            if (!rows.containsKey(key.substring(0, 5))) {
                flaws.add(row.line(), "ags", "district-missing");
            }
            String ars = row.ars();
            if (!key.equals(ars.substring(0, 5) + ars.substring(9))) {
                flaws.add(row.line(), "ars", "ars-differs");
            }
        } else if (!row.ars().equals(key)) {
            flaws.add(row.line(), "ars", "ars-differs");
        }
    }

    private AdministrativeUnit unit(UnitRow row, Map<String, Long> sums) {
        UnitRow district =
                row.level() == UnitLevel.MUNICIPALITY ? rows.get(row.key().substring(0, 5)) : null;
        UnitRow region =
                row.level().digits() > UnitLevel.REGION.digits()
                        ? rows.get(row.key().substring(0, 3))
                        : null;
        Long population = row.population();
        return new AdministrativeUnit(
                row.key(),
                row.ars(),
                row.level(),
                row.name(),
                row.title(),
                district == null ? null : district.key(),
                district == null ? null : district.title() + " " + district.name(),
                region == null ? null : region.key(),
                region == null ? null : region.name(),
                row.seat(),
                row.postcode(),
                row.hectares(),
                population == null ? sums.get(row.key()) : population,
                sameAs(row),
                null);
    }

    /** A city without other municipalities in its district is that district. */
    private static @Nullable String sameAs(UnitRow row) {
        return row.level() == UnitLevel.MUNICIPALITY && row.key().endsWith("000")
                ? row.key().substring(0, 5)
                : null;
    }
}
