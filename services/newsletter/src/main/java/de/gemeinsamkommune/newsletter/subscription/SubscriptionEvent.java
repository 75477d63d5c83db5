package de.gemeinsamkommune.newsletter.subscription;

import de.gemeinsamkommune.messaging.DomainEvent;
import de.gemeinsamkommune.messaging.EventType;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What happens to a subscription and others may know: never who subscribed, only ids. */
public sealed interface SubscriptionEvent extends DomainEvent {

    /**
     * A subscription was confirmed.
     *
     * @param subscription its id
     * @param lists codes of the lists
     * @param person the person of the network whose address it is, if known at that moment
     */
    @EventType("newsletter.subscription-confirmed.v1")
    record SubscriptionConfirmed(String subscription, List<String> lists, @Nullable String person)
            implements SubscriptionEvent {}

    /**
     * A confirmed subscription ended.
     *
     * @param subscription its id
     * @param reason why
     */
    @EventType("newsletter.subscription-ended.v1")
    record SubscriptionEnded(String subscription, EndReason reason) implements SubscriptionEvent {}

    /** Why a subscription ended. */
    enum EndReason {
        /** The subscriber withdrew the consent. */
        UNSUBSCRIBED,
        /** The person asked to be forgotten. */
        ERASED
    }
}
