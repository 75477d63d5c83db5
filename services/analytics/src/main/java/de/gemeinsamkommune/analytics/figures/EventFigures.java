package de.gemeinsamkommune.analytics.figures;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What counts of one event of the network.
 *
 * @param endsAt when it ends; null before it was published
 * @param cancelled whether it was called off
 * @param attendances by registration, so that a corrected one counts once
 */
public record EventFigures(
        @Nullable Instant endsAt, boolean cancelled, Map<String, Attendance> attendances) {

    /**
     * That somebody was there.
     *
     * @param minutes how long, 0 for not at all
     * @param municipality official key, null for none
     */
    public record Attendance(int minutes, @Nullable String municipality) {}

    static final EventFigures NONE = new EventFigures(null, false, Map.of());

    EventFigures endingAt(Instant end) {
        return new EventFigures(end, cancelled, attendances);
    }

    EventFigures calledOff() {
        return new EventFigures(endsAt, true, attendances);
    }

    EventFigures attended(String registration, Attendance attendance) {
        Map<String, Attendance> more = new HashMap<>(attendances);
        more.put(registration, attendance);
        return new EventFigures(endsAt, cancelled, more);
    }

    /**
     * Somebody was known twice: one registration stands, and counts with what it says.
     *
     * @param attendance null when none was recorded
     */
    EventFigures merged(String registration, String into, @Nullable Attendance attendance) {
        Map<String, Attendance> fewer = new HashMap<>(attendances);
        fewer.remove(registration);
        if (attendance == null) {
            fewer.remove(into);
        } else {
            fewer.put(into, attendance);
        }
        return new EventFigures(endsAt, cancelled, fewer);
    }

    /** Whether it took place before the given time. */
    boolean heldBefore(Instant now) {
        return endsAt != null && !cancelled && endsAt.isBefore(now);
    }
}
