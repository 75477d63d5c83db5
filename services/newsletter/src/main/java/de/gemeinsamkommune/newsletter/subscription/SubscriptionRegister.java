package de.gemeinsamkommune.newsletter.subscription;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;

import de.gemeinsamkommune.messaging.MessagesPending;
import de.gemeinsamkommune.messaging.StaleVersion;
import de.gemeinsamkommune.messaging.Stored;
import de.gemeinsamkommune.newsletter.delivery.DeliveryKind;
import de.gemeinsamkommune.newsletter.delivery.DeliveryReason;
import de.gemeinsamkommune.newsletter.delivery.Ledger;
import de.gemeinsamkommune.newsletter.delivery.Order;
import de.gemeinsamkommune.newsletter.erasure.Erasable;
import de.gemeinsamkommune.newsletter.erasure.ErasedPeople;
import de.gemeinsamkommune.newsletter.merge.MergedPeople;
import de.gemeinsamkommune.newsletter.merge.Movable;
import de.gemeinsamkommune.newsletter.peer.PeerUnavailable;
import de.gemeinsamkommune.newsletter.peer.People;
import de.gemeinsamkommune.newsletter.subscription.Subscription.Status;
import de.gemeinsamkommune.newsletter.subscription.SubscriptionEvent.EndReason;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Carries out what happens to subscriptions. */
@Component
class SubscriptionRegister implements Erasable, Movable {

    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionRegister.class);

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final int BATCH = 1000;

    private final Subscribers subscribers;
    private final Ledger ledger;
    private final Suppressions suppressions;
    private final DataLinks dataLinks;
    private final People people;
    private final ErasedPeople erased;
    private final MergedPeople merged;
    private final Clock clock;

    SubscriptionRegister(
            Subscribers subscribers,
            Ledger ledger,
            Suppressions suppressions,
            DataLinks dataLinks,
            People people,
            ErasedPeople erased,
            MergedPeople merged,
            Clock clock) {
        this.subscribers = subscribers;
        this.ledger = ledger;
        this.suppressions = suppressions;
        this.dataLinks = dataLinks;
        this.people = people;
        this.erased = erased;
        this.merged = merged;
        this.clock = clock;
    }

    /**
     * Takes a request in. What follows is a mail to the address, whatever the register knows of it:
     * a confirmation mail, or at most once a day the note that it subscribes already; nothing, if
     * its owner objects to any mail.
     */
    void request(Subscription.Subscriber subscriber, MailAddress address, Consent consent) {
        if (suppressions.contains(address)) {
            return;
        }
        while (true) {
            Optional<Stored<Subscription>> known = subscribers.byAddress(address);
            try {
                if (known.isEmpty()) {
                    String id = UUID.randomUUID().toString();
                    Subscription state = Subscription.requested(subscriber, consent);
                    subscribers.store().insert(id, state, List.of());
                    orderConfirmation(id, state);
                    link(id, state);
                    return;
                }
                if (known.get().state().hasExpired(clock.instant())) {
                    subscribers.store().delete(known.get());
                } else {
                    requestAgain(known.get(), subscriber, consent);
                    return;
                }
            } catch (MongoWriteException e) {
                if (ErrorCategory.fromErrorCode(e.getCode()) != ErrorCategory.DUPLICATE_KEY) {
                    throw e;
                }
                LOG.debug("The same address was requested at the same time");
            } catch (StaleVersion e) {
                LOG.debug("The subscription changed meanwhile");
            }
        }
    }

    private void requestAgain(
            Stored<Subscription> known, Subscription.Subscriber subscriber, Consent consent) {
        if (known.state().status() == Status.CONFIRMED) {
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZONE);
            ledger.enqueue(
                    new Order(
                            DeliveryKind.ALREADY_SUBSCRIBED,
                            known.id() + "|" + today,
                            known.id(),
                            Map.of(),
                            clock.instant()));
            return;
        }
        Subscription again = known.state().requestedAgain(subscriber, consent);
        if (!again.equals(known.state())) {
            subscribers.store().update(known, again, List.of());
        }
        // ordered in any case: the order may have been lost with the first request
        orderConfirmation(known.id(), again);
        if (again.personOpen()) {
            link(known.id(), again);
        }
    }

    private void orderConfirmation(String id, Subscription state) {
        ledger.enqueue(
                new Order(
                        DeliveryKind.SUBSCRIPTION_CONFIRMATION,
                        id + "|" + state.request().mails(),
                        id,
                        Map.of(),
                        clock.instant()));
    }

    /**
     * Makes a token for a confirmation mail that is about to be sent.
     *
     * @param mail id of the mail
     * @return the token, or empty when the request was confirmed, ended or deleted meanwhile
     */
    Optional<Confirmable> token(String id, String mail) {
        String token = Secret.token();
        return change(
                        id,
                        state ->
                                state.status() == Status.PENDING
                                                && !state.hasExpired(clock.instant())
                                        ? state.withToken(token, mail)
                                        : state)
                .filter(state -> state.request().tokens().contains(Secret.hash(token)))
                .flatMap(state -> Optional.ofNullable(state.subscriber()))
                .map(subscriber -> new Confirmable(subscriber, token));
    }

    /** A subscriber and the token that confirms the request. */
    record Confirmable(Subscription.Subscriber subscriber, String token) {}

    /**
     * Confirms the request the token belongs to.
     *
     * @throws ConfirmationNotPossible when it belongs to none, or no longer
     */
    void confirm(String token) {
        Stored<Subscription> found =
                subscribers.byToken(token).orElseThrow(ConfirmationNotPossible::new);
        // decided once before anybody is asked whose address it is
        found.state().confirm(found.id(), token, clock.instant(), null);
        Whose whose = askWhose(found.state());
        Instant now = clock.instant();
        subscribers
                .store()
                .change(
                        found.id(),
                        state -> state.confirm(found.id(), token, now, whose.person()),
                        (state, event) -> {
                            Subscription confirmed = state.apply(event, token, now);
                            return whose.answered()
                                    ? confirmed.ofPerson(whose.person())
                                    : confirmed;
                        });
        moveIfMerged(whose.person());
        eraseIfErased(whose.person());
    }

    /** Ends the subscription the token belongs to, at once; an unknown token changes nothing. */
    void unsubscribe(String token) {
        subscribers
                .byUnsubscribeToken(token)
                .ifPresent(found -> end(found.id(), EndReason.UNSUBSCRIBED));
    }

    private void end(String id, EndReason reason) {
        Instant now = clock.instant();
        subscribers
                .store()
                .change(
                        id,
                        state -> state.end(id, reason),
                        (state, event) -> state.apply(event, "", now));
        ledger.cancel(
                id,
                reason == EndReason.ERASED ? DeliveryReason.ERASED : DeliveryReason.UNSUBSCRIBED);
    }

    /** Ends all subscriptions of a person and removes what was kept of them. */
    @Override
    public void forget(String person) {
        subscribers.ofPerson(person).forEach(this::erase);
    }

    /** Ends all subscriptions of an address and removes what was kept of them. */
    void erase(MailAddress address) {
        subscribers.everOf(address).forEach(this::erase);
    }

    private void erase(Stored<Subscription> found) {
        Subscription.Subscriber subscriber = found.state().subscriber();
        if (subscriber != null) {
            dataLinks.forgetKey(subscriber.key());
        }
        forget(found);
        ledger.forget(found.id());
    }

    private void forget(Stored<Subscription> found) {
        Optional<Stored<Subscription>> read = Optional.of(found);
        while (read.isPresent() && read.get().state().status() == Status.PENDING) {
            try {
                subscribers.store().delete(read.get());
                return;
            } catch (StaleVersion e) {
                // confirmed meanwhile, or its mail is just being written
                read = subscribers.store().find(found.id());
            }
        }
        if (read.isPresent()) {
            end(found.id(), EndReason.ERASED);
            change(found.id(), Subscription::withoutEvidence);
        }
    }

    /** Notes that subscriptions of a person are those of the same person under another id. */
    @Override
    public void move(String person, String into) {
        for (Stored<Subscription> found : subscribers.ofPerson(person)) {
            change(
                    found.id(),
                    state -> person.equals(state.person()) ? state.ofPerson(into) : state);
        }
        eraseIfErased(into);
    }

    /** Notes whose subscription it is, for a person whose address may be a subscriber's. */
    void link(String person, String email) {
        MailAddress.of(email)
                .flatMap(subscribers::byAddress)
                .ifPresent(found -> note(found.id(), person));
    }

    /** Asks for subscriptions whose address it is, where nobody could be asked before. */
    void linkOpen() {
        for (Stored<Subscription> open : subscribers.ofUnknownPerson(BATCH)) {
            if (!link(open.id(), open.state())) {
                return;
            }
        }
    }

    /**
     * Notes whose subscription it is, also before it is confirmed: once the person is erased nobody
     * knows any more that the address was theirs.
     *
     * @return whether membership answered
     */
    private boolean link(String id, Subscription state) {
        Whose whose = askWhose(state);
        if (whose.answered()) {
            note(id, whose.person());
        }
        return whose.answered();
    }

    private void note(String id, @Nullable String person) {
        change(id, state -> state.status() == Status.ENDED ? state : state.ofPerson(person));
        moveIfMerged(person);
        eraseIfErased(person);
    }

    /** The person may be known under another id since the subscription was linked. */
    private void moveIfMerged(@Nullable String person) {
        if (person != null) {
            String standing = merged.standing(person);
            if (!standing.equals(person)) {
                move(person, standing);
            }
        }
    }

    /** The person may have been erased while the subscription was linked. */
    private void eraseIfErased(@Nullable String person) {
        if (person != null && erased.contains(person)) {
            LOG.info("Person {} was erased while a subscription was linked", person);
            forget(person);
        }
    }

    /** Deletes requests nobody confirmed. */
    void tidy() {
        Instant now = clock.instant();
        for (Stored<Subscription> old :
                subscribers.requestedBefore(now.minus(Subscription.CONFIRMABLE), BATCH)) {
            deleteQuietly(old);
        }
    }

    /**
     * Removes the evidence of a subscription that ended before that moment.
     *
     * @return whether there was any
     */
    boolean dropEvidence(String id, Instant endedBefore) {
        boolean[] dropped = {false};
        change(
                id,
                state -> {
                    dropped[0] = state.endedBefore(endedBefore) && state.consent() != null;
                    return dropped[0] ? state.withoutEvidence() : state;
                });
        return dropped[0];
    }

    private void deleteQuietly(Stored<Subscription> old) {
        try {
            subscribers.store().delete(old);
            ledger.forget(old.id());
        } catch (StaleVersion | MessagesPending e) {
            LOG.debug("Subscription {} changed meanwhile", old.id());
        }
    }

    private Whose askWhose(Subscription state) {
        if (state.person() != null) {
            // membership may have forgotten the person since, and the erasure must find this
            return new Whose(true, state.person());
        }
        if (state.subscriber() == null) {
            return new Whose(true, null);
        }
        try {
            return new Whose(true, people.personOf(state.subscriber().address()).orElse(null));
        } catch (PeerUnavailable e) {
            LOG.info("A subscription is linked later: {}", e.getMessage());
            return new Whose(false, null);
        }
    }

    /** Whether membership answered, and the person of the network whose address it is, if any. */
    private record Whose(boolean answered, @Nullable String person) {}

    /** Changes the state without telling anybody; empty when there is no such subscription. */
    private Optional<Subscription> change(String id, UnaryOperator<Subscription> change) {
        while (true) {
            Optional<Stored<Subscription>> found = subscribers.store().find(id);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Subscription before = found.get().state();
            Subscription after = change.apply(before);
            if (after.equals(before)) {
                return Optional.of(before);
            }
            try {
                return Optional.of(
                        subscribers.store().update(found.get(), after, List.of()).state());
            } catch (StaleVersion e) {
                LOG.debug("Subscription {} changed meanwhile", id);
            }
        }
    }
}
