package de.gemeinsamkommune.membership.register;

import static org.assertj.core.api.Assertions.assertThat;

import de.gemeinsamkommune.membership.register.Register.Succession;

import org.junit.jupiter.api.Test;

import java.time.LocalDate;
import java.util.List;

class RegisterTest {

    private static final LocalDate OLD = LocalDate.of(2030, 1, 31);
    private static final LocalDate NEW = LocalDate.of(2031, 1, 31);

    @Test
    void the_same_units_again_change_nothing() {
        Register known = Register.of(OLD, List.of(unit("09178101", "Apfelau", 200)));
        Succession again = known.succeededBy(known);
        assertThat(again.counts()).isEqualTo(new Counts(0, 0, 0, 1));
        assertThat(again.counts().nothing()).isTrue();
        assertThat(again.after()).isEqualTo(known);
    }

    @Test
    void what_a_newer_file_lacks_is_kept_as_ended_and_counts_no_more() {
        Register known =
                Register.of(
                        OLD,
                        List.of(
                                unit("09178101", "Apfelau", 200),
                                unit("09178102", "Birnbach", 30),
                                unit("01001101", "Elsewhere", 7)));
        Register newer =
                Register.of(
                        NEW,
                        List.of(unit("09178101", "Apfelau", 230), unit("09178103", "Neudorf", 1)));
        Succession succession = known.succeededBy(newer);
        assertThat(succession.counts()).isEqualTo(new Counts(1, 1, 1, 0));
        assertThat(succession.after().units().get("09178102").endedOn()).isEqualTo(NEW);
        assertThat(succession.after().units().get("01001101").ended()).isFalse();
        assertThat(succession.after().municipalities()).isEqualTo(3);
        assertThat(succession.after().population()).isEqualTo(238);
    }

    @Test
    void an_ended_unit_keeps_its_day_and_may_come_back() {
        Register known = Register.of(OLD, List.of(unit("09178102", "Birnbach", 30).endOn(OLD)));
        Register without = Register.of(NEW, List.of(unit("09178101", "Apfelau", 230)));
        assertThat(known.succeededBy(without).after().units().get("09178102").endedOn())
                .isEqualTo(OLD);
        Register with = Register.of(NEW, List.of(unit("09178102", "Birnbach", 30)));
        Succession back = known.succeededBy(with);
        assertThat(back.counts()).isEqualTo(new Counts(1, 0, 0, 0));
        assertThat(back.after().units().get("09178102").ended()).isFalse();
    }

    private static AdministrativeUnit unit(String key, String name, long population) {
        return new AdministrativeUnit(
                key,
                key.substring(0, 5) + "5101" + key.substring(5),
                UnitLevel.MUNICIPALITY,
                name,
                "Gemeinde",
                key.substring(0, 5),
                "Landkreis Apfelau",
                null,
                null,
                null,
                null,
                null,
                population,
                null,
                null);
    }
}
