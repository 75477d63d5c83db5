package de.gemeinsamkommune.analytics.figures;

import static org.assertj.core.api.Assertions.assertThat;

import de.gemeinsamkommune.analytics.figures.EventFigures.Attendance;
import de.gemeinsamkommune.messaging.Message;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

class FiguresTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

    private final EventFiguresProjection events = new EventFiguresProjection();
    private final AdviceFiguresProjection advice = new AdviceFiguresProjection();
    private final SubscriptionFiguresProjection subscriptions = new SubscriptionFiguresProjection();

    @Test
    void a_corrected_attendance_counts_once_and_one_of_no_minutes_not_at_all() {
        EventFigures figures = null;
        figures = events.apply(figures, attended("g1", "09762", 300));
        figures = events.apply(figures, attended("g2", null, 60));
        figures = events.apply(figures, attended("g3", "09178", 45));
        figures = events.apply(figures, attended("g1", "09762", 320));
        figures = events.apply(figures, attended("g3", "09178", 0));

        assertThat(FiguresController.sum(List.of(figures), List.of(), 0, NOW))
                .returns(2L, Figures::attendances)
                .returns(380L, Figures::attendedMinutes)
                .returns(1L, Figures::eventsWithAttendance)
                .returns(1L, Figures::municipalitiesSupported)
                .returns(0L, Figures::eventsHeld);
    }

    @Test
    void somebody_known_twice_attended_once() {
        EventFigures figures = null;
        for (EventFigures merged : List.of(bothAttended(60, 90), bothAttended(90, 60))) {
            figures = merged;
            assertThat(FiguresController.sum(List.of(figures), List.of(), 0, NOW))
                    .returns(1L, Figures::attendances)
                    .returns(90L, Figures::attendedMinutes)
                    .returns(1L, Figures::municipalitiesSupported);
        }
        figures = events.apply(figures, merged("g3", "g1", null));
        assertThat(FiguresController.sum(List.of(figures), List.of(), 0, NOW))
                .returns(0L, Figures::attendances);
    }

    private EventFigures bothAttended(int one, int two) {
        EventFigures figures = events.apply(null, attended("g1", "09762", one));
        figures = events.apply(figures, attended("g2", "09762", two));
        return events.apply(figures, merged("g2", "g1", 90));
    }

    private static Message merged(String registration, String into, @Nullable Integer minutes) {
        return message(
                "events.registrations-merged.v1",
                "{\"registration\":\"%s\",\"into\":\"%s\",\"municipality\":\"09762\",\"minutes\":%s}"
                        .formatted(registration, into, minutes));
    }

    @Test
    void an_event_is_held_when_it_is_over_and_was_not_called_off() {
        EventFigures over = events.apply(null, announced("2026-11-20T09:59:59Z"));
        EventFigures moved =
                events.apply(
                        over,
                        message(
                                "events.event-changed.v1",
                                "{\"endsAt\":\"2026-12-01T10:00:00Z\",\"new\":1}"));
        EventFigures cancelled = events.apply(over, message("events.event-cancelled.v1", "{}"));

        assertThat(List.of(over, moved, cancelled))
                .extracting(event -> event.heldBefore(NOW))
                .containsExactly(true, false, false);
        assertThat(FiguresController.sum(List.of(over, moved, cancelled), List.of(), 0, NOW))
                .returns(1L, Figures::eventsHeld);
    }

    @Test
    void effort_is_the_sum_of_its_entries() {
        AdviceFigures request = advice.apply(null, received("09762"));
        request = advice.apply(request, message("advisory.effort-recorded.v1", "{\"minutes\":60}"));
        request = advice.apply(request, message("advisory.effort-recorded.v1", "{\"minutes\":45}"));
        request = advice.apply(request, message("advisory.request-concluded.v1", "{}"));

        assertThat(FiguresController.sum(List.of(), List.of(request), 3, NOW))
                .returns(1L, Figures::adviceRequests)
                .returns(1L, Figures::adviceConcluded)
                .returns(105L, Figures::effortMinutes)
                .returns(3L, Figures::subscribers);
    }

    @Test
    void a_municipality_counts_once_and_only_when_it_was_supported() {
        AdviceFigures taken =
                advice.apply(
                        advice.apply(null, received("09762")),
                        message("advisory.request-accepted.v1", "{}"));
        AdviceFigures waiting = advice.apply(null, received("09161"));
        EventFigures event = new EventFigures(NOW, false, Map.of("g", new Attendance(5, "09762")));

        assertThat(FiguresController.sum(List.of(event), List.of(taken, waiting), 0, NOW))
                .returns(1L, Figures::municipalitiesSupported)
                .returns(2L, Figures::adviceRequests);
    }

    @Test
    void a_subscription_that_ended_does_not_count() {
        SubscriptionFigures confirmed =
                subscriptions.apply(
                        null,
                        message(
                                "newsletter.subscription-confirmed.v1",
                                "{\"lists\":[\"netzwerk\"]}"));
        assertThat(confirmed).isEqualTo(new SubscriptionFigures(List.of("netzwerk")));
        assertThat(
                        subscriptions.apply(
                                confirmed,
                                message(
                                        "newsletter.subscription-ended.v1",
                                        "{\"reason\":\"ERASED\"}")))
                .isNull();
    }

    @Test
    void other_messages_change_nothing() {
        assertThat(events.apply(null, message("events.registration-confirmed.v1", "{}"))).isNull();
        assertThat(advice.apply(null, message("advisory.reply-given.v1", "{}"))).isNull();
        assertThat(subscriptions.apply(null, message("newsletter.other.v1", "{}"))).isNull();
    }

    @Test
    void the_examples_of_the_contracts_are_understood() throws Exception {
        EventFigures event = null;
        for (String type :
                List.of(
                        "events.event-published.v1",
                        "events.event-changed.v1",
                        "events.attendance-recorded.v1",
                        "events.registrations-merged.v1",
                        "events.event-cancelled.v1")) {
            event = events.apply(event, example(type));
        }
        assertThat(event.endsAt()).isNotNull();
        assertThat(event.cancelled()).isTrue();
        assertThat(event.attendances().values())
                .singleElement()
                .satisfies(attendance -> assertThat(attendance.minutes()).isPositive());

        AdviceFigures request = null;
        for (String type :
                List.of(
                        "advisory.request-received.v1",
                        "advisory.request-accepted.v1",
                        "advisory.effort-recorded.v1",
                        "advisory.request-concluded.v1")) {
            request = advice.apply(request, example(type));
        }
        assertThat(request).isEqualTo(new AdviceFigures("09762", true, true, 90));

        assertThat(subscriptions.apply(null, example("newsletter.subscription-confirmed.v1")))
                .satisfies(confirmed -> assertThat(confirmed.lists()).isNotEmpty());
        assertThat(subscriptions.apply(null, example("newsletter.subscription-ended.v1"))).isNull();
    }

    private static Message announced(String endsAt) {
        return message("events.event-published.v1", "{\"endsAt\":\"" + endsAt + "\"}");
    }

    private static Message attended(String registration, @Nullable String key, int minutes) {
        String municipality = key == null ? "" : "\"municipality\":\"" + key + "\",";
        return message(
                "events.attendance-recorded.v1",
                "{\"registration\":\"%s\",%s\"minutes\":%d}"
                        .formatted(registration, municipality, minutes));
    }

    private static Message received(String municipality) {
        return message(
                "advisory.request-received.v1", "{\"municipality\":\"" + municipality + "\"}");
    }

    private static Message example(String type) throws Exception {
        return message(
                type,
                Files.readString(
                        Path.of(System.getProperty("repository.root"), "contracts")
                                .resolve(type + ".example.json")));
    }

    private static Message message(String type, String data) {
        return new Message("id", type, "/test", "topic", "subject", 1, 1, NOW, null, data);
    }
}
