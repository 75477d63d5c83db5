package de.gemeinsamkommune.membership.roster;

import java.util.List;
import java.util.Set;

/**
 * One row of a table that is not empty.
 *
 * @param number of the row or line in the file, from 1
 * @param cells what stands in them
 * @param computed places of cells whose value comes from a formula
 */
record TableRow(int number, List<String> cells, Set<Integer> computed) {

    TableRow {
        cells = List.copyOf(cells);
        computed = Set.copyOf(computed);
    }

    /** {@return what stands at a place, from 0; an empty text when nothing does} */
    String cell(int place) {
        return place < cells.size() ? cells.get(place).strip() : "";
    }

    boolean isEmpty() {
        return computed.isEmpty() && cells.stream().allMatch(String::isBlank);
    }
}
