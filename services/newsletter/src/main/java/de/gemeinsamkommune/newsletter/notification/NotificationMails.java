package de.gemeinsamkommune.newsletter.notification;

import de.gemeinsamkommune.newsletter.delivery.Composer;
import de.gemeinsamkommune.newsletter.delivery.Composition;
import de.gemeinsamkommune.newsletter.delivery.Delivery;
import de.gemeinsamkommune.newsletter.delivery.DeliveryKind;
import de.gemeinsamkommune.newsletter.delivery.DeliveryReason;
import de.gemeinsamkommune.newsletter.delivery.Mail;
import de.gemeinsamkommune.newsletter.delivery.SmtpSettings;
import de.gemeinsamkommune.newsletter.letter.Letter;
import de.gemeinsamkommune.newsletter.letter.Markdown;
import de.gemeinsamkommune.newsletter.letter.Pages;
import de.gemeinsamkommune.newsletter.letter.Wording;
import de.gemeinsamkommune.newsletter.peer.Contact;
import de.gemeinsamkommune.newsletter.peer.EventFacts;
import de.gemeinsamkommune.newsletter.peer.Events;
import de.gemeinsamkommune.newsletter.peer.People;
import de.gemeinsamkommune.newsletter.peer.SignInLinks;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Writes the mails to people of the network. */
@Component
class NotificationMails implements Composer {

    private static final Composition UNKNOWN =
            new Composition.Obsolete(DeliveryReason.RECIPIENT_UNKNOWN);
    private static final Composition NO_SUBJECT =
            new Composition.Obsolete(DeliveryReason.SUBJECT_UNKNOWN);
    private static final Composition OVERTAKEN = new Composition.Obsolete(DeliveryReason.OVERTAKEN);

    private final People people;
    private final SignInLinks links;
    private final Events events;
    private final Wording wording;
    private final Pages pages;
    private final SmtpSettings smtp;
    private final Clock clock;

    NotificationMails(
            People people,
            SignInLinks links,
            Events events,
            Wording wording,
            Pages pages,
            SmtpSettings smtp,
            Clock clock) {
        this.people = people;
        this.links = links;
        this.events = events;
        this.wording = wording;
        this.pages = pages;
        this.smtp = smtp;
        this.clock = clock;
    }

    @Override
    public Set<DeliveryKind> kinds() {
        return EnumSet.range(DeliveryKind.INVITATION, DeliveryKind.ADVISORY_CONCLUDED);
    }

    @Override
    public Composition compose(Delivery delivery) {
        Contact to = people.contact(delivery.recipient()).orElse(null);
        if (to == null) {
            return UNKNOWN;
        }
        return switch (delivery.kind()) {
            case INVITATION -> invitation(to);
            case REGISTRATION_CONFIRMED ->
                    registration(delivery, to, "registration.confirmed", CalendarEntry.Seat.TAKEN);
            case REGISTRATION_WAITLISTED ->
                    registration(
                            delivery, to, "registration.waitlisted", CalendarEntry.Seat.WAITING);
            case REGISTRATION_PROMOTED ->
                    registration(delivery, to, "registration.promoted", CalendarEntry.Seat.TAKEN);
            case REGISTRATION_CANCELLED ->
                    registration(delivery, to, "registration.cancelled", CalendarEntry.Seat.GONE);
            case EVENT_CANCELLED ->
                    registration(delivery, to, "event.cancelled", CalendarEntry.Seat.GONE);
            case ADVISORY_RECEIVED -> advisory(delivery, to, "advisory.received");
            case ADVISORY_REPLY -> advisory(delivery, to, "advisory.reply");
            case ADVISORY_CONCLUDED -> advisory(delivery, to, "advisory.concluded");
            default -> throw new IllegalStateException(delivery.kind() + " is written elsewhere");
        };
    }

