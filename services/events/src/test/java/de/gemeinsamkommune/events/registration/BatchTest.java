package de.gemeinsamkommune.events.registration;

import static de.gemeinsamkommune.events.announcement.AnEvent.NOW;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.gemeinsamkommune.events.announcement.AnEvent;
import de.gemeinsamkommune.events.announcement.Announcement;
import de.gemeinsamkommune.events.announcement.AnnouncementEvent;
import de.gemeinsamkommune.events.announcement.Audience;
import de.gemeinsamkommune.events.announcement.Event;
import de.gemeinsamkommune.events.announcement.EventAlreadyCancelled;
import de.gemeinsamkommune.events.announcement.EventAlreadyStarted;
import de.gemeinsamkommune.events.announcement.EventNotFound;
import de.gemeinsamkommune.events.registration.EventCommand.Attend;
import de.gemeinsamkommune.events.registration.EventCommand.Cancel;
import de.gemeinsamkommune.events.registration.EventCommand.CancelRegistration;
import de.gemeinsamkommune.events.registration.EventCommand.Change;
import de.gemeinsamkommune.events.registration.EventCommand.Forget;
import de.gemeinsamkommune.events.registration.EventCommand.Register;
import de.gemeinsamkommune.events.registration.EventCommand.Settle;
import de.gemeinsamkommune.events.registration.RegistrationEvent.AttendanceRecorded;
import de.gemeinsamkommune.events.registration.RegistrationEvent.RegistrationCancelled;
import de.gemeinsamkommune.events.registration.RegistrationEvent.RegistrationConfirmed;
import de.gemeinsamkommune.events.registration.RegistrationEvent.RegistrationPromoted;
import de.gemeinsamkommune.events.registration.RegistrationEvent.RegistrationWaitlisted;
import de.gemeinsamkommune.messaging.DomainEvent;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

class BatchTest {

    private static final Instant START = NOW.plus(Duration.ofDays(7));
    private static final Instant DURING = START.plus(Duration.ofHours(1));

    private final World world = new World(AnEvent.published(2));

    @Test
    void confirms_while_there_are_seats_then_waitlists() {
        assertThat(world.carryOut(register("anna"), register("ben"), register("cem")))
                .containsExactly(
                        confirmed("anna"),
                        confirmed("ben"),
                        new RegistrationWaitlisted(AnEvent.ID, "r-cem", "cem", "09178", 1));
        assertThat(world.event().seats().confirmed()).isEqualTo(2);
        assertThat(world.event().free()).isZero();
        assertThat(world.event().seats().waiting()).isEqualTo(1);
    }

    @Test
    void registering_again_answers_the_same_and_decides_nothing() {
        world.carryOut(register("anna"));
        assertThat(world.carryOut(register("anna"))).isEmpty();
        assertThat(world.registration("anna").status()).isEqualTo(RegistrationStatus.CONFIRMED);
        assertThat(world.event().seats().confirmed()).isEqualTo(1);
    }

    @Test
    void a_cancelled_seat_goes_to_the_one_who_waits_longest() {
        world.carryOut(register("anna"), register("ben"), register("cem"), register("dana"));
        assertThat(world.carryOut(new CancelRegistration("r-anna", "anna")))
                .containsExactly(
                        new RegistrationCancelled(AnEvent.ID, "r-anna", "anna", true),
                        new RegistrationPromoted(AnEvent.ID, "r-cem", "cem", "09178"));
        assertThat(world.registration("cem").status()).isEqualTo(RegistrationStatus.CONFIRMED);
        assertThat(world.registration("dana").status()).isEqualTo(RegistrationStatus.WAITING);
    }

    @Test
    void who_cancels_while_waiting_frees_no_seat() {
        world.carryOut(register("anna"), register("ben"), register("cem"));
        assertThat(world.carryOut(new CancelRegistration("r-cem", "cem")))
                .containsExactly(new RegistrationCancelled(AnEvent.ID, "r-cem", "cem", false));
        assertThat(world.carryOut(new CancelRegistration("r-cem", "cem"))).isEmpty();
    }

    @Test
    void who_registers_again_after_cancelling_goes_to_the_end() {
        world.carryOut(register("anna"), register("ben"), register("cem"), register("dana"));
        world.carryOut(new CancelRegistration("r-cem", "cem"));
        world.carryOut(register("cem"));
        world.carryOut(new CancelRegistration("r-anna", "anna"));
        assertThat(world.registration("dana").status()).isEqualTo(RegistrationStatus.CONFIRMED);
        assertThat(world.registration("cem").status()).isEqualTo(RegistrationStatus.WAITING);
        assertThat(world.registration("cem").place()).isEqualTo(5);
    }

