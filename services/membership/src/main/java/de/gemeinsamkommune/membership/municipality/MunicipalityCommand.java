package de.gemeinsamkommune.membership.municipality;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/** What can be asked of a municipality. */
sealed interface MunicipalityCommand {

    /** Takes a unit into the network. */
    record Admit(UnitFacts facts, MembershipTerms terms) implements MunicipalityCommand {}

    /**
     * Changes how a unit belongs, or takes one back that has left.
     *
     * @param facts what is known of it now, null to leave that as it is
     */
    record Amend(@Nullable UnitFacts facts, MembershipTerms terms) implements MunicipalityCommand {}

    /**
     * Lets a unit leave.
     *
     * @param on first day on which it does not belong any more
     */
    record Leave(LocalDate on, LeavingReason reason) implements MunicipalityCommand {}
}
