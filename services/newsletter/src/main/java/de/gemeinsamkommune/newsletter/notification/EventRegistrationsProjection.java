package de.gemeinsamkommune.newsletter.notification;

import de.gemeinsamkommune.messaging.Message;
import de.gemeinsamkommune.messaging.Projection;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Keeps the live registrations of each event. */
@Component
class EventRegistrationsProjection implements Projection<EventRegistrations> {

    @Override
    public String name() {
        return "event_registrations";
    }

    @Override
    public String topic() {
        return "events.event";
    }

    @Override
    public Class<EventRegistrations> type() {
        return EventRegistrations.class;
    }

    @Override
    public EventRegistrations apply(@Nullable EventRegistrations before, Message message) {
        EventRegistrations now = EventRegistrations.after(before, Position.of(message));
        return switch (message.type()) {
            case "events.registration-confirmed.v1",
                    "events.registration-waitlisted.v1",
                    "events.registration-promoted.v1" -> {
                EventMessage.Registration said = message.read(EventMessage.Registration.class);
                yield now.with(said.registration(), said.person());
            }
            case "events.registration-cancelled.v1" ->
                    now.without(message.read(EventMessage.Registration.class).registration());
            case "events.registrations-merged.v1" -> {
                EventMessage.Merged said = message.read(EventMessage.Merged.class);
                yield now.without(said.registration()).with(said.into(), said.intoPerson());
            }
            default -> now;
        };
    }
}
