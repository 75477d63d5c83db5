package de.gemeinsamkommune.events.announcement;

import static de.gemeinsamkommune.events.announcement.AnEvent.NOW;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

class EventTest {

    private static final Instant START = NOW.plus(Duration.ofDays(7));
    private static final Instant DURING = START.plus(Duration.ofHours(1));
    private static final Instant AFTER = START.plus(Duration.ofHours(6));

    @Test
    void cannot_be_drafted_into_the_past() {
        assertThatThrownBy(
                        () -> Event.draft("id", AnEvent.announcement(1, NOW), "fingerprint", NOW))
                .isInstanceOfSatisfying(
                        InvalidAnnouncement.class,
                        refusal ->
                                assertThat(refusal.flaws())
                                        .extracting(Flaw::pointer)
                                        .containsExactly("/startsAt"));
    }

    @Test
    void is_published_once() {
        Event draft = AnEvent.draft(3);
        Event published = draft.publish(NOW);
        assertThat(published.status()).isEqualTo(EventStatus.PUBLISHED);
        assertThat(published.revision()).isEqualTo(2);
        assertThat(published.publish(NOW)).isSameAs(published);
    }

    @Test
    void is_not_published_after_its_start() {
        assertThatThrownBy(() -> AnEvent.draft(3).publish(START))
                .isInstanceOf(EventAlreadyStarted.class);
    }

    @Test
    void is_not_published_once_it_was_cancelled() {
        Event cancelled = AnEvent.published(3).cancel(NOW);
        assertThatThrownBy(() -> cancelled.publish(NOW)).isInstanceOf(EventAlreadyCancelled.class);
    }

    @Test
    void a_draft_is_not_cancelled() {
        assertThatThrownBy(() -> AnEvent.draft(3).cancel(NOW))
                .isInstanceOf(EventNotPublished.class);
    }

    @Test
    void is_cancelled_until_its_end_and_only_once() {
        Event event = AnEvent.published(3);
        Event cancelled = event.cancel(DURING);
        assertThat(cancelled.calendarSequence()).isEqualTo(1);
        assertThat(cancelled.cancel(AFTER)).isSameAs(cancelled);
        assertThatThrownBy(() -> event.cancel(AFTER)).isInstanceOf(EventAlreadyHeld.class);
    }

    @Test
    void is_changed_only_from_the_revision_its_editor_saw() {
        Event event = AnEvent.published(3);
        assertThatThrownBy(() -> event.change(1, AnEvent.announcement(4), NOW))
                .isInstanceOf(AnnouncementChangedMeanwhile.class);
        Event changed = event.change(2, AnEvent.announcement(4), NOW);
        assertThat(changed.revision()).isEqualTo(3);
        assertThat(changed.announcement().capacity()).isEqualTo(4);
    }

    @Test
    void a_change_that_changes_nothing_makes_no_revision() {
        Event event = AnEvent.published(3);
        assertThat(event.change(2, AnEvent.announcement(3), NOW)).isSameAs(event);
    }

    @Test
    void the_calendar_entry_changes_only_with_title_time_or_place() {
        Event event = AnEvent.published(3);
        assertThat(event.change(2, AnEvent.announcement(4), NOW).calendarSequence()).isZero();
        assertThat(
                        event.change(2, AnEvent.announcement(3, START.plusSeconds(60)), NOW)
                                .calendarSequence())
                .isEqualTo(1);
        Event draft = AnEvent.draft(3);
        assertThat(
                        draft.change(1, AnEvent.announcement(3, START.plusSeconds(60)), NOW)
                                .calendarSequence())
                .isZero();
    }

    @Test
    void no_time_is_moved_into_the_past() {
        Event event = AnEvent.published(3);
        assertThatThrownBy(
                        () ->
                                event.change(
                                        2,
                                        AnEvent.announcement(3, NOW.minus(Duration.ofDays(1))),
                                        NOW))
                .isInstanceOfSatisfying(
                        InvalidAnnouncement.class,
                        refusal ->
                                assertThat(refusal.flaws())
                                        .extracting(Flaw::pointer)
                                        .containsExactly("/startsAt", "/endsAt"));
    }

    @Test
    void while_it_is_held_its_text_may_change_but_not_its_start() {
        Event event = AnEvent.published(3);
        assertThat(event.change(2, AnEvent.announcement(4), DURING).announcement().capacity())
                .isEqualTo(4);
        assertThatThrownBy(
                        () ->
                                event.change(
                                        2,
                                        AnEvent.announcement(3, START.plus(Duration.ofDays(1))),
                                        DURING))
                .isInstanceOf(EventAlreadyStarted.class);
        assertThatThrownBy(() -> event.change(2, AnEvent.announcement(4), AFTER))
                .isInstanceOf(EventAlreadyHeld.class);
    }

    @Test
    void does_not_get_fewer_seats_than_are_taken() {
        Event event = AnEvent.published(3).with(new Seats(2, 0, 2, 0, java.util.List.of()));
        assertThat(event.change(2, AnEvent.announcement(2), NOW).free()).isZero();
        assertThatThrownBy(() -> event.change(2, AnEvent.announcement(1), NOW))
                .isInstanceOfSatisfying(
                        CapacityBelowConfirmed.class,
                        refusal -> assertThat(refusal.confirmed()).isEqualTo(2));
    }

    @Test
    void seats_follow_decisions_in_order_only() {
        Seats seats = Seats.none();
        Decision second =
                new Decision(2, Decision.Kind.CONFIRM, "r", 1L, "p", null, null, null, null, NOW);
        assertThatThrownBy(() -> seats.apply(second)).isInstanceOf(IllegalArgumentException.class);
    }
}
