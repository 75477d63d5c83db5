package de.gemeinsamkommune.newsletter.notification;

import de.gemeinsamkommune.newsletter.delivery.Composer;
import de.gemeinsamkommune.newsletter.delivery.Composition;
import de.gemeinsamkommune.newsletter.delivery.Delivery;
import de.gemeinsamkommune.newsletter.delivery.DeliveryKind;
import de.gemeinsamkommune.newsletter.delivery.DeliveryReason;
import de.gemeinsamkommune.newsletter.delivery.Mail;
import de.gemeinsamkommune.newsletter.letter.Letter;
import de.gemeinsamkommune.newsletter.letter.Markdown;
import de.gemeinsamkommune.newsletter.letter.Pages;
import de.gemeinsamkommune.newsletter.letter.Wording;
import de.gemeinsamkommune.newsletter.peer.Applications;
import de.gemeinsamkommune.newsletter.peer.Applications.Writing;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Writes the mails to people who applied for their municipality. */
@Component
class ApplicationMails implements Composer {

    private static final Composition OVERTAKEN = new Composition.Obsolete(DeliveryReason.OVERTAKEN);

    private final Applications applications;
    private final Wording wording;
    private final Pages pages;

    ApplicationMails(Applications applications, Wording wording, Pages pages) {
        this.applications = applications;
        this.wording = wording;
        this.pages = pages;
    }

    @Override
    public Set<DeliveryKind> kinds() {
        return Set.of(
                DeliveryKind.APPLICATION_RECEIVED,
                DeliveryKind.APPLICATION_APPROVED,
                DeliveryKind.APPLICATION_DECLINED);
    }

    @Override
    public Composition compose(Delivery delivery) {
        Writing to = applications.writing(delivery.recipient()).orElse(null);
        if (to == null) {
            return new Composition.Obsolete(DeliveryReason.RECIPIENT_UNKNOWN);
        }
        return switch (delivery.kind()) {
            case APPLICATION_RECEIVED -> received(to);
            case APPLICATION_APPROVED -> to.status().equals("APPROVED") ? approved(to) : OVERTAKEN;
            case APPLICATION_DECLINED -> to.status().equals("DECLINED") ? declined(to) : OVERTAKEN;
            default -> throw new IllegalStateException(delivery.kind() + " is written elsewhere");
        };
    }

    /** Without a word of the applicant: somebody else may have typed in the address. */
    private Composition received(Writing to) {
        String token = to.token();
        if (token == null || !to.status().equals("UNCONFIRMED")) {
            return OVERTAKEN;
        }
        Locale locale = Wording.locale(to.locale());
        List<String> text =
                new ArrayList<>(wording.paragraphs(locale, "application.received.text"));
        text.add(
                wording.text(
                        locale, "application.received.withdraw", pages.withdrawApplication(token)));
        return ready(
                to,
                "application.received",
                text,
                new Letter.Action(
                        wording.text(locale, "application.received.action"),
                        pages.confirmApplication(token)));
    }

    private Composition approved(Writing to) {
        Locale locale = Wording.locale(to.locale());
        return ready(
                to,
                "application.approved",
                wording.paragraphs(locale, "application.approved.text", unit(to)),
                null);
    }

    private Composition declined(Writing to) {
        Locale locale = Wording.locale(to.locale());
        List<String> text =
                new ArrayList<>(wording.paragraphs(locale, "application.declined.text", unit(to)));
        if (to.reason() != null) {
            text.add(wording.text(locale, "application.declined.reason." + to.reason()));
        }
        if (to.text() != null) {
            text.add(to.text());
        }
        return ready(to, "application.declined", text, null);
    }

    private String unit(Writing to) {
        return to.unit() == null
                ? wording.text(Wording.locale(to.locale()), "application.unit")
                : to.unit();
    }

    private Composition ready(
            Writing to, String key, List<String> text, Letter.@Nullable Action action) {
        Locale locale = Wording.locale(to.locale());
        Letter letter =
                new Letter(
                        locale,
                        wording.text(locale, key + ".subject"),
                        wording.greeting(locale, to.name()),
                        List.of(Markdown.paragraphs(text)),
                        action,
                        wording.text(locale, "reason.application"),
                        null);
        return new Composition.Ready(new Mail(to.email(), to.name(), letter, null, null));
    }
}
