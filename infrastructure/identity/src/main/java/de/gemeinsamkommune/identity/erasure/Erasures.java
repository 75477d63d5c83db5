package de.gemeinsamkommune.identity.erasure;

import de.gemeinsamkommune.messaging.AggregateExists;
import de.gemeinsamkommune.messaging.AggregateStore;
import de.gemeinsamkommune.messaging.Messaging;

import org.springframework.stereotype.Component;

import java.time.Clock;
import java.util.List;

/**
 * The people who were erased or merged into others.
 *
 * <p>Whoever stores something new for a person stores it first and asks {@link #erased} afterwards,
 * and takes it back when the answer is yes; the erasure is written down before anything is removed.
 * So whichever of the two comes first, nothing is left.
 */
@Component
public final class Erasures {

    private final AggregateStore<Erasure> erasures;
    private final Clock clock;

    Erasures(Messaging messaging, Clock clock) {
        this.erasures = messaging.aggregates("erasures", Erasure.class, "identity.erasure");
        this.clock = clock;
    }

    /** {@return whether a person was erased, or merged into another one} */
    public boolean erased(String person) {
        return erasures.find(person).isPresent();
    }

    /** {@return whether everything of the person is gone and was said to be} */
    boolean confirmed(String person) {
        return erasures.find(person).map(found -> found.state().confirmed()).orElse(false);
    }

    /** From now on everything of this person is refused; a repeat has no effect. */
    void refuse(String person) {
        try {
            erasures.insert(person, new Erasure(person, clock.instant(), false), List.of());
        } catch (AggregateExists repeated) {
            // refused already; what is left over is removed again
        }
    }

    /** Says once that everything of the person is gone. */
    void confirm(String person) {
        erasures.change(person, Erasure::confirm, Erasure::apply);
    }
}
