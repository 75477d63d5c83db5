package de.gemeinsamkommune.newsletter.notification;

import static org.assertj.core.api.Assertions.assertThat;

import de.gemeinsamkommune.newsletter.delivery.Mail;
import de.gemeinsamkommune.newsletter.notification.CalendarEntry.Seat;
import de.gemeinsamkommune.newsletter.peer.Contact;
import de.gemeinsamkommune.newsletter.peer.EventFacts;

import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;

import org.junit.jupiter.api.Test;

import java.io.StringReader;
import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;

class CalendarEntryTest {

    private static final Instant STAMP = Instant.parse("2026-11-22T10:00:00Z");

    private static EventFacts event(String title, Integer sequence) {
        return new EventFacts(
                "e1",
                title,
                OffsetDateTime.parse("2026-12-04T10:00:00+01:00"),
                OffsetDateTime.parse("2026-12-04T16:00:00+01:00"),
                null,
                "https://meet.example/x",
                "PUBLISHED",
                "e1@events.example",
                sequence);
    }

    private static Mail.Invite invite(EventFacts event, Seat seat) {
        return CalendarEntry.of(
                event,
                "e1@netz.example",
                new Contact("p1", "Amira \"A\" Haddad", "amira@kommune.example", "de"),
                seat,
                "netzwerk@netz.example",
                "Gemeinsam Kommune",
                URI.create("https://netz.example/veranstaltungen/e1"),
                STAMP);
    }

    private static String unfolded(Mail.Invite invite) {
        return invite.calendar().replace("\r\n ", "");
    }

    @Test
    void invites_who_has_a_seat() throws Exception {
        Mail.Invite invite = invite(event("Netzwerktreffen; Herbst, München", 3), Seat.TAKEN);

        assertThat(invite.method()).isEqualTo("REQUEST");
        assertThat(unfolded(invite).split("\r\n"))
                .contains(
                        "BEGIN:VCALENDAR",
                        "VERSION:2.0",
                        "METHOD:REQUEST",
                        "UID:e1@events.example",
                        "SEQUENCE:3",
                        "DTSTAMP:20261122T100000Z",
                        "DTSTART:20261204T090000Z",
                        "DTEND:20261204T150000Z",
                        "SUMMARY:Netzwerktreffen\\; Herbst\\, München",
                        "LOCATION:https://meet.example/x",
                        "URL:https://netz.example/veranstaltungen/e1",
                        "STATUS:CONFIRMED",
                        "ORGANIZER;CN=Gemeinsam Kommune:mailto:netzwerk@netz.example",
                        "ATTENDEE;CN=Amira  A  Haddad;PARTSTAT=ACCEPTED;RSVP=FALSE"
                                + ":mailto:amira@kommune.example");
        Calendar read = new CalendarBuilder().build(new StringReader(invite.calendar()));
        VEvent entry = read.<VEvent>getComponents().getFirst();
        assertThat(entry.validate(true).hasErrors()).isFalse();
    }

    @Test
    void a_waiting_person_gets_a_tentative_entry_without_the_way_in() {
        String calendar = unfolded(invite(event("T", 0), Seat.WAITING));

        assertThat(calendar)
                .contains("METHOD:REQUEST\r\n")
                .contains("STATUS:TENTATIVE\r\n")
                .contains("PARTSTAT=TENTATIVE")
                .doesNotContain("meet.example");
    }

    @Test
    void cancels_the_same_entry() {
        Mail.Invite invite = invite(event("T", 4), Seat.GONE);

        assertThat(invite.method()).isEqualTo("CANCEL");
        assertThat(unfolded(invite))
                .contains("METHOD:CANCEL\r\n")
                .contains("STATUS:CANCELLED\r\n")
                .contains("UID:e1@events.example\r\n")
                .contains("SEQUENCE:4\r\n")
                .doesNotContain("meet.example");
    }

    @Test
    void has_a_uid_of_its_own_when_the_event_brings_none() {
        EventFacts facts = event("T", null);
        EventFacts without =
                new EventFacts(
                        facts.id(),
                        facts.title(),
                        facts.startsAt(),
                        facts.endsAt(),
                        "Rathaus",
                        null,
                        "PUBLISHED",
                        null,
                        null);

        assertThat(unfolded(invite(without, Seat.TAKEN)))
                .contains("UID:e1@netz.example\r\n")
                .contains("SEQUENCE:0\r\n")
                .contains("LOCATION:Rathaus\r\n");
    }

    @Test
    void no_line_is_longer_than_75_octets_and_nothing_can_be_injected() {
        Mail.Invite invite =
                invite(event("Lang ü".repeat(40) + "\r\nATTENDEE:mailto:x@y", 1), Seat.TAKEN);

        for (String line : invite.calendar().split("\r\n")) {
            assertThat(line.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .hasSizeLessThanOrEqualTo(75);
            assertThat(line).doesNotStartWith("ATTENDEE:");
        }
    }
}
