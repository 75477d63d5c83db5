package de.gemeinsamkommune.membership.municipality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.gemeinsamkommune.membership.history.Change;
import de.gemeinsamkommune.membership.municipality.MunicipalityCommand.Admit;
import de.gemeinsamkommune.membership.municipality.MunicipalityCommand.Amend;
import de.gemeinsamkommune.membership.municipality.MunicipalityCommand.Leave;
import de.gemeinsamkommune.membership.municipality.MunicipalityEvent.MunicipalityAdmitted;
import de.gemeinsamkommune.membership.municipality.MunicipalityEvent.MunicipalityLeft;
import de.gemeinsamkommune.membership.municipality.MunicipalityEvent.MunicipalityLevelChanged;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

class MunicipalityTest {

    private static final LocalDate ON = LocalDate.of(2023, 4, 1);
    private static final LocalDate LATER = LocalDate.of(2026, 4, 1);
    private static final Instant AT = Instant.parse("2026-04-02T08:00:00Z");
    private static final Contract CONTRACT = new Contract(ON, LATER.minusDays(1), 600);
    private static final MembershipTerms PARTNER =
            new MembershipTerms(MembershipLevel.PARTNER, ON, CONTRACT);

    @Test
    void belongs_on_a_level_once_admitted() {
        Municipality unit = Municipality.of(freising());
        assertThat(unit.belongs()).isFalse();
        MunicipalityAdmitted admitted = unit.admit(new Admit(freising(), PARTNER));
        assertThat(admitted)
                .isEqualTo(
                        new MunicipalityAdmitted("09178", MembershipLevel.PARTNER, ON, CONTRACT));
        Municipality member = unit.apply(admitted, null, AT);
        assertThat(member.belongs()).isTrue();
        assertThat(member.level()).isEqualTo(MembershipLevel.PARTNER);
        assertThat(member.admittedOn()).isEqualTo(ON);
        assertThat(member.onLevelSince()).isEqualTo(ON);
        assertThat(member.changes()).as("of the product's own list").isEmpty();
        assertThat(unit.apply(admitted, "lead", AT).changes())
                .contains(new Change(AT, "lead", "level", null, "PARTNER"))
                .contains(new Change(AT, "lead", "contract/minutesPerWeek", null, "600"))
                .contains(new Change(AT, "lead", "name", null, "Freising"));
    }

    @Test
    void changes_its_level_and_remembers_each_field() {
        Municipality partner = partner();
        MembershipTerms member = new MembershipTerms(MembershipLevel.MEMBER, LATER, null);
        List<MunicipalityEvent> events = partner.amend(new Amend(null, member));
        assertThat(events)
                .containsExactly(
                        new MunicipalityLevelChanged("09178", MembershipLevel.MEMBER, LATER, null));
        Municipality changed = partner.apply(events.getFirst(), "lead", AT);
        assertThat(changed.admittedOn()).isEqualTo(ON);
        assertThat(changed.onLevelSince()).isEqualTo(LATER);
        assertThat(changed.contract()).isNull();
        assertThat(changed.changes())
                .extracting(Change::field)
                .containsExactly(
                        "level",
                        "levelSince",
                        "contract/from",
                        "contract/to",
                        "contract/minutesPerWeek");
        assertThat(changed.amend(new Amend(null, member))).as("a repeat").isEmpty();
        assertThat(changed.precedesAdmission(new MembershipTerms(MembershipLevel.MEMBER, ON, null)))
                .isFalse();
        assertThat(
                        changed.precedesAdmission(
                                new MembershipTerms(MembershipLevel.MEMBER, ON.minusDays(1), null)))
                .isTrue();
    }

    @Test
    void the_day_of_admission_can_be_corrected_while_the_level_is_the_first() {
        Municipality partner = partner();
        MembershipTerms earlier =
                new MembershipTerms(MembershipLevel.PARTNER, ON.minusDays(5), CONTRACT);
        assertThat(partner.precedesAdmission(earlier)).isFalse();
        Municipality corrected =
                partner.apply(partner.amend(new Amend(null, earlier)).getFirst(), "lead", AT);
        assertThat(corrected.admittedOn()).isEqualTo(ON.minusDays(5));
        assertThat(
                        partner.precedesAdmission(
                                new MembershipTerms(MembershipLevel.MEMBER, ON.minusDays(5), null)))
                .isTrue();
    }

