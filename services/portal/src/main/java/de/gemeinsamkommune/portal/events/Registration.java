package de.gemeinsamkommune.portal.events;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A registration.
 *
 * @param status {@code CONFIRMED}, {@code WAITING} or {@code CANCELLED}
 * @param position on the waiting list, from 1
 * @param person for the team; absent once erased
 * @param minutes attended, once recorded
 * @param title of the event; with the times and the state of the event only in one's own list
 */
public record Registration(
        String id,
        String event,
        String status,
        @Nullable Integer position,
        @Nullable String person,
        @Nullable String municipality,
        @Nullable Integer minutes,
        @Nullable Instant registeredAt,
        @Nullable String title,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        @Nullable String eventStatus) {

    public boolean live() {
        return !status.equals("CANCELLED");
    }

    public boolean confirmed() {
        return status.equals("CONFIRMED");
    }

    /** Whether the event is still to come. */
    public boolean ahead() {
        return "PUBLISHED".equals(eventStatus);
    }
}
