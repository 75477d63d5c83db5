package de.gemeinsamkommune.newsletter.subscription;

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

import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Writes the mails with a link to what is held about an address, to those of which something is.
 */
@Component
class DataLinkMails implements Composer {

    private final DataLinks links;
    private final AddressDesk desk;
    private final Wording wording;
    private final Pages pages;

    DataLinkMails(DataLinks links, AddressDesk desk, Wording wording, Pages pages) {
        this.links = links;
        this.desk = desk;
        this.wording = wording;
        this.pages = pages;
    }

    @Override
    public Set<DeliveryKind> kinds() {
        return Set.of(DeliveryKind.DATA_LINK);
    }

    @Override
    public Composition compose(Delivery delivery) {
        String id = delivery.recipient();
        if (links.recipient(id).filter(desk::holdsSomething).isEmpty()) {
            links.end(id);
            return new Composition.Obsolete(DeliveryReason.RECIPIENT_UNKNOWN);
        }
        return links.token(id)
                .<Composition>map(link -> new Composition.Ready(mail(link)))
                .orElse(new Composition.Obsolete(DeliveryReason.OVERTAKEN));
    }

    private Mail mail(DataLinks.Sendable link) {
        Locale locale = Wording.locale(link.locale());
        Letter letter =
                new Letter(
                        locale,
                        wording.text(locale, "data-link.subject"),
                        wording.greeting(locale, null),
                        List.of(Markdown.paragraphs(wording.paragraphs(locale, "data-link.text"))),
                        new Letter.Action(
                                wording.text(locale, "data-link.action"), pages.data(link.token())),
                        wording.text(locale, "reason.data-link"),
                        null);
        return new Mail(link.address().value(), null, letter, null, null);
    }
}
