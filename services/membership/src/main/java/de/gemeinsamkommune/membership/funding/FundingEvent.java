package de.gemeinsamkommune.membership.funding;

import de.gemeinsamkommune.messaging.DomainEvent;
import de.gemeinsamkommune.messaging.EventType;

import java.time.LocalDate;

/** What happened to a funding period. Amounts are in euro cents, rates in whole percent. */
sealed interface FundingEvent extends DomainEvent {

    /** A period began to be known. */
    @EventType("membership.funding-period-opened.v1")
    record FundingPeriodOpened(
            String code,
            String name,
            String funder,
            String programme,
            LocalDate from,
            LocalDate to,
            long totalCents,
            long grantCents,
            int rate,
            String specificObjective,
            boolean approximate,
            boolean demo)
            implements FundingEvent {}

    /** Other terms hold; what is said is all that holds now. */
    @EventType("membership.funding-period-corrected.v1")
    record FundingPeriodCorrected(
            String code,
            String name,
            String funder,
            String programme,
            LocalDate from,
            LocalDate to,
            long totalCents,
            long grantCents,
            int rate,
            String specificObjective,
            boolean approximate,
            boolean demo)
            implements FundingEvent {

        FundingTerms terms() {
            return new FundingTerms(
                    name,
                    funder,
                    programme,
                    specificObjective,
                    from,
                    to,
                    totalCents,
                    grantCents,
                    rate,
                    approximate);
        }
    }
}
