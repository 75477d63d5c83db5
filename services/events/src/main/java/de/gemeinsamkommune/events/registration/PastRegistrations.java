package de.gemeinsamkommune.events.registration;

import de.gemeinsamkommune.defaults.retention.RetentionRule;
import de.gemeinsamkommune.events.announcement.Event;
import de.gemeinsamkommune.events.announcement.Events;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Who was registered for an event is no longer told some time after it; how many were and from
 * where stays. A record of this rule is an event.
 */
@Component
class PastRegistrations implements RetentionRule {

    private final MongoRegistrations registrations;
    private final Events events;
    private final RegistrationDesk desk;

    PastRegistrations(MongoRegistrations registrations, Events events, RegistrationDesk desk) {
        this.registrations = registrations;
        this.events = events;
        this.desk = desk;
    }

    @Override
    public String code() {
        return "past-registrations";
    }

    @Override
    public long count(Instant before, Collection<String> except) {
        return due(before, except, Integer.MAX_VALUE).size();
    }

    @Override
    public List<String> due(Instant before, Collection<String> except, int limit) {
        return events.endedBefore(registrations.eventsWithPeople(), before).stream()
                .map(Event::id)
                .filter(id -> !except.contains(id))
                .limit(limit)
                .toList();
    }

    @Override
    public @Nullable Instant next(Instant from) {
        return events.firstEnd(registrations.eventsWithPeople(), from);
    }

    /**
     * The latest decisions name people too, so the documents follow them first for the last time.
     */
    @Override
    public boolean act(String event, Instant before) {
        if (events.endedBefore(List.of(event), before).isEmpty()) {
            return false;
        }
        desk.settle(event);
        return registrations.forgetAll(event) > 0;
    }
}
