package de.gemeinsamkommune.events.erasure;

import de.gemeinsamkommune.events.announcement.Events;
import de.gemeinsamkommune.events.attendance.AttendanceProofs;
import de.gemeinsamkommune.events.erasure.ErasureEvent.ErasureConfirmed;
import de.gemeinsamkommune.events.erasure.ErasureEvent.Held;
import de.gemeinsamkommune.events.registration.MongoRegistrations;
import de.gemeinsamkommune.events.registration.RegistrationDesk;
import de.gemeinsamkommune.events.registration.RegistrationId;
import de.gemeinsamkommune.messaging.Stored;

import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Removes a person: frees their seats, takes the person out of their registrations, and confirms.
 *
 * <p>First the id is kept as erased. A batch that has not seen that yet may still be deciding on a
 * head, so the erasure writes each head somebody may be registering for: the batch then loses the
 * race, decides again and finds the person erased.
 */
@Component
final class Erasing {

    private final MongoErasures erasures;
    private final Events events;
    private final MongoRegistrations registrations;
    private final RegistrationDesk desk;
    private final AttendanceProofs proofs;
    private final Clock clock;

    Erasing(
            MongoErasures erasures,
            Events events,
            MongoRegistrations registrations,
            RegistrationDesk desk,
            AttendanceProofs proofs,
            Clock clock) {
        this.erasures = erasures;
        this.events = events;
        this.registrations = registrations;
        this.desk = desk;
        this.proofs = proofs;
        this.clock = clock;
    }

    /** Erases a person; has no effect the second time, and goes on where it was interrupted. */
    void erase(String person) {
        Instant now = clock.instant();
        Stored<Erasure> erasure = erasures.begin(person, now);
        if (erasure.state().confirmedAt() != null) {
            return;
        }
        Set<String> concerned = new LinkedHashSet<>(registrations.eventsOf(person));
        concerned.addAll(events.withUnappliedDecisionsAbout(person));
        concerned.addAll(events.openForRegistration(now));
        for (String event : concerned) {
            desk.forget(event, RegistrationId.of(event, person));
        }
        registrations.forget(person);
        List<Held> held =
                proofs.holdAbout(person)
                        ? List.of(new Held("attendance-proof", "proof-of-use", null))
                        : List.of();
        erasures.confirm(erasure, new ErasureConfirmed(person, held), clock.instant());
    }
}
