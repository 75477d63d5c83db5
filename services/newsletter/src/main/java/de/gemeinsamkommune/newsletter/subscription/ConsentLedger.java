package de.gemeinsamkommune.newsletter.subscription;

import de.gemeinsamkommune.messaging.Stored;
import de.gemeinsamkommune.newsletter.peer.People;
import de.gemeinsamkommune.newsletter.subscription.Subscription.Ending;
import de.gemeinsamkommune.newsletter.subscription.Subscription.Status;
import de.gemeinsamkommune.newsletter.subscription.SubscriptionEvent.EndReason;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Tells of an address or a person what was agreed to, in which words, and until when. */
@Component
class ConsentLedger {

    private final Subscribers subscribers;
    private final People people;

    ConsentLedger(Subscribers subscribers, People people) {
        this.subscribers = subscribers;
        this.people = people;
    }

    /**
     * A consent from the form to its end.
     *
     * @param subscription id
     * @param status where the subscription stands
     * @param version of the words
     * @param text the words as they were shown
     * @param form page on which they were shown and agreed to
     * @param requestedAt when the form was sent
     * @param confirmationMail id of the mail whose link confirmed, or the last one sent
     * @param confirmedAt when the link was confirmed; a consent counts from then
     * @param withdrawnAt when the subscription ended
     * @param ending why it ended: by the link in every edition, or by an erasure
     */
    record Entry(
            String subscription,
            Status status,
            String version,
            String text,
            String form,
            Instant requestedAt,
            @Nullable String confirmationMail,
            @Nullable Instant confirmedAt,
            @Nullable Instant withdrawnAt,
            @Nullable EndReason ending) {

        private static @Nullable Entry of(String id, Subscription one) {
            Consent consent = one.consent();
            if (consent == null) {
                return null;
            }
            Ending ending = one.ending();
            return new Entry(
                    id,
                    one.status(),
                    consent.version(),
                    consent.text(),
                    consent.form(),
                    consent.requestedAt(),
                    consent.confirmationMail(),
                    consent.confirmedAt(),
                    ending == null ? null : ending.at(),
                    ending == null ? null : ending.reason());
        }
    }

    /** {@return the consents of an address, also ended ones of which evidence is left} */
    List<Entry> of(MailAddress address) {
        Map<String, Subscription> found = new LinkedHashMap<>();
        put(found, subscribers.everOf(address));
        return entries(found);
    }

    /** {@return the consents of a person, by their id and by their address} */
    List<Entry> ofPerson(String person) {
        return entries(subscriptionsOf(person, addressOf(person)));
    }

    /** {@return the address of a person as membership knows it now} */
    Optional<MailAddress> addressOf(String person) {
        return people.contact(person).flatMap(contact -> MailAddress.of(contact.email()));
    }

    /** {@return the subscriptions known to be the person's, and those of their address, by id} */
    Map<String, Subscription> subscriptionsOf(String person, Optional<MailAddress> address) {
        Map<String, Subscription> found = new LinkedHashMap<>();
        put(found, subscribers.ofPerson(person));
        address.ifPresent(known -> put(found, subscribers.everOf(known)));
        return found;
    }

    private static void put(Map<String, Subscription> found, List<Stored<Subscription>> more) {
        more.forEach(one -> found.put(one.id(), one.state()));
    }

    private static List<Entry> entries(Map<String, Subscription> found) {
        return found.entrySet().stream()
                .map(one -> Entry.of(one.getKey(), one.getValue()))
                .filter(Objects::nonNull)
                .toList();
    }
}
