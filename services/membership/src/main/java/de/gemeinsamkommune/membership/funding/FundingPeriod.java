package de.gemeinsamkommune.membership.funding;

import de.gemeinsamkommune.membership.funding.FundingEvent.FundingPeriodOpened;

import java.time.LocalDate;
import java.util.regex.Pattern;

/**
 * A span of days for which a funder supports the network.
 *
 * @param code lower-case letters, digits and hyphens, at most 40
 * @param from first day
 * @param to last day, not before the first
 * @param totalCents cost of the whole, in euro cents, from 1
 * @param grantCents the funder's part of it, in euro cents
 * @param rate the funder's part in whole percent, 1 to 100
 * @param specificObjective code of the programme's objective that is served
 * @param approximate whether the amounts are known in round figures only
 * @param demo whether it was invented for trying out
 */
public record FundingPeriod(
        String code,
        LocalDate from,
        LocalDate to,
        long totalCents,
        long grantCents,
        int rate,
        String specificObjective,
        boolean approximate,
        boolean demo) {

    private static final Pattern CODE = Pattern.compile("[a-z0-9-]{1,40}");

    /** Refuses what contradicts itself. */
    public FundingPeriod {
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException("the code of a funding period is [a-z0-9-]{1,40}");
        }
        if (to.isBefore(from)) {
            throw new IllegalArgumentException(code + " ends before it begins");
        }
        if (totalCents < 1 || grantCents < 0 || grantCents > totalCents) {
            throw new IllegalArgumentException(code + ": the grant is a part of the total");
        }
        if (rate < 1 || rate > 100 || Math.abs(grantCents * 100 - totalCents * rate) > totalCents) {
            throw new IllegalArgumentException(code + ": the rate does not fit the amounts");
        }
    }

    FundingPeriodOpened open() {
        return new FundingPeriodOpened(
                code, from, to, totalCents, grantCents, rate, specificObjective, approximate, demo);
    }

    static FundingPeriod of(FundingPeriodOpened opened) {
        return new FundingPeriod(
                opened.code(),
                opened.from(),
                opened.to(),
                opened.totalCents(),
                opened.grantCents(),
                opened.rate(),
                opened.specificObjective(),
                opened.approximate(),
                opened.demo());
    }

    /** {@return whether the day lies within the period, first and last day included} */
    public boolean covers(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }
}
