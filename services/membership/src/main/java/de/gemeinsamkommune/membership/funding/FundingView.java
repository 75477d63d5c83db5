package de.gemeinsamkommune.membership.funding;

import java.time.LocalDate;

/**
 * A funding period as everybody sees it.
 *
 * @param name of the project in this period
 * @param funder who pays
 * @param programme the fund the money comes from
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
        boolean demo,
        boolean running) {

    /** {@return the view of a period on a day} */
    public static FundingView of(FundingPeriod period, LocalDate today) {
        FundingTerms terms = period.terms();
        return new FundingView(
                period.code(),
                terms.name(),
                terms.funder(),
                terms.programme(),
                terms.from(),
                terms.to(),
                terms.totalCents(),
                terms.grantCents(),
                terms.rate(),
                terms.specificObjective(),
                terms.approximate(),
                period.demo(),
                period.covers(today));
    }
}
