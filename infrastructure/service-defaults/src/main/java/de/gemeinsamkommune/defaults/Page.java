package de.gemeinsamkommune.defaults;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.function.Function;

/**
 * One page of a list.
 *
 * @param items at most {@link PageQuery#size()} items
 * @param next value of the {@code cursor} parameter for the next page, null on the last one
 */
public record Page<T>(List<T> items, @Nullable String next) {

    /** Copies the items. */
    public Page {
        items = List.copyOf(items);
    }

    /**
     * A page made of the rows found, of which one more than the page holds was asked for ({@link
     * PageQuery#limit()}), so that it is known whether there is a next page.
     *
     * @param rows at most {@code query.limit()} rows in their order
     * @param cursor the place behind a row
     * @param item what is shown of a row
     */
    public static <R, T> Page<T> of(
            List<R> rows, PageQuery query, Function<R, Cursor> cursor, Function<R, T> item) {
        boolean more = rows.size() > query.size();
        List<R> shown = more ? rows.subList(0, query.size()) : rows;
        return new Page<>(
                shown.stream().map(item).toList(),
                more ? cursor.apply(shown.getLast()).encode() : null);
    }
}
