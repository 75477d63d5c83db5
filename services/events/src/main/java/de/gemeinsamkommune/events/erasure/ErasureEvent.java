package de.gemeinsamkommune.events.erasure;

import de.gemeinsamkommune.messaging.DomainEvent;
import de.gemeinsamkommune.messaging.EventType;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What happened to the erasure of a person. */
sealed interface ErasureEvent extends DomainEvent {

    /**
     * This service has removed the person.
     *
     * @param person id of the person
     * @param held what stays nevertheless; empty when nothing does
     */
    @EventType("events.erasure-confirmed.v1")
    record ErasureConfirmed(String person, List<Held> held) implements ErasureEvent {}

    /**
     * Something that stays under a hold.
     *
     * @param what kind of record
     * @param reason why it stays
     * @param until when the hold ends, ISO 8601 day; absent while that is not known
     */
    record Held(String what, String reason, @Nullable String until) {}
}
