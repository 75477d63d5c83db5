package de.gemeinsamkommune.events.registration;

import static de.gemeinsamkommune.events.announcement.AnEvent.NOW;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.gemeinsamkommune.events.announcement.AnEvent;
import de.gemeinsamkommune.events.registration.EventCommand.Attend;
import de.gemeinsamkommune.events.registration.EventCommand.CancelRegistration;
import de.gemeinsamkommune.events.registration.EventCommand.Merge;
import de.gemeinsamkommune.events.registration.EventCommand.Register;
import de.gemeinsamkommune.events.registration.RegistrationEvent.RegistrationPromoted;
import de.gemeinsamkommune.events.registration.RegistrationEvent.RegistrationsMerged;
import de.gemeinsamkommune.messaging.DomainEvent;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Somebody is known as {@code anna} and, to stay, as {@code anne}. */
class BatchMergeTest {

    private static final Instant DURING = NOW.plus(Duration.ofDays(7)).plus(Duration.ofHours(1));

    private final World world = new World(AnEvent.published(2));

    @AfterEach
    void whoever_read_along_knows_the_same() {
        assertThat(Replay.of(world.published()).live())
                .isEqualTo(Replay.of(world.registrations().values()).live());
        assertThat(world.event().seats().confirmed())
                .isEqualTo(count(RegistrationStatus.CONFIRMED));
        assertThat(world.event().seats().waiting()).isEqualTo(count(RegistrationStatus.WAITING));
    }

    @Test
    void a_seat_moves_and_nobody_else_notices() {
        world.carryOut(register("anna"), register("ben"), register("cem"));
        assertThat(merge())
                .containsExactly(merged(true, RegistrationStatus.CONFIRMED, null, false));
        assertThat(world.registration("anna").status()).isEqualTo(RegistrationStatus.CANCELLED);
        assertThat(world.registration("anne").person()).isEqualTo("anne");
        assertThat(world.registration("cem").status()).isEqualTo(RegistrationStatus.WAITING);
        assertThat(merge()).isEmpty();
    }

    @Test
    void of_two_seats_one_goes_to_who_waits_longest() {
        world.carryOut(register("anna"), register("anne"), register("cem"), register("dana"));
        assertThat(merge())
                .containsExactly(
                        merged(false, RegistrationStatus.CONFIRMED, null, true),
                        new RegistrationPromoted(AnEvent.ID, "r-cem", "cem", "09178"));
        assertThat(world.event().seats().confirmed()).isEqualTo(2);
    }

    @Test
    void a_seat_is_better_than_waiting() {
        world.carryOut(register("anna"), register("ben"), register("anne"));
        assertThat(merge())
                .containsExactly(merged(true, RegistrationStatus.CONFIRMED, null, false));

        World other = new World(AnEvent.published(2));
        other.carryOut(register("anne"), register("ben"), register("anna"));
        assertThat(other.carryOut(command()))
                .containsExactly(merged(false, RegistrationStatus.CONFIRMED, null, false));
    }

    @Test
    void the_earlier_place_on_the_waiting_list_stays() {
        world.carryOut(
                register("ben"),
                register("cem"),
                register("anna"),
                register("dana"),
                register("anne"));
        assertThat(merge()).containsExactly(merged(true, RegistrationStatus.WAITING, null, false));
        assertThat(world.carryOut(new CancelRegistration("r-ben", null)))
                .contains(new RegistrationPromoted(AnEvent.ID, "r-anne", "anne", "09178"));
    }

    @Test
    void the_own_place_on_the_waiting_list_stays_when_it_is_earlier() {
        world.carryOut(
                register("ben"),
                register("cem"),
                register("anne"),
                register("dana"),
                register("anna"));
        assertThat(merge()).containsExactly(merged(false, RegistrationStatus.WAITING, null, false));
    }

    @Test
    void what_was_cancelled_under_the_other_id_does_not_count() {
        world.carryOut(register("anna"), register("anne"));
        world.carryOut(new CancelRegistration("r-anne", null));
        assertThat(merge())
                .containsExactly(merged(true, RegistrationStatus.CONFIRMED, null, false));
    }

    @Test
    void somebody_attends_once() {
        world.carryOut(register("anna"), register("anne"));
        world.carryOut(
                DURING,
                new Attend("r-anna", 90, "Anna Muster"),
                new Attend("r-anne", 60, "Anna Muster"));
        assertThat(world.carryOut(DURING, command()))
                .containsExactly(merged(true, RegistrationStatus.CONFIRMED, 90, true));
        assertThat(world.registration("anne").minutes()).isEqualTo(90);
        assertThat(world.registration("anna").minutes()).isNull();
    }

    @Test
    void nobody_moves_up_once_it_has_begun() {
        world.carryOut(register("anna"), register("anne"), register("cem"));
        assertThat(world.carryOut(DURING, command()))
                .containsExactly(merged(false, RegistrationStatus.CONFIRMED, null, true));
        assertThat(world.registration("cem").status()).isEqualTo(RegistrationStatus.WAITING);
    }

    @Test
    void nothing_is_decided_under_the_former_id() {
        world.merged = Set.of("anna");
        assertThatThrownBy(() -> world.carryOut(register("anna"))).isInstanceOf(PersonMerged.class);
    }

    @Test
    void a_merge_always_writes_and_an_erased_person_gets_nothing() {
        Batch nothing = world.batch(NOW, 50);
        nothing.carryOut(command());
        assertThat(nothing.isChanged()).isTrue();
        world.carryOut(register("anna"), register("ben"), register("cem"));
        world.erased = Set.of("anne");
        assertThat(merge()).contains(new RegistrationPromoted(AnEvent.ID, "r-cem", "cem", "09178"));
        assertThat(world.registration("anne")).isNull();
    }

    private List<DomainEvent> merge() {
        return world.carryOut(command());
    }

    private long count(RegistrationStatus status) {
        return world.registrations().values().stream()
                .filter(registration -> registration.status() == status)
                .count();
    }

    private static Merge command() {
        return new Merge("r-anna", "r-anne", "anne");
    }

    private static RegistrationsMerged merged(
            boolean moved, RegistrationStatus status, @Nullable Integer minutes, boolean freed) {
        return new RegistrationsMerged(
                AnEvent.ID,
                "r-anna",
                "anna",
                "r-anne",
                "anne",
                moved,
                status,
                "09178",
                minutes,
                freed);
    }

    private static Register register(String person) {
        return new Register("r-" + person, person, true, "09178", null, "body");
    }
}
