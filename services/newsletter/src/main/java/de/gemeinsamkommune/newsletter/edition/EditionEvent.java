package de.gemeinsamkommune.newsletter.edition;

import de.gemeinsamkommune.messaging.DomainEvent;
import de.gemeinsamkommune.messaging.EventType;

/** What happens to an edition. */
sealed interface EditionEvent extends DomainEvent {

    /**
     * An edition was released.
     *
     * @param edition its id
     * @param recipients how many confirmed subscriptions there were at that moment
     */
    @EventType("newsletter.edition-released.v1")
    record EditionReleased(String edition, int recipients) implements EditionEvent {}

    /**
     * No mail of an edition waits any more.
     *
     * @param edition its id
     * @param sent how many mails the mail server took
     * @param failed how many it did not
     */
    @EventType("newsletter.edition-sent.v1")
    record EditionSent(String edition, int sent, int failed) implements EditionEvent {}
}
