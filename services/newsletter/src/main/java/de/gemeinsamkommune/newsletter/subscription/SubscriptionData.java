package de.gemeinsamkommune.newsletter.subscription;

import de.gemeinsamkommune.defaults.access.PersonalData.Category;
import de.gemeinsamkommune.defaults.access.PersonalDataSource;
import de.gemeinsamkommune.newsletter.delivery.DeliveryData;
import de.gemeinsamkommune.newsletter.subscription.Subscription.Ending;
import de.gemeinsamkommune.newsletter.subscription.Subscription.Status;
import de.gemeinsamkommune.newsletter.subscription.SubscriptionEvent.EndReason;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is held about a person as a subscriber: in subscriptions known to be theirs and in those of
 * their address, in force, requested or ended. The mails go with them, because a subscriber's mails
 * stand in the ledger under the subscription.
 */
@Component
class SubscriptionData implements PersonalDataSource {

    private final ConsentLedger ledger;
    private final ConsentLookUps lookUps;
    private final PersonLinks links;
    private final DeliveryData mails;
    private final Suppressions suppressions;

    SubscriptionData(
            ConsentLedger ledger,
            ConsentLookUps lookUps,
            PersonLinks links,
            DeliveryData mails,
            Suppressions suppressions) {
        this.ledger = ledger;
        this.lookUps = lookUps;
        this.links = links;
        this.mails = mails;
        this.suppressions = suppressions;
    }

    /** A subscription without what could confirm or end it. */
    record Subscribed(
            String id,
            Status status,
            @Nullable String address,
            @Nullable String name,
            @Nullable String locale,
            List<String> lists,
            Instant requestedAt,
            @Nullable Instant confirmedAt,
            @Nullable Instant endedAt,
            @Nullable EndReason endReason) {}

    /** A consent: the words, and how they were agreed to. */
    record Agreed(
            String subscription,
            String version,
            String text,
            String form,
            Instant requestedAt,
            @Nullable Instant confirmedAt) {}

    /** That somebody of the network looked up consents; named by the role. */
    record LookedUp(Instant at, String byRole) {}

    /** An objection to any further newsletter mail. */
    record Objection(Instant since) {}

    /** A person of whom it has still to be found out whether they subscribe. */
    record LookUp(Instant since) {}

    @Override
    public List<Category> about(String person) {
        Optional<MailAddress> address = ledger.addressOf(person);
        Map<String, Subscription> found = ledger.subscriptionsOf(person, address);
        List<String> recipients = new ArrayList<>(found.keySet());
        recipients.add(person);
        return List.of(
                new Category(
                        "subscriptions",
                        "newsletter",
                        "GDPR 6(1)(a)",
                        "until-unsubscribed",
                        List.of(),
                        true,
                        subscribed(found)),
                new Category(
                        "consents",
                        "consent-evidence",
                        "GDPR 6(1)(c)",
                        "consent-evidence",
                        List.of(),
                        false,
                        agreed(found)),
                new Category(
                        "consent-look-ups",
                        "access-log",
                        "GDPR 6(1)(c)",
                        "one-year",
                        List.of("administration"),
                        false,
                        lookUps.of(found.keySet()).stream()
                                .map(one -> new LookedUp(one.at(), one.role()))
                                .toList()),
                new Category(
                        "subscription-look-ups",
                        "newsletter",
                        "GDPR 6(1)(f)",
                        "until-settled",
                        List.of(),
                        false,
                        links.openSince(person).stream().map(LookUp::new).toList()),
                new Category(
                        "mail-suppression",
                        "newsletter",
                        "GDPR 6(1)(c)",
                        "until-lifted",
                        List.of(),
                        false,
                        address.flatMap(suppressions::since).map(Objection::new).stream().toList()),
                mails.to(recipients));
    }

    /** {@return subscriptions, by id, as they are shown} */
    static List<Subscribed> subscribed(Map<String, Subscription> found) {
        return found.entrySet().stream()
                .map(one -> subscribed(one.getKey(), one.getValue()))
                .toList();
    }

    private static Subscribed subscribed(String id, Subscription one) {
        Subscription.@Nullable Subscriber subscriber = one.subscriber();
        Ending ending = one.ending();
        return new Subscribed(
                id,
                one.status(),
                subscriber == null ? null : subscriber.address(),
                subscriber == null ? null : subscriber.name(),
                subscriber == null ? null : subscriber.locale(),
                one.lists(),
                one.request().at(),
                one.confirmedAt(),
                ending == null ? null : ending.at(),
                ending == null ? null : ending.reason());
    }

    /** {@return the consents of subscriptions, by id, as they are shown} */
    static List<Agreed> agreed(Map<String, Subscription> found) {
        List<Agreed> all = new ArrayList<>();
        found.forEach(
                (id, one) -> {
                    Consent consent = one.consent();
                    if (consent != null) {
                        all.add(
                                new Agreed(
                                        id,
                                        consent.version(),
                                        consent.text(),
                                        consent.form(),
                                        consent.requestedAt(),
                                        consent.confirmedAt()));
                    }
                });
        return all;
    }
}
