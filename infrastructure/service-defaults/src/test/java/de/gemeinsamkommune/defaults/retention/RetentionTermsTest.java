package de.gemeinsamkommune.defaults.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;

class RetentionTermsTest {

    @ParameterizedTest
    @CsvSource({
        // in Berlin it is the next day already
        "P90D, false, 2026-11-23T23:30:00Z, 2026-08-25T22:00:00Z",
        "P1Y,  false, 2026-11-24T10:00:00Z, 2025-11-23T23:00:00Z",
        "P3Y,  true,  2026-12-31T22:59:59Z, 2022-12-31T23:00:00Z",
        "P3Y,  true,  2026-12-31T23:00:00Z, 2023-12-31T23:00:00Z"
    })
    void what_began_before_the_cutoff_is_due(
            Period period, boolean yearEnd, Instant now, Instant cutoff) {
        RetentionTerms terms = terms(period, yearEnd);
        assertThat(terms.cutoff(now)).isEqualTo(cutoff);
        LocalDate today = LocalDate.ofInstant(now, RetentionTerms.ZONE);
        assertThat(terms.dueOn(cutoff.minusMillis(1)))
                .as("the last one that is due became so by today")
                .isBeforeOrEqualTo(today);
        assertThat(terms.dueOn(cutoff)).as("the first one that is not will be").isAfter(today);
        assertThat(terms.dueOn(null)).isNull();
    }

    @Test
    void a_period_has_a_length() {
        assertThatIllegalArgumentException().isThrownBy(() -> terms(Period.ZERO, false));
        assertThatIllegalArgumentException().isThrownBy(() -> terms(Period.ofDays(-1), false));
    }

    @Test
    void every_declared_rule_is_carried_out() {
        Processing declared = new Processing(List.of(), List.of(terms(Period.ofDays(1), false)));
        assertThatIllegalStateException()
                .isThrownBy(() -> Retention.of(declared, List.of(), null, clock(), 7))
                .withMessageContaining("rule");
    }

    private static Clock clock() {
        return Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    }

    private static RetentionTerms terms(Period period, boolean yearEnd) {
        return new RetentionTerms(
                "rule", "Regel", "Rule", "Anfang", "Start", period, yearEnd, Effect.DELETE, "Norm");
    }
}
