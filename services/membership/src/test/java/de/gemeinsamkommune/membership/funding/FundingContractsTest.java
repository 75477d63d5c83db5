package de.gemeinsamkommune.membership.funding;

import static org.assertj.core.api.Assertions.assertThat;

import de.gemeinsamkommune.membership.funding.FundingEvent.FundingPeriodOpened;
import de.gemeinsamkommune.testsupport.Contracts;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.time.LocalDate;

class FundingContractsTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void messages_are_as_agreed() {
        FundingPeriodOpened opened =
                new FundingPeriodOpened(
                        "gk-2023",
                        LocalDate.of(2023, 4, 1),
                        LocalDate.of(2026, 3, 31),
                        100_000_000,
                        90_000_000,
                        90,
                        "2",
                        true,
                        false);
        // as text: amounts are long, and in a tree a long differs from an int of the same value
        assertThat(JSON.readTree(JSON.writeValueAsString(opened)))
                .isEqualTo(Contracts.example("membership.funding-period-opened.v1"));
        Contracts.checkSchema("membership.funding-period-opened.v1");
    }
}
