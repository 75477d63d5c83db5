package de.gemeinsamkommune.membership.municipality;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/**
 * How a unit belongs to the network.
 *
 * @param level how closely
 * @param on first day on this level
 * @param contract of a partner; absent for other levels, and where it has not been noted yet
 */
public record MembershipTerms(MembershipLevel level, LocalDate on, @Nullable Contract contract) {

    /** Refuses a contract of one who is no partner. */
    public MembershipTerms {
        if (contract != null && level != MembershipLevel.PARTNER) {
            throw new IllegalArgumentException("only a partner has a contract");
        }
    }
}
