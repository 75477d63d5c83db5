package de.gemeinsamkommune.events.registration;

import de.gemeinsamkommune.events.announcement.Decision;

import org.bson.codecs.pojo.annotations.BsonId;
import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * The registration of one person for one event; a document that follows the decisions of the
 * event's head.
 *
 * @param id UUIDv5 of event and person: nobody can have two
 * @param event id of the event
 * @param person id of the person; absent once they were erased
 * @param municipality key of the municipality the person acts for, when there is one
 * @param place order of registering; the lowest waiting one moves up first
 * @param status where it stands
 * @param registeredAt when the person registered, the last time
 * @param request key and fingerprint of the request that registered, when it carried an idempotency
 *     key
 * @param minutes attended; absent when attendance was not recorded
 * @param decided number of the latest decision it followed
 */
public record Registration(
        @BsonId String id,
        String event,
        @Nullable String person,
        @Nullable String municipality,
        long place,
        RegistrationStatus status,
        Instant registeredAt,
        @Nullable String request,
        @Nullable Integer minutes,
        long decided) {

    /** {@return whether it has or waits for a seat} */
    public boolean isLive() {
        return status != RegistrationStatus.CANCELLED;
    }

    /**
     * Follows a decision about it, unless it has done so already.
     *
     * @param before the registration before, absent when there was none
     * @param event id of the event
     * @param decision any but {@link Decision.Kind#CANCEL_ALL}, which concerns many
     */
    static Registration follow(@Nullable Registration before, String event, Decision decision) {
        if (before != null && before.decided >= decision.number()) {
            return before;
        }
        return switch (decision.kind()) {
            case CONFIRM, TAKE_OVER_SEAT -> made(event, decision, RegistrationStatus.CONFIRMED);
            case WAITLIST, TAKE_OVER_WAITING -> made(event, decision, RegistrationStatus.WAITING);
            case PROMOTE -> known(before).with(RegistrationStatus.CONFIRMED, decision);
            case CANCEL_CONFIRMED, CANCEL_WAITING ->
                    known(before).with(RegistrationStatus.CANCELLED, decision);
            case ATTEND -> known(before).with(RegistrationStatus.CONFIRMED, decision);
            case CANCEL_ALL -> throw new IllegalArgumentException("concerns many registrations");
        };
    }

    /**
     * {@return whether it is worth more than another one of the same person for the same event: the
     * longer attendance, then a seat, then the earlier place on the waiting list}
     */
    boolean isBetterThan(Registration other) {
        int mine = minutes == null ? 0 : minutes;
        int others = other.minutes == null ? 0 : other.minutes;
        if (mine != others) {
            return mine > others;
        }
        return status == other.status
                ? status == RegistrationStatus.WAITING && place < other.place
                : status == RegistrationStatus.CONFIRMED;
    }

    /** {@return the registration as it will stand when the event is cancelled} */
    Registration cancelled() {
        return new Registration(
                id,
                event,
                person,
                municipality,
                place,
                RegistrationStatus.CANCELLED,
                registeredAt,
                request,
                minutes,
                decided);
    }

    private static Registration made(String event, Decision decision, RegistrationStatus status) {
        if (decision.registration() == null || decision.place() == null) {
            throw new IllegalArgumentException("decision without registration");
        }
        return new Registration(
                decision.registration(),
                event,
                decision.person(),
                decision.municipality(),
                decision.place(),
                status,
                decision.at(),
                decision.request(),
                decision.minutes(),
                decision.number());
    }

    private static Registration known(@Nullable Registration before) {
        if (before == null) {
            throw new IllegalArgumentException("decision about an unknown registration");
        }
        return before;
    }

    private Registration with(RegistrationStatus now, Decision decision) {
        return new Registration(
                id,
                event,
                person,
                municipality,
                decision.place() == null ? place : decision.place(),
                now,
                registeredAt,
                request,
                // what a person attended goes with the seat they had for it
                now == RegistrationStatus.CANCELLED
                        ? null
                        : decision.minutes() == null ? minutes : decision.minutes(),
                decision.number());
    }
}