    @Test
    void a_repeated_request_does_not_register_again_after_cancelling() {
        Register once = new Register("r-anna", "anna", true, null, "key", "body");
        world.carryOut(once);
        world.carryOut(new CancelRegistration("r-anna", "anna"));
        assertThat(world.carryOut(once)).isEmpty();
        assertThat(world.registration("anna").status()).isEqualTo(RegistrationStatus.CANCELLED);
        assertThatThrownBy(
                        () ->
                                world.carryOut(
                                        new Register("r-anna", "anna", true, null, "key", "other")))
                .isInstanceOf(KeyUsedOtherwise.class);
    }

    @Test
    void nobody_cancels_for_somebody_else() {
        world.carryOut(register("anna"));
        assertThatThrownBy(() -> world.carryOut(new CancelRegistration("r-anna", "ben")))
                .isInstanceOf(RegistrationNotFound.class);
        assertThatThrownBy(() -> world.carryOut(new CancelRegistration("r-zoe", null)))
                .isInstanceOf(RegistrationNotFound.class);
        assertThat(world.carryOut(new CancelRegistration("r-anna", null))).hasSize(1);
    }

    @Test
    void more_seats_let_move_up_in_order() {
        world.carryOut(register("anna"), register("ben"), register("cem"), register("dana"));
        List<DomainEvent> happened = world.carryOut(new Change(2, AnEvent.announcement(3)));
        assertThat(happened)
                .hasSize(2)
                .hasAtLeastOneElementOfType(AnnouncementEvent.EventChanged.class)
                .contains(new RegistrationPromoted(AnEvent.ID, "r-cem", "cem", "09178"));
        assertThat(world.registration("dana").status()).isEqualTo(RegistrationStatus.WAITING);
    }

    @Test
    void a_great_many_move_up_in_several_batches_and_nobody_overtakes() {
        for (int i = 0; i < 130; i++) {
            world.carryOut(register("p" + i));
        }
        Batch first = world.batch(NOW, 50);
        first.carryOut(new Change(2, AnEvent.announcement(200)));
        assertThat(first.messages()).hasSize(50);
        assertThat(first.isUnfinished()).isTrue();
        assertThat(first.hasRoom()).isFalse();
        world.write(first);
        assertThat(world.event().free()).isZero();
        Batch second = world.batch(NOW, 50);
        assertThat(second.hasRoom()).isFalse();
        world.write(second);
        Batch third = world.batch(NOW, 50);
        assertThat(third.isUnfinished()).isFalse();
        third.carryOut(register("late"));
        world.write(third);
        assertThat(world.event().seats().confirmed()).isEqualTo(131);
        assertThat(world.event().seats().waiting()).isZero();
    }

    @Test
    void cancelling_the_event_cancels_everything_with_one_message() {
        world.carryOut(register("anna"), register("ben"), register("cem"));
        assertThat(world.carryOut(new Cancel()))
                .containsExactly(new AnnouncementEvent.EventCancelled(AnEvent.ID));
        assertThat(world.registration("anna").isLive()).isFalse();
        assertThat(world.registration("cem").isLive()).isFalse();
        assertThat(world.event().seats().confirmed()).isZero();
        assertThatThrownBy(() -> world.carryOut(register("dana")))
                .isInstanceOf(EventAlreadyCancelled.class);
        assertThat(world.carryOut(new Cancel())).isEmpty();
    }

    @Test
    void in_the_batch_of_a_cancellation_registrations_count_as_cancelled() {
        world.carryOut(register("anna"));
        Batch batch = world.batch(NOW, 50);
        batch.carryOut(new Cancel());
        Registration anna = batch.carryOut(new CancelRegistration("r-anna", "anna"));
        assertThat(anna).isNotNull();
        assertThat(anna.status()).isEqualTo(RegistrationStatus.CANCELLED);
        assertThat(batch.messages()).hasSize(1);
    }

    @Test
    void refuses_registrations_for_what_is_not_open() {
        World draft = new World(AnEvent.draft(2));
        assertThatThrownBy(() -> draft.carryOut(register("anna")))
                .isInstanceOf(EventNotFound.class);
        assertThatThrownBy(() -> world.carryOut(START, register("anna")))
                .isInstanceOf(EventAlreadyStarted.class);
        World closing = new World(published(Audience.MEMBERS, NOW.plusSeconds(10)));
        closing.carryOut(NOW.plusSeconds(9), register("anna"));
        assertThatThrownBy(() -> closing.carryOut(NOW.plusSeconds(10), register("ben")))
                .isInstanceOf(RegistrationClosed.class);
    }

    @Test
    void members_only_means_people_with_a_role() {
        Register guest = new Register("r-gast", "gast", false, null, null, "body");
        assertThatThrownBy(() -> world.carryOut(guest)).isInstanceOf(MembersOnly.class);
        assertThat(new World(published(Audience.PUBLIC, null)).carryOut(guest)).hasSize(1);
    }

