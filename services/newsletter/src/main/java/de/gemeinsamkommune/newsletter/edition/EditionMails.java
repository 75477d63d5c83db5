package de.gemeinsamkommune.newsletter.edition;

import de.gemeinsamkommune.messaging.Stored;
import de.gemeinsamkommune.newsletter.delivery.Composer;
import de.gemeinsamkommune.newsletter.delivery.Composition;
import de.gemeinsamkommune.newsletter.delivery.Delivery;
import de.gemeinsamkommune.newsletter.delivery.DeliveryKind;
import de.gemeinsamkommune.newsletter.delivery.DeliveryReason;
import de.gemeinsamkommune.newsletter.delivery.Mail;
import de.gemeinsamkommune.newsletter.letter.Pages;
import de.gemeinsamkommune.newsletter.letter.Wording;
import de.gemeinsamkommune.newsletter.peer.Contact;
import de.gemeinsamkommune.newsletter.peer.People;
import de.gemeinsamkommune.newsletter.subscription.Subscriber;
import de.gemeinsamkommune.newsletter.subscription.Subscribers;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Writes the mails of editions, to subscribers and as a test to somebody of the team. */
@Component
class EditionMails implements Composer {

    /** Stands for a token in test mails; it ends no subscription. */
    private static final String TEST_TOKEN = "testversand";

    private final Editions editions;
    private final EditionLetters letters;
    private final Subscribers subscribers;
    private final People people;
    private final Wording wording;
    private final Pages pages;

    EditionMails(
            Editions editions,
            EditionLetters letters,
            Subscribers subscribers,
            People people,
            Wording wording,
            Pages pages) {
        this.editions = editions;
        this.letters = letters;
        this.subscribers = subscribers;
        this.people = people;
        this.wording = wording;
        this.pages = pages;
    }

    @Override
    public Set<DeliveryKind> kinds() {
        return Set.of(DeliveryKind.EDITION, DeliveryKind.EDITION_TEST);
    }

    @Override
    public Composition compose(Delivery delivery) {
        boolean test = delivery.kind() == DeliveryKind.EDITION_TEST;
        Edition edition =
                editions.find(test ? delivery.about("edition") : delivery.source())
                        .map(Stored::state)
                        .orElse(null);
        if (edition == null) {
            return new Composition.Obsolete(DeliveryReason.SUBJECT_UNKNOWN);
        }
        return test ? test(edition, delivery) : edition(edition, delivery);
    }

    private Composition edition(Edition edition, Delivery delivery) {
        Subscriber to = subscribers.find(delivery.recipient()).orElse(null);
        if (to == null) {
            return new Composition.Obsolete(DeliveryReason.UNSUBSCRIBED);
        }
        return ready(
                Wording.locale(to.locale()),
                edition.subject(),
                edition.blocks(),
                to.address(),
                to.name(),
                pages.unsubscribe(to.unsubscribeToken()));
    }

    private Composition test(Edition edition, Delivery delivery) {
        Contact to = people.contact(delivery.recipient()).orElse(null);
        if (to == null) {
            return new Composition.Obsolete(DeliveryReason.RECIPIENT_UNKNOWN);
        }
        Locale locale = Wording.locale(to.locale());
        try {
            return ready(
                    locale,
                    wording.text(locale, "edition.test", edition.subject()),
                    letters.complete(edition),
                    to.email(),
                    to.name(),
                    pages.unsubscribe(TEST_TOKEN));
        } catch (EditionEventNotFound e) {
            return new Composition.Obsolete(DeliveryReason.SUBJECT_UNKNOWN);
        }
    }

    private Composition ready(
            Locale locale,
            String subject,
            List<Block> blocks,
            String address,
            @Nullable String name,
            URI unsubscribe) {
        return new Composition.Ready(
                new Mail(
                        address,
                        name,
                        letters.letter(locale, subject, blocks, name, unsubscribe),
                        null,
                        unsubscribe));
    }
}
