package de.gemeinsamkommune.identity.erasure;

import de.gemeinsamkommune.messaging.DomainEvent;
import de.gemeinsamkommune.messaging.EventType;

import java.util.List;

/** What can happen to an {@link Erasure}. */
sealed interface ErasureEvent extends DomainEvent {

    /**
     * Everything of the person is gone.
     *
     * @param person id of the person
     * @param held what stays under a hold; nothing does here
     */
    @EventType("identity.erasure-confirmed.v1")
    record ErasureConfirmed(String person, List<Held> held) implements ErasureEvent {}

    /**
     * What stays, and why.
     *
     * @param what kind of record
     * @param reason name of the reason
     */
    record Held(String what, String reason) {}
}
