package de.gemeinsamkommune.events.announcement;

import de.gemeinsamkommune.messaging.DomainEvent;
import de.gemeinsamkommune.messaging.EventType;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** What happened to the announcement of an event. */
public sealed interface AnnouncementEvent extends DomainEvent {

    /**
     * An event was announced to everybody.
     *
     * @param event id of the event
     * @param title published title
     * @param format code of the format
     * @param topics codes of the topics
     * @param startsAt start
     * @param endsAt end
     * @param capacity seats
     * @param audience who may register
     * @param demo {@code true} for demo data, else absent
     */
    @EventType("events.event-published.v1")
    record EventPublished(
            String event,
            String title,
            String format,
            List<String> topics,
            Instant startsAt,
            Instant endsAt,
            int capacity,
            Audience audience,
            @Nullable Boolean demo)
            implements AnnouncementEvent {

        /** {@return that the event is public now} */
        public static EventPublished of(Event event) {
            Announcement said = event.announcement();
            return new EventPublished(
                    event.id(),
                    said.title(),
                    said.format(),
                    said.topics(),
                    said.startsAt(),
                    said.endsAt(),
                    said.capacity(),
                    said.audience(),
                    event.demo() ? true : null);
        }
    }

    /**
     * The announcement of a published event was changed; carries the new values of all fields.
     *
     * @param event id of the event
     * @param title published title
     * @param format code of the format
     * @param topics codes of the topics
     * @param startsAt start
     * @param endsAt end
     * @param capacity seats
     * @param audience who may register
     * @param demo {@code true} for demo data, else absent
     */
    @EventType("events.event-changed.v1")
    record EventChanged(
            String event,
            String title,
            String format,
            List<String> topics,
            Instant startsAt,
            Instant endsAt,
            int capacity,
            Audience audience,
            @Nullable Boolean demo)
            implements AnnouncementEvent {

        /** {@return that the event is announced like this now} */
        public static EventChanged of(Event event) {
            Announcement said = event.announcement();
            return new EventChanged(
                    event.id(),
                    said.title(),
                    said.format(),
                    said.topics(),
                    said.startsAt(),
                    said.endsAt(),
                    said.capacity(),
                    said.audience(),
                    event.demo() ? true : null);
        }
    }

    /**
     * A published event was called off, and with it every live registration.
     *
     * @param event id of the event
     */
    @EventType("events.event-cancelled.v1")
    record EventCancelled(String event) implements AnnouncementEvent {}
}
