package de.gemeinsamkommune.portal.events;

import de.gemeinsamkommune.portal.api.Api;
import de.gemeinsamkommune.portal.api.Listing;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the events service what is announced. */
@Component
public class Calendar {
    private final Api api;

    Calendar(Api api) {
        this.api = api;
    }

    private record Format(String code, String name) {}

    /** The next events, the earliest first. */
    public List<Event> next(int size) {
        return api.get("/api/events/events").query("size", size).list(Event.class).items();
    }

    /** One page of the upcoming events. */
    public Listing<Event> upcoming(@Nullable String cursor) {
        return api.get("/api/events/events").query("cursor", cursor).list(Event.class);
    }

    /**
     * One page of the events of a state, for the team.
     *
     * @param status {@code DRAFT}, {@code PUBLISHED} or {@code CANCELLED}
     * @param from only events that end later; null: only those that are not over
     */
    Listing<Event> ofState(String status, @Nullable LocalDate from, @Nullable String cursor) {
        return api.get("/api/events/events")
                .query("status", status)
                .query("from", from)
                .query("cursor", cursor)
                .list(Event.class);
    }

    /** One event. */
    public Event event(String id) {
        return api.get("/api/events/events/{id}", id).as(Event.class);
    }

    /** The names of the formats by code; empty while the service does not answer. */
    public Map<String, String> formats() {
        Map<String, String> names = new LinkedHashMap<>();
        api.attempt(() -> api.get("/api/events/formats").list(Format.class).items())
                .orElse(List.of())
                .forEach(format -> names.put(format.code(), format.name()));
        return names;
    }

    /** The viewer's registration for the event that counts, if there is one. */
    Optional<Registration> mine(String event) {
        return mine().stream().filter(r -> r.event().equals(event)).findFirst();
    }

    /** The viewer's registrations that count, the latest first, at most 200. */
    public List<Registration> mine() {
        return api
                .get("/api/events/registrations/mine")
                .query("size", 200)
                .list(Registration.class)
                .items()
                .stream()
                .filter(Registration::live)
                .toList();
    }
}
