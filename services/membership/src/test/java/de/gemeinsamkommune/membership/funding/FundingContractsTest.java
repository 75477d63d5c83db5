package de.gemeinsamkommune.membership.funding;

import static org.assertj.core.api.Assertions.assertThat;

import de.gemeinsamkommune.testsupport.Contracts;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.time.LocalDate;

class FundingContractsTest {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void messages_are_as_agreed() {
        FundingTerms terms =
                new FundingTerms(
                        "Gemeinsam Kommune – Netzwerk kommunale Integrationsarbeit Bayern",
                        "Bundesamt für Migration und Flüchtlinge",
                        "Asyl-, Migrations- und Integrationsfonds (AMIF) 2021–2027",
                        "2",
                        LocalDate.of(2023, 4, 1),
                        LocalDate.of(2026, 3, 31),
                        100_000_000,
                        90_000_000,
                        90,
                        true);
        FundingPeriod period = FundingPeriod.of("gk-2023", terms, false);
        check("membership.funding-period-opened.v1", period.open());
        FundingTerms exact =
                new FundingTerms(
                        terms.name(),
                        terms.funder(),
                        terms.programme(),
                        "2",
                        terms.from(),
                        terms.to(),
                        99_800_000,
                        89_820_000,
                        90,
                        false);
        check("membership.funding-period-corrected.v1", period.correct(exact).getFirst());
    }

    private static void check(String type, Object event) {
        // as text: amounts are long, and in a tree a long differs from an int of the same value
        assertThat(JSON.readTree(JSON.writeValueAsString(event)))
                .isEqualTo(Contracts.example(type));
        Contracts.checkSchema(type);
    }
}
