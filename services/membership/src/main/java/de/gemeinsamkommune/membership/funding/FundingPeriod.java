package de.gemeinsamkommune.membership.funding;

import de.gemeinsamkommune.membership.funding.FundingEvent.FundingPeriodCorrected;
import de.gemeinsamkommune.membership.funding.FundingEvent.FundingPeriodOpened;
import de.gemeinsamkommune.membership.history.Change;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A span of days for which a funder supports the network; several may follow one another.
 *
 * @param code lower-case letters, digits and hyphens, at most 40
 * @param demo whether it was invented for trying out
 * @param history what was corrected, the oldest first
 */
public record FundingPeriod(String code, FundingTerms terms, boolean demo, List<Change> history) {

    private static final Pattern CODE = Pattern.compile("[a-z0-9-]{1,40}");

    /** Refuses a code of another form. */
    public FundingPeriod {
        if (!isCode(code)) {
            throw new IllegalArgumentException("the code of a funding period is " + CODE);
        }
    }

    /** {@return a period that nothing was corrected in} */
    public static FundingPeriod of(String code, FundingTerms terms, boolean demo) {
        return new FundingPeriod(code, terms, demo, List.of());
    }

    /** {@return whether a period can have this code} */
    static boolean isCode(String code) {
        return CODE.matcher(code).matches();
    }

    FundingPeriodOpened open() {
        return new FundingPeriodOpened(
                code,
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
                demo);
    }

    /** {@return that other terms hold; nothing when they are the same} */
    List<FundingEvent> correct(FundingTerms other) {
        return other.equals(terms)
                ? List.of()
                : List.of(
                        new FundingPeriodCorrected(
                                code,
                                other.name(),
                                other.funder(),
                                other.programme(),
                                other.from(),
                                other.to(),
                                other.totalCents(),
                                other.grantCents(),
                                other.rate(),
                                other.specificObjective(),
                                other.approximate(),
                                demo));
    }

    FundingPeriod apply(FundingEvent event, String by, Instant at) {
        return switch (event) {
            case FundingPeriodOpened _ -> this;
            case FundingPeriodCorrected corrected -> {
                FundingTerms other = corrected.terms();
                yield new FundingPeriod(
                        code,
                        other,
                        demo,
                        Change.continued(history, at, by, terms.fields(), other.fields()));
            }
        };
    }

    /** {@return whether the day lies within the period, first and last day included} */
    public boolean covers(LocalDate day) {
        return !day.isBefore(terms.from()) && !day.isAfter(terms.to());
    }
}
