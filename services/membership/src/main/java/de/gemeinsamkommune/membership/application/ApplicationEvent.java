package de.gemeinsamkommune.membership.application;

import de.gemeinsamkommune.membership.municipality.MembershipLevel;
import de.gemeinsamkommune.messaging.DomainEvent;
import de.gemeinsamkommune.messaging.EventType;

import org.jspecify.annotations.Nullable;

/** What happened to an application; ids and codes only, never who applied or for which words. */
sealed interface ApplicationEvent extends DomainEvent {

    /**
     * Somebody applied and is to be sent a link; again when they asked once more.
     *
     * @param municipality key of the unit, absent where none is known
     * @param level the one wished for
     */
    @EventType("membership.application-received.v1")
    record ApplicationReceived(
            String application, @Nullable String municipality, MembershipLevel level)
            implements ApplicationEvent {}

    /** The address is the applicant's; the team may decide. */
    @EventType("membership.application-confirmed.v1")
    record ApplicationConfirmed(String application) implements ApplicationEvent {}

    /** The team lets the unit belong. */
    @EventType("membership.application-approved.v1")
    record ApplicationApproved(String application, String municipality)
            implements ApplicationEvent {}

    /** The team does not. */
    @EventType("membership.application-declined.v1")
    record ApplicationDeclined(String application, DeclineReason reason)
            implements ApplicationEvent {}

    /** The applicant does not want it any more. */
    @EventType("membership.application-withdrawn.v1")
    record ApplicationWithdrawn(String application) implements ApplicationEvent {}
}
