package de.gemeinsamkommune.defaults.retention;

import static org.assertj.core.api.Assertions.assertThat;

import de.gemeinsamkommune.defaults.retention.RuleState.Hold;
import de.gemeinsamkommune.defaults.retention.RuleState.Notice;
import de.gemeinsamkommune.defaults.retention.RuleState.Run;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

class RuleStateTest {

    private static final Instant SHOWN = Instant.parse("2026-11-24T03:00:00Z");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-24");
    private static final LocalDate ACT_ON = TODAY.plusDays(7);

    private final RuleState shown =
            RuleState.fresh("rule").showing(new Notice(SHOWN, 3, List.of("a", "b"), ACT_ON, null));

    @Test
    void acts_on_the_day_it_announced_and_not_before() {
        assertThat(RuleState.fresh("rule").ripe(ACT_ON, Effect.DELETE)).isEmpty();
        assertThat(shown.ripe(ACT_ON.minusDays(1), Effect.DELETE)).isEmpty();
        assertThat(shown.ripe(ACT_ON, Effect.ANONYMISE)).isPresent();
    }

    @Test
    void acts_earlier_when_it_is_released_and_a_proposal_never_by_itself() {
        assertThat(shown.released("admin").ripe(TODAY, Effect.DELETE)).isPresent();
        assertThat(shown.ripe(ACT_ON.plusYears(1), Effect.PROPOSE)).isEmpty();
        assertThat(shown.released("admin").ripe(TODAY, Effect.PROPOSE)).isPresent();
    }

    @Test
    void a_hold_stops_the_rule_or_spares_a_record_until_it_is_over() {
        RuleState whole = shown.holding(hold("h1", null, ACT_ON));
        assertThat(whole.ripe(ACT_ON, Effect.DELETE)).isEmpty();
        assertThat(whole.released("admin").ripe(ACT_ON, Effect.DELETE)).isEmpty();
        assertThat(whole.ripe(ACT_ON.plusDays(1), Effect.DELETE)).isPresent();
        assertThat(whole.checked(ACT_ON).holds()).hasSize(1);
        assertThat(whole.checked(ACT_ON.plusDays(1)).holds()).isEmpty();

        RuleState one = shown.holding(hold("h2", "a", ACT_ON));
        assertThat(one.ripe(ACT_ON, Effect.DELETE)).isPresent();
        assertThat(one.heldItems(ACT_ON)).containsExactly("a");
        assertThat(one.heldItems(ACT_ON.plusDays(1))).isEmpty();
        assertThat(one.without(one.hold("h2").orElseThrow()).heldItems(ACT_ON)).isEmpty();
    }

    @Test
    void what_a_run_left_stays_announced_and_only_the_latest_runs_are_kept() {
        assertThat(shown.ran(new Run(SHOWN, SHOWN, 3, 3, true)).notice()).isNull();
        RuleState state = shown;
        for (int i = 0; i < 20; i++) {
            state = state.ran(new Run(SHOWN, SHOWN, 3, i, false));
        }
        assertThat(state.notice()).isEqualTo(shown.notice());
        assertThat(state.runs()).hasSize(12);
        assertThat(state.runs().getFirst().acted()).isEqualTo(19);
    }

    private static Hold hold(String id, @Nullable String item, LocalDate until) {
        return new Hold(id, item, until, "reason", "admin", SHOWN, "print");
    }
}