    private Composition invitation(Contact to) {
        SignInLinks.Link link = links.invitation(to.id()).orElse(null);
        if (link == null) {
            return UNKNOWN;
        }
        Locale locale = Wording.locale(to.locale());
        String until = wording.moment(locale, link.expiresAt().atZone(ZoneOffset.UTC));
        Letter.Action action =
                new Letter.Action(wording.text(locale, "invitation.action"), link.url());
        return ready(
                to,
                wording.text(locale, "invitation.subject"),
                wording.paragraphs(locale, "invitation.text", until),
                action,
                "reason.invitation",
                null);
    }

    private Composition advisory(Delivery delivery, Contact to, String key) {
        Locale locale = Wording.locale(to.locale());
        return ready(
                to,
                wording.text(locale, key + ".subject"),
                wording.paragraphs(locale, key + ".text"),
                new Letter.Action(
                        wording.text(locale, "advisory.action"),
                        pages.advisory(delivery.about("request"))),
                "reason.advisory",
                null);
    }

    private Composition registration(
            Delivery delivery, Contact to, String key, CalendarEntry.Seat seat) {
        String id = delivery.about("event");
        EventFacts event = events.find(id).orElse(null);
        if (event == null) {
            return NO_SUBJECT;
        }
        if (delivery.attempts() > 1 && isOvertaken(delivery, seat)) {
            return OVERTAKEN;
        }
        Locale locale = Wording.locale(to.locale());
        List<String> text =
                new ArrayList<>(wording.paragraphs(locale, key + ".text", event.title()));
        text.add(when(locale, event, seat));
        String position = delivery.about().get("position");
        if (position != null) {
            text.add(wording.text(locale, key + ".position", position));
        }
        if (seat != CalendarEntry.Seat.GONE) {
            text.add(wording.text(locale, "registration.calendar"));
        }
        Mail.Invite invite =
                CalendarEntry.of(
                        event,
                        id + "@" + pages.host(),
                        to,
                        seat,
                        smtp.from(),
                        smtp.sender(),
                        pages.event(id),
                        clock.instant());
        return ready(
                to,
                wording.text(locale, key + ".subject", event.title()),
                text,
                new Letter.Action(wording.text(locale, "registration.action"), pages.event(id)),
                "reason.registration",
                invite);
    }

    private String when(Locale locale, EventFacts event, CalendarEntry.Seat seat) {
        List<String> lines = new ArrayList<>();
        String span =
                wording.span(
                        locale,
                        event.startsAt().toZonedDateTime(),
                        event.endsAt().toZonedDateTime());
        lines.add(wording.text(locale, "registration.when", span));
        if (event.venue() != null) {
            lines.add(wording.text(locale, "registration.where", event.venue()));
        }
        if (event.onlineUrl() != null && seat == CalendarEntry.Seat.TAKEN) {
            lines.add(wording.text(locale, "registration.online", event.onlineUrl()));
        }
        return String.join("\n", lines);
    }

    /**
     * A mail that had to wait may tell what is no longer so, behind the one that tells what came
     * after. On its first attempt it is sent as it is.
     */
    private boolean isOvertaken(Delivery delivery, CalendarEntry.Seat seat) {
        if (delivery.kind() == DeliveryKind.EVENT_CANCELLED) {
            return false;
        }
        String status =
                events.registrationStatus(delivery.about("event"), delivery.about("registration"))
                        .orElse("CANCELLED");
        return switch (seat) {
            case TAKEN -> !status.equals("CONFIRMED");
            case WAITING -> !status.equals("WAITING");
            case GONE -> !status.equals("CANCELLED");
        };
    }

    private Composition ready(
            Contact to,
            String subject,
            List<String> text,
            Letter.Action action,
            String reason,
            Mail.@Nullable Invite invite) {
        Locale locale = Wording.locale(to.locale());
        Letter letter =
                new Letter(
                        locale,
                        subject,
                        wording.greeting(locale, to.name()),
                        List.of(Markdown.paragraphs(text)),
                        action,
                        wording.text(locale, reason),
                        null);
        return new Composition.Ready(new Mail(to.email(), to.name(), letter, invite, null));
    }
}
