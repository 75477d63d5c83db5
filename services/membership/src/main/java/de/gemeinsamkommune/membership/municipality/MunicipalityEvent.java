package de.gemeinsamkommune.membership.municipality;

import de.gemeinsamkommune.messaging.DomainEvent;
import de.gemeinsamkommune.messaging.EventType;

import java.time.LocalDate;

/** What happened to a municipality. */
sealed interface MunicipalityEvent extends DomainEvent {

    /** It belongs to the network from a day on. */
    @EventType("membership.municipality-admitted.v1")
    record MunicipalityAdmitted(String municipality, MembershipLevel level, LocalDate on)
            implements MunicipalityEvent {}
}
