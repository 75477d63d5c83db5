package de.gemeinsamkommune.identity.erasure;

import de.gemeinsamkommune.identity.erasure.ErasureEvent.ErasureConfirmed;

import java.time.Instant;
import java.util.List;

/**
 * A person who was erased, or an id that is no longer used since its person was merged into another
 * one. The bare id stays for ever, so that nothing is opened for it again.
 *
 * <p>Public only because the store's codec reads its components.
 *
 * @param person id of the person
 * @param refusedSince from when sign-in and refresh are refused
 * @param confirmed whether everything of the person is gone and was said to be
 */
public record Erasure(String person, Instant refusedSince, boolean confirmed) {

    /** {@return the confirmation, or nothing when it was given already} */
    List<ErasureEvent> confirm() {
        return confirmed ? List.of() : List.of(new ErasureConfirmed(person, List.of()));
    }

    Erasure apply(ErasureEvent event) {
        return switch (event) {
            case ErasureConfirmed _ -> new Erasure(person, refusedSince, true);
        };
    }
}
