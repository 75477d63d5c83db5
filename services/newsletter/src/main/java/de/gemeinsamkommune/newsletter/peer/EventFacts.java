package de.gemeinsamkommune.newsletter.peer;

import org.jspecify.annotations.Nullable;

import java.time.OffsetDateTime;

/**
 * What events says about an event (Veranstaltung).
 *
 * @param id the event's id
 * @param title its title
 * @param startsAt beginning
 * @param endsAt end
 * @param venue where it takes place, if anywhere
 * @param onlineUrl where it is joined, for those who have a seat
 * @param status {@code DRAFT}, {@code PUBLISHED}, {@code CANCELLED} or {@code HELD}
 * @param calendarUid UID of its calendar entry (RFC 5545)
 * @param calendarSequence SEQUENCE of its calendar entry (RFC 5545), from 0
 */
public record EventFacts(
        String id,
        String title,
        OffsetDateTime startsAt,
        OffsetDateTime endsAt,
        @Nullable String venue,
        @Nullable String onlineUrl,
        String status,
        @Nullable String calendarUid,
        @Nullable Integer calendarSequence) {

    /** Whether it was announced to everybody and not called off. */
    public boolean isAnnounced() {
        return status.equals("PUBLISHED") || status.equals("HELD");
    }
}
