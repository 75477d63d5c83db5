package de.gemeinsamkommune.newsletter.erasure;

import de.gemeinsamkommune.messaging.AggregateExists;
import de.gemeinsamkommune.messaging.AggregateStore;
import de.gemeinsamkommune.messaging.Messaging;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.util.List;

/** The bare ids of people who asked to be forgotten. */
@Component
public class ErasedPeople {

    private static final Logger LOG = LoggerFactory.getLogger(ErasedPeople.class);

    private final AggregateStore<Erasure> store;
    private final Clock clock;

    ErasedPeople(Messaging messaging, Clock clock) {
        this.store = messaging.aggregates("erasures", Erasure.class, "newsletter.erasure");
        this.clock = clock;
    }

    /** Whether the person's erasure has at least begun. */
    public boolean contains(String person) {
        return store.find(person).isPresent();
    }

    /** Whether everything of the person is removed. */
    boolean isConfirmed(String person) {
        return store.find(person).map(found -> found.state().confirmed()).orElse(false);
    }

    void begin(String person) {
        try {
            store.insert(person, new Erasure(clock.instant(), false), List.of());
        } catch (AggregateExists e) {
            LOG.debug("The erasure of {} has begun before", person);
        }
    }

    void confirm(String person) {
        store.change(person, erasure -> erasure.confirm(person), Erasure::apply);
    }
}
