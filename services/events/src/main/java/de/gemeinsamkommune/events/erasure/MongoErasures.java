package de.gemeinsamkommune.events.erasure;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;

import de.gemeinsamkommune.events.registration.ErasedPeople;
import de.gemeinsamkommune.messaging.AggregateExists;
import de.gemeinsamkommune.messaging.AggregateStore;
import de.gemeinsamkommune.messaging.Messaging;
import de.gemeinsamkommune.messaging.StaleVersion;
import de.gemeinsamkommune.messaging.Stored;

import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The erased people, in the collection {@code erasures}; topic {@code events.erasure}. */
@Component
public final class MongoErasures implements ErasedPeople {

    private final AggregateStore<Erasure> store;

    /** Opens the collection. */
    public MongoErasures(Messaging messaging) {
        store = messaging.aggregates("erasures", Erasure.class, "events.erasure");
    }

    @Override
    public Set<String> among(Collection<String> people) {
        return store.collection()
                .find(Filters.in("_id", people))
                .projection(Projections.include("_id"))
                .map(erasure -> erasure.getString("_id"))
                .into(new HashSet<>());
    }

    /** From here on nothing is decided any more in the name of this person. */
    Stored<Erasure> begin(String person, Instant now) {
        try {
            return store.insert(person, new Erasure(person, now, null), List.of());
        } catch (AggregateExists begunBefore) {
            return store.find(person).orElseThrow(() -> begunBefore);
        }
    }

    void confirm(Stored<Erasure> erasure, ErasureEvent.ErasureConfirmed confirmed, Instant now) {
        Erasure state = erasure.state();
        try {
            store.update(
                    erasure, new Erasure(state.person(), state.begunAt(), now), List.of(confirmed));
        } catch (StaleVersion confirmedMeanwhile) {
            // another instance took the same message in: it has confirmed
            boolean confirmedByOther =
                    store.find(state.person())
                            .map(other -> other.state().confirmedAt() != null)
                            .orElse(false);
            if (!confirmedByOther) {
                throw confirmedMeanwhile;
            }
        }
    }
}
