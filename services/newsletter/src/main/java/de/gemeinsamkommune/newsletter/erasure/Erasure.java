package de.gemeinsamkommune.newsletter.erasure;

import de.gemeinsamkommune.newsletter.erasure.ErasureEvent.ErasureConfirmed;

import java.time.Instant;
import java.util.List;

/**
 * The erasure of one person; its id is the person's. It stays, so that nothing is taken on for the
 * person later.
 *
 * @param begunAt when the erasure was taken in
 * @param confirmed whether everything is removed
 */
public record Erasure(Instant begunAt, boolean confirmed) {

    /** Confirms once that everything is removed. */
    List<ErasureEvent> confirm(String person) {
        return confirmed ? List.of() : List.of(new ErasureConfirmed(person, List.of()));
    }

    Erasure apply(ErasureEvent event) {
        return switch (event) {
            case ErasureConfirmed _ -> new Erasure(begunAt, true);
        };
    }
}
