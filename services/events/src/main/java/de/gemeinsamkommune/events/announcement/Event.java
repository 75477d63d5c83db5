package de.gemeinsamkommune.events.announcement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An event ("Veranstaltung"): the head that everything about it is decided on. Registrations are
 * documents of their own which follow its decisions.
 *
 * @param id UUID
 * @param announcement what the team says about it
 * @param status where it stands
 * @param revision counts the changes of announcement and status, from 1; the ETag. Registrations do
 *     not count, or nobody could edit an event that is in demand
 * @param calendarSequence SEQUENCE of its calendar entry (RFC 5545, 3.8.7.4), from 0
 * @param seats how its seats are taken
 * @param demo whether it is demo data
 * @param fingerprint of the request that created it, to recognise its repetition
 */
public record Event(
        String id,
        Announcement announcement,
        EventStatus status,
        long revision,
        int calendarSequence,
        Seats seats,
        boolean demo,
        String fingerprint) {

    /**
     * Drafts an event.
     *
     * @throws InvalidAnnouncement when it would begin in the past
     */
    public static Event draft(
            String id, Announcement announcement, String fingerprint, Instant now) {
        if (!announcement.startsAt().isAfter(now)) {
            throw new InvalidAnnouncement(List.of(Flaw.of("/startsAt", "in-the-past")));
        }
        return new Event(
                id, announcement, EventStatus.DRAFT, 1, 0, Seats.none(), false, fingerprint);
    }

    /** {@return a published event marked as demo data, which may lie in the past} */
    public static Event demo(String id, Announcement announcement) {
        return new Event(id, announcement, EventStatus.PUBLISHED, 1, 0, Seats.none(), true, "demo");
    }

    /**
     * Announces the event to everybody.
     *
     * @return the published event; this one when it is published already
     * @throws EventAlreadyCancelled when it was called off
     * @throws EventAlreadyStarted when it would begin in the past
     */
    public Event publish(Instant now) {
        if (status == EventStatus.PUBLISHED) {
            return this;
        }
        refuseCancelled();
        if (hasStarted(now)) {
            throw new EventAlreadyStarted();
        }
        return with(announcement, EventStatus.PUBLISHED, calendarSequence, seats);
    }

    /**
     * Changes what is said about the event.
     *
     * @param expected the revision the editor saw
     * @return the changed event; this one when nothing differs
     * @throws AnnouncementChangedMeanwhile when the editor saw another revision
     * @throws EventAlreadyCancelled when it was called off
     * @throws EventAlreadyHeld when it is over
     * @throws EventAlreadyStarted when its start would be moved after it has begun
     * @throws InvalidAnnouncement when a time is moved into the past
     * @throws CapacityBelowConfirmed when it would have fewer seats than are taken
     */
    public Event change(long expected, Announcement wanted, Instant now) {
        if (expected != revision) {
            throw new AnnouncementChangedMeanwhile();
        }
        refuseCancelled();
        if (status == EventStatus.PUBLISHED && hasEnded(now)) {
            throw new EventAlreadyHeld();
        }
        if (status == EventStatus.PUBLISHED
                && hasStarted(now)
                && !wanted.startsAt().equals(announcement.startsAt())) {
            throw new EventAlreadyStarted();
        }
        List<Flaw> flaws = new ArrayList<>();
        if (!wanted.startsAt().equals(announcement.startsAt()) && !wanted.startsAt().isAfter(now)) {
            flaws.add(Flaw.of("/startsAt", "in-the-past"));
        }
        if (!wanted.endsAt().equals(announcement.endsAt()) && !wanted.endsAt().isAfter(now)) {
            flaws.add(Flaw.of("/endsAt", "in-the-past"));
        }
        if (!flaws.isEmpty()) {
            throw new InvalidAnnouncement(flaws);
        }
        if (wanted.capacity() < seats.confirmed()) {
            throw new CapacityBelowConfirmed(wanted.capacity(), seats.confirmed());
        }
        if (wanted.equals(announcement)) {
            return this;
        }
        boolean entryChanges = isPublished() && !wanted.sameEntry(announcement);
        return with(wanted, status, calendarSequence + (entryChanges ? 1 : 0), seats);
    }

    /**
     * Calls the event off, and with it every live registration.
     *
     * @return the cancelled event; this one when it is cancelled already
     * @throws EventNotPublished when it is a draft
     * @throws EventAlreadyHeld when it is over
     */
    public Event cancel(Instant now) {
        if (status == EventStatus.CANCELLED) {
            return this;
        }
        if (status == EventStatus.DRAFT) {
            throw new EventNotPublished();
        }
        if (hasEnded(now)) {
            throw new EventAlreadyHeld();
        }
        Decision all =
                new Decision(
                        seats.lastDecision() + 1,
                        Decision.Kind.CANCEL_ALL,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        now);
        return with(announcement, EventStatus.CANCELLED, calendarSequence + 1, seats.apply(all));
    }

    /** {@return the event with its seats taken otherwise; no new revision} */
    public Event with(Seats taken) {
        return new Event(
                id, announcement, status, revision, calendarSequence, taken, demo, fingerprint);
    }

    /** {@return whether everybody may know it and it is not called off} */
    public boolean isPublished() {
        return status == EventStatus.PUBLISHED;
    }

    /** {@return whether it has begun} */
    public boolean hasStarted(Instant now) {
        return !now.isBefore(announcement.startsAt());
    }

    /** {@return whether it is over} */
    public boolean hasEnded(Instant now) {
        return !now.isBefore(announcement.endsAt());
    }

    /** {@return whether a seat is idle although somebody waits for one} */
    public boolean hasIdleSeat() {
        return seats.waiting() > 0 && seats.confirmed() < announcement.capacity();
    }

    /** {@return seats that the next one to register gets: none while somebody waits} */
    public int free() {
        return seats.waiting() > 0 ? 0 : announcement.capacity() - seats.confirmed();
    }

    private void refuseCancelled() {
        if (status == EventStatus.CANCELLED) {
            throw new EventAlreadyCancelled();
        }
    }

    private Event with(Announcement said, EventStatus nowStatus, int nowSequence, Seats nowSeats) {
        return new Event(
                id, said, nowStatus, revision + 1, nowSequence, nowSeats, demo, fingerprint);
    }
}
