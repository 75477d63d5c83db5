package de.gemeinsamkommune.analytics.figures;

import de.gemeinsamkommune.analytics.figures.EventFigures.Attendance;
import de.gemeinsamkommune.messaging.Message;
import de.gemeinsamkommune.messaging.Projection;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.Objects;

/** Keeps what counts of each event. */
@Component
class EventFiguresProjection implements Projection<EventFigures> {

    @Override
    public String name() {
        return "event_figures";
    }

    @Override
    public String topic() {
        return "events.event";
    }

    @Override
    public Class<EventFigures> type() {
        return EventFigures.class;
    }

    @Override
    public @Nullable EventFigures apply(@Nullable EventFigures before, Message message) {
        EventFigures figures = Objects.requireNonNullElse(before, EventFigures.NONE);
        return switch (message.type()) {
            case "events.event-published.v1", "events.event-changed.v1" ->
                    figures.endingAt(message.read(Announced.class).endsAt());
            case "events.event-cancelled.v1" -> figures.calledOff();
            case "events.attendance-recorded.v1" -> {
                Attended attended = message.read(Attended.class);
                yield figures.attended(
                        attended.registration(),
                        new Attendance(attended.minutes(), attended.municipality()));
            }
            case "events.registrations-merged.v1" -> {
                Merged merged = message.read(Merged.class);
                yield figures.merged(
                        merged.registration(),
                        merged.into(),
                        merged.minutes() == null
                                ? null
                                : new Attendance(merged.minutes(), merged.municipality()));
            }
            default -> before;
        };
    }

    /** What is read of {@code event-published} and {@code event-changed}. */
    record Announced(Instant endsAt) {}

    /** What is read of {@code registrations-merged}. */
    record Merged(
            String registration,
            String into,
            @Nullable String municipality,
            @Nullable Integer minutes) {}

    /** What is read of {@code attendance-recorded}. */
    record Attended(String registration, @Nullable String municipality, int minutes) {}
}
