package de.gemeinsamkommune.membership.history;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * One field that was changed. Kept in the record it belongs to, so that it is erased with it.
 *
 * @param at when
 * @param by id of the person who changed it
 * @param field name of the field, as in the API
 * @param before what stood there, absent when nothing did
 * @param after what stands there since, absent when nothing does
 */
public record Change(
        Instant at, String by, String field, @Nullable String before, @Nullable String after) {

    /** A record remembers this many changes; older ones make room. */
    private static final int REMEMBERED = 500;

    /**
     * Continues a history.
     *
     * @param history until now, the oldest first
     * @param before fields by name before the change; nothing stands in those that are missing
     * @param after the same after it
     * @return the history with one entry for each field that differs
     */
    public static List<Change> continued(
            List<Change> history,
            Instant at,
            String by,
            Map<String, String> before,
            Map<String, String> after) {
        Set<String> fields = new LinkedHashSet<>(before.keySet());
        fields.addAll(after.keySet());
        List<Change> all = new ArrayList<>(history);
        for (String field : fields) {
            if (!Objects.equals(before.get(field), after.get(field))) {
                all.add(new Change(at, by, field, before.get(field), after.get(field)));
            }
        }
        return List.copyOf(all.subList(Math.max(0, all.size() - REMEMBERED), all.size()));
    }
}
