package de.gemeinsamkommune.events.merge;

import de.gemeinsamkommune.events.announcement.Events;
import de.gemeinsamkommune.events.attendance.AttendanceProofs;
import de.gemeinsamkommune.events.erasure.MongoErasures;
import de.gemeinsamkommune.events.registration.MongoRegistrations;
import de.gemeinsamkommune.events.registration.RegistrationDesk;
import de.gemeinsamkommune.messaging.Message;
import de.gemeinsamkommune.messaging.Reaction;

import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes the registrations and proofs of a former id those of the person it belongs to.
 *
 * <p>First the former id is kept as such. A batch that has not seen that yet may still be deciding
 * on a head, so the merge writes each head somebody may be registering for, as an erasure does: the
 * batch then loses the race, decides again and finds the person merged. There is no order between
 * the messages about two people: where the person meanwhile was merged into yet another one,
 * everything goes on there.
 */
@Component
final class Merging implements Reaction {

    private static final String PERSON_MERGED = "membership.person-merged.v1";
    private final Merges merges;
    private final Events events;
    private final MongoRegistrations registrations;
    private final RegistrationDesk desk;
    private final AttendanceProofs proofs;
    private final MongoErasures erasures;
    private final Clock clock;

    Merging(
            Merges merges,
            Events events,
            MongoRegistrations registrations,
            RegistrationDesk desk,
            AttendanceProofs proofs,
            MongoErasures erasures,
            Clock clock) {
        this.merges = merges;
        this.events = events;
        this.registrations = registrations;
        this.desk = desk;
        this.proofs = proofs;
        this.erasures = erasures;
        this.clock = clock;
    }

    /** What this service reads of the message. */
    record PersonMerged(String person, String into) {}

    @Override
    public String name() {
        return "merge";
    }

    @Override
    public List<String> topics() {
        return List.of("membership.person");
    }

    /** Membership merges them again too when its own store was restored. */
    @Override
    public Set<String> lasting() {
        return Set.of(PERSON_MERGED);
    }

    @Override
    public void on(Message message) {
        if (message.type().equals(PERSON_MERGED)) {
            PersonMerged merged = message.read(PersonMerged.class);
            merge(merged.person(), merged.into());
        }
    }

    /** Merges two ids; has no effect the second time, and goes on where it was interrupted. */
    void merge(String person, String into) {
        merges.begin(person, into, clock.instant());
        String from = person;
        String standing = merges.standing(from);
        while (!from.equals(standing)) {
            move(from, standing);
            from = standing;
            standing = merges.standing(from);
        }
    }

    private void move(String person, String into) {
        if (!erasures.among(List.of(person)).isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        Set<String> concerned = new LinkedHashSet<>(registrations.eventsOf(person));
        concerned.addAll(events.withUnappliedDecisionsAbout(person));
        concerned.addAll(events.openForRegistration(now));
        for (String event : concerned) {
            desk.merge(event, person, into);
        }
        if (erasures.among(List.of(into)).isEmpty()) {
            proofs.merge(person, into);
        }
    }
}
