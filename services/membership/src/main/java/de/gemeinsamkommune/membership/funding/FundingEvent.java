package de.gemeinsamkommune.membership.funding;

import de.gemeinsamkommune.messaging.DomainEvent;
import de.gemeinsamkommune.messaging.EventType;

import java.time.LocalDate;

/** What happened to a funding period. */
sealed interface FundingEvent extends DomainEvent {

    /** A period began to be known; amounts in euro cents, rate in whole percent. */
    @EventType("membership.funding-period-opened.v1")
    record FundingPeriodOpened(
            String code,
            LocalDate from,
            LocalDate to,
            long totalCents,
            long grantCents,
            int rate,
            String specificObjective,
            boolean approximate,
            boolean demo)
            implements FundingEvent {}
}
