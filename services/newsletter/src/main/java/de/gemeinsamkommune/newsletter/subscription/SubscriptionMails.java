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

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Writes the mails about a subscription itself. */
@Component
class SubscriptionMails implements Composer {

    private final SubscriptionRegister register;
    private final Subscribers subscribers;
    private final Wording wording;
    private final Pages pages;

    SubscriptionMails(
            SubscriptionRegister register, Subscribers subscribers, Wording wording, Pages pages) {
        this.register = register;
        this.subscribers = subscribers;
        this.wording = wording;
        this.pages = pages;
    }

    @Override
    public Set<DeliveryKind> kinds() {
        return Set.of(DeliveryKind.SUBSCRIPTION_CONFIRMATION, DeliveryKind.ALREADY_SUBSCRIBED);
    }

    @Override
    public Composition compose(Delivery delivery) {
        return delivery.kind() == DeliveryKind.SUBSCRIPTION_CONFIRMATION
                ? confirmation(delivery)
                : already(delivery);
    }

    private Composition confirmation(Delivery delivery) {
        return register.token(delivery.recipient(), delivery.id())
                .<Composition>map(
                        confirmable ->
                                ready(
                                        confirmable.subscriber().address(),
                                        confirmable.subscriber().locale(),
                                        "confirmation",
                                        pages.confirm(confirmable.token())))
                .orElse(new Composition.Obsolete(DeliveryReason.OVERTAKEN));
    }

    private Composition already(Delivery delivery) {
        return subscribers
                .find(delivery.recipient())
                .<Composition>map(
                        to ->
                                ready(
                                        to.address(),
                                        to.locale(),
                                        "already",
                                        pages.unsubscribe(to.unsubscribeToken())))
                .orElse(new Composition.Obsolete(DeliveryReason.UNSUBSCRIBED));
    }

    /**
     * Without any name: it may come from somebody else who only wants to send words of his own to
     * the address.
     */
    private Composition ready(String address, String tag, String key, URI target) {
        Locale locale = Wording.locale(tag);
        Letter letter =
                new Letter(
                        locale,
                        wording.text(locale, key + ".subject"),
                        wording.greeting(locale, null),
                        List.of(Markdown.paragraphs(wording.paragraphs(locale, key + ".text"))),
                        new Letter.Action(wording.text(locale, key + ".action"), target),
                        wording.text(locale, "reason." + key),
                        null);
        return new Composition.Ready(new Mail(address, null, letter, null, null));
    }
}
