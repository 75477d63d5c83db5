package de.gemeinsamkommune.portal.api;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * One page of a list.
 *
 * @param items what is on the page
 * @param next the cursor of the next page, absent on the last
 */
public record Listing<T>(List<T> items, @Nullable String next) {
    public Listing {
        items = items == null ? List.of() : List.copyOf(items);
    }
}
