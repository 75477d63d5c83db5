package de.gemeinsamkommune.membership.roster;

import org.jspecify.annotations.Nullable;

/**
 * Something about a row that is to be mended, or that was mended.
 *
 * @param field name of the field; null when it is about the whole row
 * @param code what it is; the texts are {@code membership/roster_*.properties}
 */
public record RosterFlaw(@Nullable String field, String code) {

    static RosterFlaw in(RosterColumn column, String code) {
        return new RosterFlaw(column.field(), code);
    }
}
