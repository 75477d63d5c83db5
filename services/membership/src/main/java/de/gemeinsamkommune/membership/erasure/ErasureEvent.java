package de.gemeinsamkommune.membership.erasure;

import de.gemeinsamkommune.messaging.DomainEvent;
import de.gemeinsamkommune.messaging.EventType;

import java.util.List;

/** What happened to an erasure. */
sealed interface ErasureEvent extends DomainEvent {

    /** Every service has forgotten the person, but for what it must keep. */
    @EventType("membership.erasure-completed.v1")
    record ErasureCompleted(String person, List<String> confirmedBy, List<Held> held)
            implements ErasureEvent {}

    /** Something a service must keep, by code. */
    record Held(String service, String reason) {}
}
