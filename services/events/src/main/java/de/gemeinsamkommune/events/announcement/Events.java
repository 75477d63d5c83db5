package de.gemeinsamkommune.events.announcement;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;

import de.gemeinsamkommune.messaging.AggregateStore;
import de.gemeinsamkommune.messaging.DomainEvent;
import de.gemeinsamkommune.messaging.Messaging;
import de.gemeinsamkommune.messaging.Stored;

import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The heads of all events, in the collection {@code events}; topic {@code events.event}. */
@Component
public final class Events {

    private static final String ENDS_AT = "state.announcement.endsAt";
    private static final Bson IN_ORDER = Sorts.ascending("state.announcement.startsAt", "_id");

    /** Clocks of instances may differ by this much, when it matters whether an event has begun. */
    private static final Duration MARGIN = Duration.ofDays(1);

    private final AggregateStore<Event> store;

    /** Opens the collection and declares its indexes. */
    public Events(Messaging messaging) {
        store = messaging.aggregates("events", Event.class, "events.event");
        store.collection()
                .createIndex(
                        Indexes.ascending("state.status", "state.announcement.startsAt", "_id"));
        store.collection().createIndex(Indexes.ascending("state.seats.unapplied.number"));
    }

    /** {@return the event, with everything that is needed to write it again} */
    public Optional<Stored<Event>> find(String id) {
        return store.find(id);
    }

    /** {@return the events with these ids, in no order; unknown ones are left out} */
    public List<Event> find(Collection<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return states(store.find(Filters.in("_id", ids), Sorts.ascending("_id"), ids.size()));
    }

    /**
     * Stores a new event.
     *
     * @throws de.gemeinsamkommune.messaging.AggregateExists when the id is taken
     */
    public Event insert(Event event, List<? extends DomainEvent> happened) {
        return store.insert(event.id(), event, happened).state();
    }

    /**
     * Stores a changed head with what happened, if nobody was faster.
     *
     * @throws de.gemeinsamkommune.messaging.StaleVersion when somebody was
     */
    public Stored<Event> update(
            Stored<Event> read, Event event, List<? extends DomainEvent> happened) {
        return store.update(read, event, happened);
    }

    /**
     * Lists events by their start.
     *
     * @param from those that end later than this
     * @param afterStart start of the last one of the page before; null for the first page
     * @param afterId id of the last one of the page before; null for the first page
     * @param limit at most this many, from 1
     */
    List<Event> list(
            EventStatus status,
            Instant from,
            @Nullable Instant afterStart,
            @Nullable String afterId,
            int limit) {
        List<Bson> wanted = new ArrayList<>();
        wanted.add(Filters.eq("state.status", status.name()));
        wanted.add(Filters.gt("state.announcement.endsAt", from));
        if (afterStart != null && afterId != null) {
            wanted.add(
                    Filters.or(
                            Filters.gt("state.announcement.startsAt", afterStart),
                            Filters.and(
                                    Filters.eq("state.announcement.startsAt", afterStart),
                                    Filters.gt("_id", afterId))));
        }
        return states(store.find(Filters.and(wanted), IN_ORDER, limit));
    }

    /** {@return ids of all events whose documents may not have followed yet} */
    public List<String> withUnappliedDecisions() {
        return ids(Filters.gt("state.seats.unapplied.number", 0L));
    }

    /** {@return ids of all events whose latest decisions concern this person} */
    public List<String> withUnappliedDecisionsAbout(String person) {
        return ids(Filters.eq("state.seats.unapplied.person", person));
    }

    /** {@return ids of all events somebody may be registering for while this is called} */
    public List<String> openForRegistration(Instant now) {
        return ids(
                Filters.and(
                        Filters.eq("state.status", EventStatus.PUBLISHED.name()),
                        Filters.gt("state.announcement.startsAt", now.minus(MARGIN))));
    }

    /** {@return those of these events that ended before a moment, the first to end first} */
    public List<Event> endedBefore(Collection<String> ids, Instant moment) {
        return ids.isEmpty()
                ? List.of()
                : states(
                        store.find(
                                Filters.and(Filters.in("_id", ids), Filters.lt(ENDS_AT, moment)),
                                Sorts.ascending(ENDS_AT, "_id"),
                                ids.size()));
    }

    /** {@return when the first of these events ends that does not end before a moment, if any} */
    public @Nullable Instant firstEnd(Collection<String> ids, Instant moment) {
        return ids.isEmpty()
                ? null
                : store
                        .find(
                                Filters.and(Filters.in("_id", ids), Filters.gte(ENDS_AT, moment)),
                                Sorts.ascending(ENDS_AT),
                                1)
                        .stream()
                        .map(found -> found.state().announcement().endsAt())
                        .findFirst()
                        .orElse(null);
    }

    private List<String> ids(Bson filter) {
        return store.collection()
                .find(filter)
                .projection(new org.bson.Document("_id", 1))
                .map(document -> document.getString("_id"))
                .into(new ArrayList<>());
    }

    private static List<Event> states(List<Stored<Event>> stored) {
        return stored.stream().map(Stored::state).toList();
    }
}
