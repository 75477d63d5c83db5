package de.gemeinsamkommune.membership.municipality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.gemeinsamkommune.membership.municipality.MunicipalityCommand.Admit;
import de.gemeinsamkommune.membership.municipality.MunicipalityEvent.MunicipalityAdmitted;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.LocalDate;

class MunicipalityTest {

    private static final LocalDate ON = LocalDate.of(2023, 4, 1);

    @Test
    void belongs_on_a_level_once_admitted() {
        Admit command = admit("09178", "09178", "Landkreis", "Freising", null);
        Municipality unit = Municipality.of(command);
        MunicipalityAdmitted admitted = unit.admit(command);
        assertThat(admitted)
                .isEqualTo(new MunicipalityAdmitted("09178", MembershipLevel.PARTNER, ON));
        assertThat(unit.apply(admitted).level()).isEqualTo(MembershipLevel.PARTNER);
        assertThat(unit.apply(admitted).admittedOn()).isEqualTo(ON);
    }

    @Test
    void is_shown_so_that_no_two_are_confused() {
        assertThat(name("09362", "09362", "Stadt", "Regensburg", null))
                .isEqualTo("Stadt Regensburg");
        assertThat(name("09375", "09375", "Landkreis", "Regensburg", null))
                .isEqualTo("Landkreis Regensburg");
        assertThat(name("09178120", "091780120120", "Gemeinde", "Eching", "Freising"))
                .isEqualTo("Gemeinde Eching (Landkreis Freising)");
        assertThat(name("09274126", "092740126126", "Gemeinde", "Eching", "Landshut"))
                .isEqualTo("Gemeinde Eching (Landkreis Landshut)");
    }

    @ParameterizedTest
    @CsvSource({
        "9178, 9178, ", // the leading zero is lost
        "09178, 09179, ",
        "0917A, 0917A, ",
        "09178, 09178, Freising", // a district belongs to none
        "09184131, 091840131131, ", // a municipality belongs to one
        "09184131, 09184131, München",
        "09184131, 091840131132, München",
        "09184131, 091850131131, München"
    })
    void refuses_keys_that_are_none(String key, String ars, @Nullable String district) {
        assertThatThrownBy(() -> admit(key, ars, "X", "X", district))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String name(
            String key, String ars, String designation, String name, @Nullable String district) {
        return Municipality.of(admit(key, ars, designation, name, district)).displayName();
    }

    private static Admit admit(
            String key, String ars, String designation, String name, @Nullable String district) {
        MunicipalityKind kind =
                key.length() == 8
                        ? MunicipalityKind.MUNICIPALITY
                        : designation.equals("Stadt")
                                ? MunicipalityKind.INDEPENDENT_CITY
                                : MunicipalityKind.DISTRICT;
        return new Admit(
                key,
                ars,
                designation,
                name,
                kind,
                district,
                "Oberbayern",
                1,
                LocalDate.of(2022, 12, 31),
                MembershipLevel.PARTNER,
                ON);
    }
}
