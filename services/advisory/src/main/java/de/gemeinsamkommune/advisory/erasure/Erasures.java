package de.gemeinsamkommune.advisory.erasure;

import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.gte;

import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;

import de.gemeinsamkommune.advisory.request.ErasedPeople;
import de.gemeinsamkommune.messaging.AggregateExists;
import de.gemeinsamkommune.messaging.AggregateStore;
import de.gemeinsamkommune.messaging.Messaging;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Keeps the ids of erased people. */
@Component
class Erasures implements ErasedPeople {

    private final AggregateStore<Erasure> store;
    private final Clock clock;

    Erasures(Messaging messaging, Clock clock) {
        this.store = messaging.aggregates("erasures", Erasure.class, "advisory.erasure");
        this.clock = clock;
        store.collection().createIndex(Indexes.ascending("state.since"));
    }

    @Override
    public boolean contains(String person) {
        return store.find(person).isPresent();
    }

    /** {@return whether everything of the person is removed and this was confirmed} */
    boolean isConfirmed(String person) {
        return store.find(person).map(read -> read.state().confirmedAt() != null).orElse(false);
    }

    /** From here on nothing is taken in for the person; a repeat changes nothing. */
    void begin(String person) {
        try {
            store.insert(person, new Erasure(person, now(), null), List.of());
        } catch (AggregateExists _) {
            // the message came again
        }
    }

    /** Tells the network that all is removed; a repeat says nothing. */
    void confirm(String person) {
        store.change(person, Erasure::confirm, (erasure, event) -> erasure.apply(event, now()));
    }

    /** {@return the ids of the people erased since then, or of all when null} */
    Collection<String> since(@Nullable Instant from) {
        List<String> people = new ArrayList<>();
        store.collection()
                .find(from == null ? empty() : gte("state.since", from))
                .projection(Projections.include("_id"))
                .forEach(document -> people.add(document.getString("_id")));
        return people;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
