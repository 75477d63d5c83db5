package de.gemeinsamkommune.newsletter.peer;

import de.gemeinsamkommune.defaults.ServiceClient;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import java.util.Optional;

/** The events (Veranstaltungen) and their registrations, as the service events knows them now. */
@Component
public final class Events {

    private final Peer events;

    Events(ServiceClient client, @Value("${newsletter.events-url}") String url) {
        this.events = new Peer("events", client, url);
    }

    /** The event; empty when there is none of this id. */
    public Optional<EventFacts> find(String event) {
        return events.get(EventFacts.class, "/internal/events/events/{event}", event);
    }

    /** How a registration stands; empty when there is none (any more). */
    public Optional<String> registrationStatus(String event, String registration) {
        return events.get(
                        Registration.class,
                        "/internal/events/events/{event}/registrations/{registration}",
                        event,
                        registration)
                .map(Registration::status);
    }

    private record Registration(String status) {}
}
