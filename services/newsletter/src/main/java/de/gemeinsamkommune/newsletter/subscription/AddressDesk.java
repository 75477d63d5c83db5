package de.gemeinsamkommune.newsletter.subscription;

import de.gemeinsamkommune.newsletter.delivery.DeliveryData;
import de.gemeinsamkommune.newsletter.delivery.DeliveryData.Mailed;
import de.gemeinsamkommune.newsletter.subscription.SubscriptionData.Agreed;
import de.gemeinsamkommune.newsletter.subscription.SubscriptionData.Subscribed;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Shows and deletes what the newsletter holds about an address, for subscribers without an account
 * (GDPR Art. 15, 17, 20, 21).
 */
@Component
class AddressDesk {

    private final DataLinks links;
    private final Subscribers subscribers;
    private final SubscriptionRegister register;
    private final Suppressions suppressions;
    private final DeliveryData mails;
    private final Clock clock;

    AddressDesk(
            DataLinks links,
            Subscribers subscribers,
            SubscriptionRegister register,
            Suppressions suppressions,
            DeliveryData mails,
            Clock clock) {
        this.links = links;
        this.subscribers = subscribers;
        this.register = register;
        this.suppressions = suppressions;
        this.mails = mails;
        this.clock = clock;
    }

    /**
     * Everything held about an address.
     *
     * @param subscriptions in force, requested, or ended with evidence left
     * @param consents with the exact words
     * @param mails which mails went to the subscriptions; neither address nor words are kept
     * @param objectedAt since when a keyed hash keeps the address from being written to
     */
    record AddressData(
            String address,
            Instant collectedAt,
            List<Subscribed> subscriptions,
            List<Agreed> consents,
            List<Mailed> mails,
            @Nullable Instant objectedAt) {

        /** Never shows the address. */
        @Override
        public String toString() {
            return "AddressData[]";
        }
    }

    /** {@return whether anything is held about an address, beside the request to show it} */
    boolean holdsSomething(MailAddress address) {
        return !subscribers.everOf(address).isEmpty() || suppressions.contains(address);
    }

    /**
     * {@return what is held about the address of a link}
     *
     * @throws DataLinkNotValid when the link does not work, or no longer
     */
    AddressData show(String token) {
        MailAddress address = open(token);
        Map<String, Subscription> found = new LinkedHashMap<>();
        subscribers.everOf(address).forEach(one -> found.put(one.id(), one.state()));
        return new AddressData(
                address.value(),
                clock.instant(),
                SubscriptionData.subscribed(found),
                SubscriptionData.agreed(found),
                mails.of(found.keySet()),
                suppressions.since(address).orElse(null));
    }

    /**
     * Deletes everything about the address of a link, and the link with it.
     *
     * @param objecting whether its owner objects to any further mail; then, and only then, a keyed
     *     hash stays, by which the address is recognised when somebody enters it again
     * @throws DataLinkNotValid when the link does not work, or no longer
     */
    void delete(String token, boolean objecting) {
        MailAddress address = open(token);
        if (objecting) {
            // first: a request that comes meanwhile finds it
            suppressions.add(address);
        } else {
            suppressions.remove(address);
        }
        register.erase(address);
        links.forget(address);
    }

    private MailAddress open(String token) {
        return links.open(token).orElseThrow(DataLinkNotValid::new);
    }
}
