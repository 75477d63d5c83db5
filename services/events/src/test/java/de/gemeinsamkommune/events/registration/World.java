package de.gemeinsamkommune.events.registration;

import de.gemeinsamkommune.events.announcement.AnEvent;
import de.gemeinsamkommune.events.announcement.Decision;
import de.gemeinsamkommune.events.announcement.Decision.Kind;
import de.gemeinsamkommune.events.announcement.Event;
import de.gemeinsamkommune.messaging.DomainEvent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A head and its registrations in memory, written and followed like by the desk. */
final class World {

    private Event event;
    private final Map<String, Registration> registrations = new LinkedHashMap<>();
    private final List<DomainEvent> published = new ArrayList<>();
    Set<String> erased = Set.of();
    Set<String> merged = Set.of();

    World(Event event) {
        this.event = event;
    }

    Event event() {
        return event;
    }

    Registration registration(String person) {
        return registrations.get("r-" + person);
    }

    Map<String, Registration> registrations() {
        return registrations;
    }

    List<DomainEvent> published() {
        return published;
    }

    /** Carries out commands in one batch. */
    List<DomainEvent> carryOut(EventCommand... commands) {
        return carryOut(AnEvent.NOW, commands);
    }

    List<DomainEvent> carryOut(Instant now, EventCommand... commands) {
        Batch batch = batch(now, Batch.MOST_DECISIONS);
        Arrays.stream(commands).forEach(batch::carryOut);
        write(batch);
        return batch.messages();
    }

    /** A batch on the head, after its documents have followed. */
    Batch batch(Instant now, int room) {
        follow();
        List<Registration> known = new ArrayList<>(registrations.values());
        known.removeIf(registration -> registration.status() == RegistrationStatus.WAITING);
        registrations.values().stream()
                .filter(registration -> registration.status() == RegistrationStatus.WAITING)
                .sorted(Comparator.comparingLong(Registration::place))
                .limit(Batch.MOST_DECISIONS + 1)
                .forEach(known::add);
        return new Batch(event, known, erased, merged, now, room);
    }

    /** Writes the head, then lets the documents follow. */
    void write(Batch batch) {
        writeHead(batch);
        follow();
    }

    void writeHead(Batch batch) {
        if (batch.isChanged()) {
            event = batch.event();
            published.addAll(batch.messages());
        }
    }

    void follow() {
        for (Decision decision : event.seats().unapplied()) {
            if (decision.kind() == Kind.CANCEL_ALL) {
                registrations.replaceAll(
                        (_, registration) ->
                                registration.isLive() && registration.decided() < decision.number()
                                        ? registration.cancelled()
                                        : registration);
            } else {
                registrations.compute(
                        decision.registration(),
                        (_, before) -> Registration.follow(before, event.id(), decision));
            }
        }
    }
}
