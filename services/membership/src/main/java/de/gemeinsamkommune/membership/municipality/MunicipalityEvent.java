package de.gemeinsamkommune.membership.municipality;

import de.gemeinsamkommune.messaging.DomainEvent;
import de.gemeinsamkommune.messaging.EventType;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/** What happened to a municipality; keys, codes, days and minutes only. */
sealed interface MunicipalityEvent extends DomainEvent {

    /** It belongs to the network from a day on; also when it had left before. */
    @EventType("membership.municipality-admitted.v1")
    record MunicipalityAdmitted(
            String municipality, MembershipLevel level, LocalDate on, @Nullable Contract contract)
            implements MunicipalityEvent {}

    /** It belongs on another level or under another contract; what is said is all that holds. */
    @EventType("membership.municipality-level-changed.v1")
    record MunicipalityLevelChanged(
            String municipality, MembershipLevel level, LocalDate on, @Nullable Contract contract)
            implements MunicipalityEvent {

        MembershipTerms terms() {
            return new MembershipTerms(level, on, contract);
        }
    }

    /** It does not belong to the network any more. */
    @EventType("membership.municipality-left.v1")
    record MunicipalityLeft(String municipality, LocalDate on, LeavingReason reason)
            implements MunicipalityEvent {}
}
