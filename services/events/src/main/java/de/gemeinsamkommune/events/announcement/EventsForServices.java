package de.gemeinsamkommune.events.announcement;

import de.gemeinsamkommune.defaults.Roles;
import de.gemeinsamkommune.messaging.Stored;

import jakarta.annotation.security.RolesAllowed;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.time.Clock;

/** Shows events to other services; not routed by the gateway. */
@RestController
@RequestMapping("/internal/events/events")
@RolesAllowed(Roles.SERVICE)
final class EventsForServices {

    private final Events events;
    private final Clock clock;

    EventsForServices(Events events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    /** Shows an event in whatever status, with its calendar UID and SEQUENCE. */
    @GetMapping("/{id}")
    EventView show(@PathVariable String id) {
        Event event = events.find(id).map(Stored::state).orElseThrow(EventNotFound::new);
        return EventView.forServices(event, clock.instant());
    }
}
