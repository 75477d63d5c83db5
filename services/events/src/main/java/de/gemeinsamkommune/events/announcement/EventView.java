package de.gemeinsamkommune.events.announcement;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * An event as it is shown; times in Europe/Berlin with offset.
 *
 * @param id UUID
 * @param title one line
 * @param description Markdown source
 * @param format code of the format
 * @param topics codes of the topics
 * @param startsAt start
 * @param endsAt end
 * @param venue where; absent when online only
 * @param onlineUrl where to join online; only for people with a seat, the team and services
 * @param capacity seats
 * @param free seats that the next one to register gets
 * @param waiting how many wait for a seat
 * @param audience who may register
 * @param status where it stands
 * @param registrationClosesAt last moment to register
 * @param demo whether it is demo data
 * @param calendarUid UID of its calendar entry (RFC 5545); only for services
 * @param calendarSequence SEQUENCE of its calendar entry (RFC 5545); only for services
 */
public record EventView(
        String id,
        String title,
        String description,
        String format,
        List<String> topics,
        OffsetDateTime startsAt,
        OffsetDateTime endsAt,
        @Nullable String venue,
        @Nullable String onlineUrl,
        int capacity,
        int free,
        int waiting,
        Audience audience,
        Status status,
        OffsetDateTime registrationClosesAt,
        boolean demo,
        @Nullable String calendarUid,
        @Nullable Integer calendarSequence) {

    /** Where an event stands now. */
    public enum Status {
        /** Known to the team only. */
        DRAFT,
        /** Announced, and not over. */
        PUBLISHED,
        /** Called off. */
        CANCELLED,
        /** Over. */
        HELD;

        /** {@return where the event stands at a moment} */
        public static Status of(Event event, Instant now) {
            return switch (event.status()) {
                case DRAFT -> DRAFT;
                case PUBLISHED -> event.hasEnded(now) ? HELD : PUBLISHED;
                case CANCELLED -> CANCELLED;
            };
        }
    }

    /** {@return what everybody may know} */
    static EventView forEverybody(Event event, Instant now) {
        return of(event, now, false, false);
    }

    /** {@return what the team and people with a seat may know} */
    static EventView forParticipants(Event event, Instant now) {
        return of(event, now, true, false);
    }

    /** {@return what services may know} */
    static EventView forServices(Event event, Instant now) {
        return of(event, now, true, true);
    }

    private static EventView of(Event event, Instant now, boolean online, boolean calendar) {
        Announcement said = event.announcement();
        return new EventView(
                event.id(),
                said.title(),
                said.description(),
                said.format(),
                said.topics(),
                BerlinTime.of(said.startsAt()),
                BerlinTime.of(said.endsAt()),
                said.venue(),
                online ? said.onlineUrl() : null,
                said.capacity(),
                event.free(),
                event.seats().waiting(),
                said.audience(),
                Status.of(event, now),
                BerlinTime.of(said.closesAt()),
                event.demo(),
                calendar ? event.id() + "@events.gemeinsam-kommune" : null,
                calendar ? event.calendarSequence() : null);
    }
}