    @Test
    void nothing_is_decided_in_the_name_of_an_erased_person() {
        world.erased = Set.of("anna");
        assertThatThrownBy(() -> world.carryOut(register("anna"))).isInstanceOf(PersonErased.class);
    }

    @Test
    void forgetting_frees_the_seat_and_always_writes() {
        world.carryOut(register("anna"), register("ben"), register("cem"));
        world.erased = Set.of("anna");
        assertThat(world.carryOut(new Forget("r-anna")))
                .containsExactly(
                        new RegistrationCancelled(AnEvent.ID, "r-anna", "anna", true),
                        new RegistrationPromoted(AnEvent.ID, "r-cem", "cem", "09178"));
        Batch nothing = world.batch(NOW, 50);
        nothing.carryOut(new Forget("r-zoe"));
        assertThat(nothing.isChanged()).isTrue();
        assertThat(nothing.messages()).isEmpty();
    }

    @Test
    void forgetting_leaves_a_past_attendance_counted() {
        world.carryOut(register("anna"));
        world.carryOut(DURING, new Attend("r-anna", 60, "Anna Muster"));
        assertThat(world.carryOut(DURING, new Forget("r-anna"))).isEmpty();
        assertThat(world.registration("anna").status()).isEqualTo(RegistrationStatus.CONFIRMED);
        assertThat(world.event().seats().confirmed()).isEqualTo(1);
    }

    @Test
    void records_attendance_of_people_with_a_seat_once_it_has_begun() {
        world.carryOut(register("anna"), register("ben"), register("cem"));
        assertThatThrownBy(() -> world.carryOut(new Attend("r-anna", 60, "Anna Muster")))
                .isInstanceOf(EventNotStarted.class);
        assertThat(world.carryOut(DURING, new Attend("r-anna", 60, "Anna Muster")))
                .containsExactly(new AttendanceRecorded(AnEvent.ID, "r-anna", "anna", "09178", 60));
        assertThat(world.carryOut(DURING, new Attend("r-anna", 60, "Anna Muster"))).isEmpty();
        assertThatThrownBy(() -> world.carryOut(DURING, new Attend("r-anna", 61, "Anna Muster")))
                .isInstanceOf(AttendanceAlreadyRecorded.class);
        assertThatThrownBy(() -> world.carryOut(DURING, new Attend("r-cem", 60, "Cem Muster")))
                .isInstanceOf(RegistrationNotConfirmed.class);
        assertThatThrownBy(() -> world.carryOut(DURING, new Attend("r-ben", 361, "Ben Muster")))
                .isInstanceOf(AttendanceTooLong.class);
        assertThatThrownBy(() -> world.carryOut(DURING, new Attend("r-zoe", 60, "Zoe Muster")))
                .isInstanceOf(RegistrationNotFound.class);
    }

    @Test
    void once_it_has_begun_nobody_cancels_or_moves_up() {
        world.carryOut(register("anna"), register("ben"), register("cem"));
        assertThatThrownBy(() -> world.carryOut(START, new CancelRegistration("r-anna", "anna")))
                .isInstanceOf(EventAlreadyStarted.class);
        assertThat(world.carryOut(START, new Change(2, AnEvent.announcement(9)))).hasSize(1);
        assertThat(world.registration("cem").status()).isEqualTo(RegistrationStatus.WAITING);
    }

    @Test
    void settling_writes_only_while_the_head_remembers_decisions() {
        world.carryOut(register("anna"));
        assertThat(world.event().seats().unapplied()).hasSize(1);
        world.carryOut(new Settle());
        assertThat(world.event().seats().unapplied()).isEmpty();
        Batch batch = world.batch(NOW, 50);
        batch.carryOut(new Settle());
        assertThat(batch.isChanged()).isFalse();
    }

    @Test
    void the_name_of_the_proof_is_in_no_message() {
        world.carryOut(register("anna"));
        assertThat(world.carryOut(DURING, new Attend("r-anna", 60, "Anna Muster")).toString())
                .doesNotContain("Muster");
    }

    private static Event published(Audience audience, Instant closesAt) {
        Announcement said = AnEvent.announcement(2);
        return Event.draft(
                        AnEvent.ID,
                        new Announcement(
                                said.title(),
                                said.description(),
                                said.format(),
                                said.topics(),
                                said.startsAt(),
                                said.endsAt(),
                                said.venue(),
                                said.onlineUrl(),
                                said.capacity(),
                                audience,
                                closesAt),
                        "fingerprint",
                        NOW)
                .publish(NOW);
    }

    private static RegistrationConfirmed confirmed(String person) {
        return new RegistrationConfirmed(AnEvent.ID, "r-" + person, person, "09178");
    }

    private static Register register(String person) {
        return new Register("r-" + person, person, true, "09178", null, "body");
    }
}
