package de.gemeinsamkommune.portal.events;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * An event as the events service shows it.
 *
 * @param description Markdown
 * @param onlineUrl only for those who have a seat, and for the team
 * @param free seats nobody has
 * @param waiting people on the waiting list
 * @param status {@code DRAFT}, {@code PUBLISHED}, {@code CANCELLED} or {@code HELD}
 * @param registrationClosesAt last moment to register; absent: the start
 * @param demo whether it was made up
 */
public record Event(
        String id,
        String title,
        String description,
        String format,
        List<String> topics,
        Instant startsAt,
        Instant endsAt,
        @Nullable String venue,
        @Nullable String onlineUrl,
        int capacity,
        int free,
        int waiting,
        String audience,
        String status,
        @Nullable Instant registrationClosesAt,
        boolean demo) {

    public Event {
        description = description == null ? "" : description;
        topics = topics == null ? List.of() : List.copyOf(topics);
    }

    public boolean draft() {
        return status.equals("DRAFT");
    }

    public boolean published() {
        return status.equals("PUBLISHED");
    }

    public boolean cancelled() {
        return status.equals("CANCELLED");
    }

    public boolean held() {
        return status.equals("HELD");
    }

    /** Until when one can register. */
    public Instant closesAt() {
        return registrationClosesAt == null ? startsAt : registrationClosesAt;
    }
}
