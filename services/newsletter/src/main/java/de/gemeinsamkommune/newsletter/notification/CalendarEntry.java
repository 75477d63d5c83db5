package de.gemeinsamkommune.newsletter.notification;

import de.gemeinsamkommune.newsletter.delivery.Mail;
import de.gemeinsamkommune.newsletter.peer.Contact;
import de.gemeinsamkommune.newsletter.peer.EventFacts;

import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.parameter.Cn;
import net.fortuna.ical4j.model.parameter.PartStat;
import net.fortuna.ical4j.model.parameter.Rsvp;
import net.fortuna.ical4j.model.property.Attendee;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.Location;
import net.fortuna.ical4j.model.property.Organizer;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Status;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.Url;
import net.fortuna.ical4j.model.property.immutable.ImmutableMethod;
import net.fortuna.ical4j.model.property.immutable.ImmutableStatus;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;

/**
 * The calendar part of a mail about a registration (RFC 5545, RFC 5546). All mails about an event
 * name the same UID, so that the reader's calendar keeps one entry; of two with the same SEQUENCE
 * the one with the later DTSTAMP counts. Times are UTC, which every calendar shows in local time.
 */
final class CalendarEntry {

    /** What the entry says about the recipient's seat. */
    enum Seat {
        /** The recipient has a seat. */
        TAKEN,
        /** The recipient waits for a seat. */
        WAITING,
        /** The entry is to go. */
        GONE
    }

    private static final ProdId PRODUCT =
            new ProdId("-//Gemeinsam Kommune//Netzwerk kommunale Integrationsarbeit//DE");

    private static final int LINE_OCTETS = 75;

    private CalendarEntry() {}

    /**
     * Writes the part.
     *
     * @param event what it is about
     * @param uid UID when the event brings none
     * @param to who gets it
     * @param organizer address of the sender
     * @param organizerName name of the sender
     * @param page where the event is described
     * @param stamp when it is written
     */
    static Mail.Invite of(
            EventFacts event,
            String uid,
            Contact to,
            Seat seat,
            String organizer,
            String organizerName,
            URI page,
            Instant stamp) {
        boolean gone = seat == Seat.GONE;
        VEvent entry = new VEvent(false);
        entry.add(new DtStamp(stamp));
        entry.add(new Uid(Objects.requireNonNullElse(event.calendarUid(), uid)));
        entry.add(new Sequence(Objects.requireNonNullElse(event.calendarSequence(), 0)));
        entry.add(new DtStart<>(event.startsAt().toInstant()));
        entry.add(new DtEnd<>(event.endsAt().toInstant()));
        entry.add(new Summary(event.title()));
        String place = place(event, seat);
        if (place != null) {
            entry.add(new Location(place));
        }
        entry.add(new Url(page));
        entry.add(status(seat));
        Organizer from = new Organizer(URI.create("mailto:" + organizer));
        from.add(new Cn(organizerName));
        entry.add(from);
        Attendee attendee = new Attendee(URI.create("mailto:" + to.email()));
        if (to.name() != null) {
            attendee.add(new Cn(quotable(to.name())));
        }
        attendee.add(
                switch (seat) {
                    case TAKEN -> PartStat.ACCEPTED;
                    case WAITING -> PartStat.TENTATIVE;
                    case GONE -> PartStat.DECLINED;
                });
        attendee.add(Rsvp.FALSE);
        entry.add(attendee);

        Calendar calendar = new Calendar();
        calendar.add(PRODUCT);
        calendar.add(ImmutableVersion.VERSION_2_0);
        calendar.add(gone ? ImmutableMethod.CANCEL : ImmutableMethod.REQUEST);
        calendar.add(entry);
        return new Mail.Invite(gone ? "CANCEL" : "REQUEST", write(calendar));
    }

    /** Folds lines at 75 octets (RFC 5545, section 3.1); the library counts characters. */
    private static String write(Calendar calendar) {
        StringBuilder folded = new StringBuilder();
        for (String line : calendar.toString().split("\r\n")) {
            int octets = 0;
            for (int at = 0; at < line.length(); ) {
                int next = line.codePointAt(at);
                int size = Character.toString(next).getBytes(StandardCharsets.UTF_8).length;
                if (octets + size > LINE_OCTETS) {
                    folded.append("\r\n ");
                    octets = 1;
                }
                folded.appendCodePoint(next);
                octets += size;
                at += Character.charCount(next);
            }
            folded.append("\r\n");
        }
        return folded.toString();
    }

    /** Where to join online is for those who have a seat. */
    private static @Nullable String place(EventFacts event, Seat seat) {
        return event.venue() == null && seat == Seat.TAKEN ? event.onlineUrl() : event.venue();
    }

    private static Status status(Seat seat) {
        return switch (seat) {
            case TAKEN -> ImmutableStatus.VEVENT_CONFIRMED;
            case WAITING -> ImmutableStatus.VEVENT_TENTATIVE;
            case GONE -> ImmutableStatus.VEVENT_CANCELLED;
        };
    }

    /** A parameter value cannot hold a quotation mark or a line break (RFC 5545, section 3.2). */
    private static String quotable(String name) {
        return name.replaceAll("[\"\\p{Cntrl}]", " ").strip();
    }
}
