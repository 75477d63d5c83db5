package de.gemeinsamkommune.membership.funding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.time.LocalDate;

class FundingPeriodTest {

    private static final LocalDate FROM = LocalDate.of(2023, 4, 1);
    private static final LocalDate TO = LocalDate.of(2026, 3, 31);

    @Test
    void says_all_about_itself_when_it_opens() {
        FundingPeriod period = period("gk-2023", FROM, TO, 100_000_000, 90_000_000, 90);
        assertThat(FundingPeriod.of(period.open())).isEqualTo(period);
    }

    @Test
    void covers_its_first_and_its_last_day() {
        FundingPeriod period = period("gk-2023", FROM, TO, 100, 90, 90);
        assertThat(period.covers(FROM)).isTrue();
        assertThat(period.covers(TO)).isTrue();
        assertThat(period.covers(FROM.minusDays(1))).isFalse();
        assertThat(period.covers(TO.plusDays(1))).isFalse();
    }

    @Test
    void takes_a_rate_that_was_rounded() {
        assertThat(period("a", FROM, TO, 98_765_432, 88_000_000, 89).rate()).isEqualTo(89);
    }

    @Test
    void refuses_contradictions() {
        assertThatThrownBy(() -> period("A b", FROM, TO, 100, 90, 90)).hasMessageContaining("code");
        assertThatThrownBy(() -> period("a", TO, FROM, 100, 90, 90)).hasMessageContaining("ends");
        assertThatThrownBy(() -> period("a", FROM, TO, 100, 101, 100)).hasMessageContaining("part");
        assertThatThrownBy(() -> period("a", FROM, TO, 100, -1, 1)).hasMessageContaining("part");
        assertThatThrownBy(() -> period("a", FROM, TO, 100, 90, 75)).hasMessageContaining("rate");
    }

    private static FundingPeriod period(
            String code, LocalDate from, LocalDate to, long total, long grant, int rate) {
        return new FundingPeriod(code, from, to, total, grant, rate, "2", false, false);
    }
}
