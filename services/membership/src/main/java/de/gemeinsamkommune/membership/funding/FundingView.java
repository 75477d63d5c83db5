package de.gemeinsamkommune.membership.funding;

import java.time.LocalDate;

/**
 * A funding period as everybody sees it.
 *
 * @param from first day
 * @param to last day
 * @param totalCents cost of the whole in euro cents
 * @param grantCents the funder's part in euro cents
 * @param rate the funder's part in whole percent
 * @param specificObjective the programme's objective that is served, by number
 * @param approximate whether the amounts are round figures
 * @param demo whether it was invented for trying out
 * @param running whether it covers today
 */
public record FundingView(
        String code,
        LocalDate from,
        LocalDate to,
        long totalCents,
        long grantCents,
        int rate,
        String specificObjective,
        boolean approximate,
        boolean demo,
        boolean running) {

    /** {@return the view of a period on a day} */
    public static FundingView of(FundingPeriod period, LocalDate today) {
        return new FundingView(
                period.code(),
                period.from(),
                period.to(),
                period.totalCents(),
                period.grantCents(),
                period.rate(),
                period.specificObjective(),
                period.approximate(),
                period.demo(),
                period.covers(today));
    }
}
