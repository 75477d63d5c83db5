package de.gemeinsamkommune.membership.register;

import org.jspecify.annotations.Nullable;

/**
 * One unit as a line of a file tells it: each field is well formed, but nothing has been compared
 * with another line yet.
 *
 * @param line number of the line, from 1
 * @param population null where the file leaves it to be summed up
 */
record UnitRow(
        long line,
        UnitLevel level,
        String key,
        String ars,
        String name,
        String title,
        @Nullable String seat,
        @Nullable String postcode,
        @Nullable Long hectares,
        @Nullable Long population) {}
