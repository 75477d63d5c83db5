package de.gemeinsamkommune.newsletter.edition;

import de.gemeinsamkommune.newsletter.peer.EventFacts;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A part of an edition: a text, or an event (Veranstaltung).
 *
 * @param kind which of the two
 * @param heading heading of a text, if any
 * @param markdown a text in CommonMark
 * @param event id of an event
 * @param details what the event is, frozen at release
 */
public record Block(
        Kind kind,
        @Nullable String heading,
        @Nullable String markdown,
        @Nullable String event,
        @Nullable Details details) {

    /** What a block holds. */
    public enum Kind {
        TEXT,
        EVENT
    }

    /**
     * What an event is.
     *
     * @param title its title
     * @param startsAt beginning
     * @param endsAt end
     * @param venue where it takes place, if anywhere
     */
    public record Details(String title, Instant startsAt, Instant endsAt, @Nullable String venue) {

        static Details of(EventFacts event) {
            return new Details(
                    event.title(),
                    event.startsAt().toInstant(),
                    event.endsAt().toInstant(),
                    event.venue());
        }
    }

    /** A text. */
    public static Block text(@Nullable String heading, String markdown) {
        return new Block(Kind.TEXT, heading, markdown, null, null);
    }

    /** An event. */
    static Block event(String event) {
        return new Block(Kind.EVENT, null, null, event, null);
    }

    Block with(Details frozen) {
        return new Block(kind, heading, markdown, event, frozen);
    }
}
