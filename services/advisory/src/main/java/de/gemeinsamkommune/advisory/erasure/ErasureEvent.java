package de.gemeinsamkommune.advisory.erasure;

import de.gemeinsamkommune.messaging.DomainEvent;
import de.gemeinsamkommune.messaging.EventType;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.List;

/** What can happen to the erasure of a person in this service. */
sealed interface ErasureEvent extends DomainEvent {

    /**
     * Everything this service knew of the person is removed.
     *
     * @param held what stays under a hold; this service holds nothing back
     */
    @EventType("advisory.erasure-confirmed.v1")
    record ErasureConfirmed(String person, List<Held> held) implements ErasureEvent {}

    /** Something that stays, why, and until when if that is known. */
    record Held(String what, String reason, @Nullable LocalDate until) {}
}