    @Test
    void leaves_once_and_may_come_back() {
        Leave leave = new Leave(LATER, LeavingReason.OWN_WISH);
        List<MunicipalityEvent> events = partner().leave(leave);
        assertThat(events)
                .containsExactly(new MunicipalityLeft("09178", LATER, LeavingReason.OWN_WISH));
        Municipality left = partner().apply(events.getFirst(), "lead", AT);
        assertThat(left.belongs()).isFalse();
        assertThat(left.departure())
                .isEqualTo(new Departure(LATER, LeavingReason.OWN_WISH, "lead"));
        assertThat(left.leave(leave)).as("a repeat").isEmpty();

        MembershipTerms again = new MembershipTerms(MembershipLevel.MEMBER, LATER, null);
        List<MunicipalityEvent> back = left.amend(new Amend(null, again));
        assertThat(back)
                .containsExactly(
                        new MunicipalityAdmitted("09178", MembershipLevel.MEMBER, LATER, null));
        Municipality member = left.apply(back.getFirst(), "lead", AT);
        assertThat(member.belongs()).isTrue();
        assertThat(member.admittedOn()).isEqualTo(LATER);
        assertThat(member.changes())
                .contains(new Change(AT, "lead", "leftOn", LATER.toString(), null));
    }

    @Test
    void what_was_known_wrongly_is_corrected_without_telling_anybody() {
        UnitFacts renamed = facts("09178", "09178", "Landkreis", "Freising (neu)", null);
        Municipality corrected = partner().corrected(renamed, "lead", AT);
        assertThat(corrected.amend(new Amend(renamed, PARTNER))).isEmpty();
        assertThat(corrected.changes())
                .containsExactly(new Change(AT, "lead", "name", "Freising", "Freising (neu)"));
    }

    @Test
    void only_partners_have_contracts_and_those_make_sense() {
        assertThatThrownBy(() -> new MembershipTerms(MembershipLevel.MEMBER, ON, CONTRACT))
                .isInstanceOf(IllegalArgumentException.class);
        for (int minutes : List.of(14, 0, -15, 2401)) {
            assertThatThrownBy(() -> new Contract(ON, null, minutes))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new Contract(ON, ON.minusDays(1), 60))
                .isInstanceOf(IllegalArgumentException.class);
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
        assertThat(name("091785101", "091785101", "Verwaltungsgemeinschaft", "Zolling", "Freising"))
                .isEqualTo("Verwaltungsgemeinschaft Zolling (Landkreis Freising)");
        assertThat(UnitFacts.association("v-0a1b2c3d", "Quittenbund e. V.", null).displayName())
                .isEqualTo("Quittenbund e. V.");
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
        "09184131, 091850131131, München",
        "091785101, 091785102, Freising",
        "v-0a1b2c3d, , "
    })
    void refuses_keys_that_are_none(String key, @Nullable String ars, @Nullable String district) {
        assertThatThrownBy(() -> facts(key, ars, "X", "X", district))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_association_has_no_inhabitants() {
        assertThatThrownBy(
                        () ->
                                new UnitFacts(
                                        "v-0a1b2c3d",
                                        MunicipalityKind.ASSOCIATION,
                                        null,
                                        null,
                                        "Quittenbund",
                                        null,
                                        null,
                                        3,
                                        ON))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_association_gets_a_key_of_its_own_that_stays_the_same() {
        String key = AssociationKey.of("3b0c6f0e-8f14-4b52-9d1a-0b6f5f1c2a77");
        assertThat(MunicipalityKind.ASSOCIATION.takes(key)).isTrue();
        assertThat(AssociationKey.of("3b0c6f0e-8f14-4b52-9d1a-0b6f5f1c2a77")).isEqualTo(key);
        assertThat(AssociationKey.of("3b0c6f0e-8f14-4b52-9d1a-0b6f5f1c2a78")).isNotEqualTo(key);
    }

    private static String name(
            String key, String ars, String designation, String name, @Nullable String district) {
        return facts(key, ars, designation, name, district).displayName();
    }

    private static Municipality partner() {
        Municipality unit = Municipality.of(freising());
        return unit.apply(unit.admit(new Admit(freising(), PARTNER)), null, AT);
    }

    private static UnitFacts freising() {
        return facts("09178", "09178", "Landkreis", "Freising", null);
    }

    private static UnitFacts facts(
            String key,
            @Nullable String ars,
            String designation,
            String name,
            @Nullable String district) {
        MunicipalityKind kind =
                switch (key.length()) {
                    case 8 -> MunicipalityKind.MUNICIPALITY;
                    case 9 -> MunicipalityKind.ADMINISTRATIVE_ASSOCIATION;
                    case 10 -> MunicipalityKind.ASSOCIATION;
                    default ->
                            designation.equals("Stadt")
                                    ? MunicipalityKind.INDEPENDENT_CITY
                                    : MunicipalityKind.DISTRICT;
                };
        return new UnitFacts(
                key,
                kind,
                ars,
                designation,
                name,
                district,
                "Oberbayern",
                1,
                LocalDate.of(2022, 12, 31));
    }
}
