package de.gemeinsamkommune.membership.funding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.gemeinsamkommune.membership.funding.FundingTerms.Contradiction;
import de.gemeinsamkommune.membership.history.Change;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.LocalDate;

class FundingPeriodTest {

    private static final LocalDate FROM = LocalDate.of(2023, 4, 1);
    private static final LocalDate TO = LocalDate.of(2026, 3, 31);

    @Test
    void covers_its_first_and_its_last_day() {
        FundingPeriod period = FundingPeriod.of("gk-2023", terms(FROM, TO, 100, 90, 90), false);
        assertThat(period.covers(FROM)).isTrue();
        assertThat(period.covers(TO)).isTrue();
        assertThat(period.covers(FROM.minusDays(1))).isFalse();
        assertThat(period.covers(TO.plusDays(1))).isFalse();
    }

    @Test
    void takes_a_rate_that_was_rounded() {
        assertThat(terms(FROM, TO, 98_765_432, 88_000_000, 89).rate()).isEqualTo(89);
    }

    @Test
    void refuses_contradictions() {
        assertThat(FundingTerms.contradictions(TO, FROM, 100, 101, 100))
                .containsExactly(
                        Contradiction.ENDS_BEFORE_IT_BEGINS, Contradiction.GRANT_ABOVE_TOTAL);
        assertThat(FundingTerms.contradictions(FROM, TO, 100, 90, 75))
                .containsExactly(Contradiction.RATE_OF_OTHER_AMOUNTS);
        assertThatThrownBy(() -> terms(TO, FROM, 100, 90, 90))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FundingPeriod.of("A b", terms(FROM, TO, 100, 90, 90), false))
                .hasMessageContaining("code");
    }

    @Test
    void remembers_each_field_that_was_corrected_and_by_whom() {
        Instant at = Instant.parse("2026-02-01T10:00:00Z");
        FundingPeriod period = FundingPeriod.of("gk-2023", terms(FROM, TO, 100, 90, 90), false);
        FundingTerms longer = terms(FROM, TO.plusMonths(3), 120, 108, 90);
        FundingPeriod corrected = period.apply(period.correct(longer).getFirst(), "lead", at);
        assertThat(corrected.terms()).isEqualTo(longer);
        assertThat(corrected.history())
                .containsExactly(
                        new Change(at, "lead", "to", "2026-03-31", "2026-06-30"),
                        new Change(at, "lead", "totalCents", "100", "120"),
                        new Change(at, "lead", "grantCents", "90", "108"));
        assertThat(corrected.correct(longer)).isEmpty();
    }

    private static FundingTerms terms(
            LocalDate from, LocalDate to, long total, long grant, int rate) {
        return new FundingTerms(
                "Name", "Funder", "Programme", "2", from, to, total, grant, rate, false);
    }
}
