package de.gemeinsamkommune.advisory.erasure;

import de.gemeinsamkommune.advisory.erasure.ErasureEvent.ErasureConfirmed;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * That a person is erased: the bare id, kept so that nothing is taken in for it later.
 *
 * @param person the id
 * @param since when this service learnt of it
 * @param confirmedAt when all was removed and this was confirmed to the network
 */
public record Erasure(String person, Instant since, @Nullable Instant confirmedAt) {

    /** What is said once everything is removed; a repeat says nothing. */
    List<ErasureEvent> confirm() {
        return confirmedAt == null ? List.of(new ErasureConfirmed(person, List.of())) : List.of();
    }

    Erasure apply(ErasureEvent event, Instant at) {
        return switch (event) {
            case ErasureConfirmed _ -> new Erasure(person, since, at);
        };
    }
}
