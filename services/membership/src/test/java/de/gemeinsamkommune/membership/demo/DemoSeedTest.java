package de.gemeinsamkommune.membership.demo;

import static org.assertj.core.api.Assertions.assertThat;

import de.gemeinsamkommune.membership.demo.DemoPeople.DemoPerson;
import de.gemeinsamkommune.membership.funding.FundingPeriod;
import de.gemeinsamkommune.membership.person.Role;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.json.JsonMapper;

import java.time.LocalDate;

class DemoSeedTest {

    private final DemoPeople people = new DemoPeople(JsonMapper.shared());

    @Test
    void there_is_somebody_of_each_role() {
        assertThat(people.all()).extracting(DemoPerson::role).contains(Role.values());
    }

    @Test
    void every_id_and_address_is_there_once_and_no_address_is_real() {
        assertThat(people.all()).extracting(DemoPerson::id).doesNotHaveDuplicates();
        assertThat(people.all())
                .extracting(DemoPerson::email)
                .doesNotHaveDuplicates()
                .allMatch(address -> address.endsWith(".example"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-01-01", "2026-11-22", "2026-12-31", "2028-02-29"})
    void the_demo_period_lies_around_the_day(LocalDate today) {
        FundingPeriod period = DemoSeed.around(today);
        assertThat(period.covers(today.minusYears(1))).isTrue();
        assertThat(period.covers(today.plusYears(1))).isTrue();
        assertThat(period.demo()).isTrue();
    }
}
