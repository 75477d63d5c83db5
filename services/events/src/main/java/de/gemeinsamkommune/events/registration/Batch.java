package de.gemeinsamkommune.events.registration;

import de.gemeinsamkommune.events.announcement.AnnouncementEvent.EventCancelled;
import de.gemeinsamkommune.events.announcement.AnnouncementEvent.EventChanged;
import de.gemeinsamkommune.events.announcement.AnnouncementEvent.EventPublished;
import de.gemeinsamkommune.events.announcement.Audience;
import de.gemeinsamkommune.events.announcement.Decision;
import de.gemeinsamkommune.events.announcement.Decision.Kind;
import de.gemeinsamkommune.events.announcement.Event;
import de.gemeinsamkommune.events.announcement.EventAlreadyCancelled;
import de.gemeinsamkommune.events.announcement.EventAlreadyStarted;
import de.gemeinsamkommune.events.announcement.EventNotFound;
import de.gemeinsamkommune.events.announcement.EventStatus;
import de.gemeinsamkommune.messaging.DomainEvent;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Decides a batch of commands on the head of one event: pure, so that it can be decided again when
 * the write loses a race. Holds between any two commands: seats taken never exceed the capacity,
 * nobody waits beside a free seat (unless the batch is full; then the next one goes on), and nobody
 * overtakes on the waiting list.
 */
final class Batch {

    /** Decisions in one write; leaves room among the 200 messages that may be pending. */
    static final int MOST_DECISIONS = 50;

    /** A command leads to two messages at most: a cancelled seat and who moves up. */
    static final int MOST_PER_COMMAND = 2;

    private final Map<String, Registration> registrations = new HashMap<>();
    private final TreeMap<Long, String> waiting = new TreeMap<>();
    private final Set<String> erased;
    private final Set<String> merged;
    private final Instant now;
    private final int room;
    private final List<Decision> decisions = new ArrayList<>();
    private final List<DomainEvent> messages = new ArrayList<>();
    private final Event before;
    private Event event;
    private boolean mustWrite;

    /**
     * Begins a batch by letting move up who can.
     *
     * @param event the head, whose earlier decisions all documents have followed
     * @param known the registrations the commands are about, and at least the first {@link
     *     #MOST_DECISIONS} waiting ones
     * @param erased those of the people concerned who were erased
     * @param merged those of them who are known under another id
     * @param now one moment for the whole batch
     * @param room decisions it may take, from {@link #MOST_PER_COMMAND} to {@link #MOST_DECISIONS}
     */
    Batch(
            Event event,
            Collection<Registration> known,
            Set<String> erased,
            Set<String> merged,
            Instant now,
            int room) {
        this.before = event;
        this.event = event.with(event.seats().applied());
        this.erased = erased;
        this.merged = merged;
        this.now = now;
        this.room = room;
        known.forEach(this::take);
        moveUp();
    }

    /** {@return whether another command fits in} */
    boolean hasRoom() {
        // every decision has its message, but for those of a merge, which share one
        return messages.size() + MOST_PER_COMMAND <= room;
    }

    /**
     * Carries out a command, or refuses it by throwing and leaves everything as it was.
     *
     * @return the registration it was about, null when it was about the event
     */
    @Nullable Registration carryOut(EventCommand command) {
        Registration about =
                switch (command) {
                    case EventCommand.Publish _ -> publish();
                    case EventCommand.Change change -> change(change);
                    case EventCommand.Cancel _ -> cancel();
                    case EventCommand.Register register -> register(register);
                    case EventCommand.CancelRegistration cancel -> cancelRegistration(cancel);
                    case EventCommand.Attend attend -> attend(attend);
                    case EventCommand.Forget forget -> forget(forget);
                    case EventCommand.Merge merge -> merge(merge);
                    case EventCommand.Settle _ -> settle();
                };
        moveUp();
        return about;
    }

    /** {@return whether there is something to write} */
    boolean isChanged() {
        return mustWrite || !decisions.isEmpty() || !messages.isEmpty() || revisionChanged();
    }

    /** {@return the head after the commands so far} */
    Event event() {
        return event;
    }

    /** {@return what was decided, in order} */
    List<Decision> decisions() {
        return List.copyOf(decisions);
    }

    /** {@return what is to be published, in order} */
    List<DomainEvent> messages() {
        return List.copyOf(messages);
    }

    /** {@return whether somebody could move up whom this batch has no room for} */
    boolean isUnfinished() {
        return mayMoveUp();
    }

    private boolean revisionChanged() {
        return event.revision() != before.revision();
    }

    private @Nullable Registration publish() {
        Event next = event.publish(now);
        if (next != event) {
            event = next;
            messages.add(EventPublished.of(next));
        }
        return null;
    }

    private @Nullable Registration change(EventCommand.Change command) {
        Event next = event.change(command.revision(), command.wanted(), now);
        if (next != event) {
            event = next;
            if (next.isPublished()) {
                messages.add(EventChanged.of(next));
            }
        }
        return null;
    }

    private @Nullable Registration cancel() {
        Event next = event.cancel(now);
        if (next != event) {
            Decision all = next.seats().unapplied().getLast();
            event = next;
            decisions.add(all);
            messages.add(new EventCancelled(next.id()));
            waiting.clear();
        }
        return null;
    }

    private Registration register(EventCommand.Register command) {
        if (event.status() == EventStatus.DRAFT) {
            throw new EventNotFound();
        }
        if (erased.contains(command.person())) {
            throw new PersonErased();
        }
        if (merged.contains(command.person())) {
            throw new PersonMerged();
        }
        Registration known = registrations.get(command.registration());
        if (known != null) {
            boolean repeated = command.hasKeyOf(known.request());
            if (repeated && !Objects.equals(known.request(), command.request())) {
                throw new KeyUsedOtherwise();
            }
            if (repeated || (known.isLive() && event.isPublished())) {
                return asOfNow(known);
            }
        }
        if (!event.isPublished()) {
            throw new EventAlreadyCancelled();
        }
        if (event.hasStarted(now)) {
            throw new EventAlreadyStarted();
        }
        if (!now.isBefore(event.announcement().closesAt())) {
            throw new RegistrationClosed();
        }
        if (event.announcement().audience() == Audience.MEMBERS && !command.member()) {
            throw new MembersOnly();
        }
        boolean free = event.free() > 0;
        Decision decision =
                new Decision(
                        event.seats().lastDecision() + 1,
                        free ? Kind.CONFIRM : Kind.WAITLIST,
                        command.registration(),
                        event.seats().lastPlace() + 1,
                        command.person(),
                        command.municipality(),
                        command.request(),
                        null,
                        null,
                        now);
        Registration registration = decide(decision);
        messages.add(
                free
                        ? new RegistrationEvent.RegistrationConfirmed(
                                event.id(),
                                command.registration(),
                                command.person(),
                                command.municipality())
                        : new RegistrationEvent.RegistrationWaitlisted(
                                event.id(),
                                command.registration(),
                                command.person(),
                                command.municipality(),
                                event.seats().waiting()));
        return registration;
    }

    private Registration cancelRegistration(EventCommand.CancelRegistration command) {
        Registration known = registrations.get(command.registration());
        if (known == null || (command.by() != null && !command.by().equals(known.person()))) {
            throw new RegistrationNotFound();
        }
        Registration current = asOfNow(known);
        if (!current.isLive()) {
            return current;
        }
        if (event.hasStarted(now)) {
            throw new EventAlreadyStarted();
        }
        return end(current);
    }

    private Registration attend(EventCommand.Attend command) {
        Registration known = registrations.get(command.registration());
        if (known == null || known.person() == null) {
            throw new RegistrationNotFound();
        }
        if (erased.contains(known.person())) {
            throw new PersonErased();
        }
        if (!event.isPublished()) {
            throw new EventAlreadyCancelled();
        }
        if (known.status() != RegistrationStatus.CONFIRMED) {
            throw new RegistrationNotConfirmed();
        }
        if (!event.hasStarted(now)) {
            throw new EventNotStarted();
        }
        if (known.minutes() != null) {
            if (known.minutes() == command.minutes()) {
                return known;
            }
            throw new AttendanceAlreadyRecorded();
        }
        Duration lasts =
                Duration.between(event.announcement().startsAt(), event.announcement().endsAt());
        if (Duration.ofMinutes(command.minutes()).compareTo(lasts.plusSeconds(59)) > 0) {
            throw new AttendanceTooLong();
        }
        Decision decision =
                new Decision(
                        event.seats().lastDecision() + 1,
                        Kind.ATTEND,
                        known.id(),
                        null,
                        known.person(),
                        known.municipality(),
                        null,
                        command.minutes(),
                        command.name(),
                        now);
        Registration registration = decide(decision);
        messages.add(
                new RegistrationEvent.AttendanceRecorded(
                        event.id(),
                        known.id(),
                        known.person(),
                        known.municipality(),
                        command.minutes()));
        return registration;
    }

    private @Nullable Registration forget(EventCommand.Forget command) {
        mustWrite = true;
        Registration known = registrations.get(command.registration());
        if (known == null) {
            return null;
        }
        Registration current = asOfNow(known);
        return current.isLive() && !event.hasStarted(now) ? end(current) : current;
    }

    private @Nullable Registration merge(EventCommand.Merge command) {
        mustWrite = true;
        Registration known = registrations.get(command.registration());
        Registration ends = known == null ? null : asOfNow(known);
        if (ends == null || !ends.isLive() || ends.person() == null) {
            return null;
        }
        if (erased.contains(command.intoPerson())) {
            return forget(new EventCommand.Forget(command.registration()));
        }
        Registration other = registrations.get(command.into());
        Registration stands = other == null || !other.isLive() ? null : other;
        boolean moved = stands == null || ends.isBetterThan(stands);
        boolean freed = stands != null && isConfirmed(ends) && isConfirmed(stands);
        decide(cancelled(ends, moved ? event.seats().lastPlace() + 1 : null));
        if (moved && stands != null) {
            decide(cancelled(stands, null));
        }
        Registration after = moved || stands == null ? takeOver(command, ends) : stands;
        messages.add(
                new RegistrationEvent.RegistrationsMerged(
                        event.id(),
                        ends.id(),
                        ends.person(),
                        after.id(),
                        command.intoPerson(),
                        moved,
                        after.status(),
                        after.municipality(),
                        after.minutes(),
                        freed));
        return after;
    }

    /** The seat, or the place on the waiting list, is the same as before, and whose it was too. */
    private Registration takeOver(EventCommand.Merge command, Registration ends) {
        return decide(
                new Decision(
                        event.seats().lastDecision() + 1,
                        isConfirmed(ends) ? Kind.TAKE_OVER_SEAT : Kind.TAKE_OVER_WAITING,
                        command.into(),
                        ends.place(),
                        command.intoPerson(),
                        ends.municipality(),
                        null,
                        ends.minutes(),
                        null,
                        ends.registeredAt()));
    }

    private Decision cancelled(Registration live, @Nullable Long place) {
        return new Decision(
                event.seats().lastDecision() + 1,
                isConfirmed(live) ? Kind.CANCEL_CONFIRMED : Kind.CANCEL_WAITING,
                live.id(),
                place,
                live.person(),
                live.municipality(),
                null,
                null,
                null,
                now);
    }

    private static boolean isConfirmed(Registration registration) {
        return registration.status() == RegistrationStatus.CONFIRMED;
    }

    private @Nullable Registration settle() {
        mustWrite = mustWrite || !before.seats().unapplied().isEmpty();
        return null;
    }

    private Registration end(Registration live) {
        String person = live.person();
        if (person == null) {
            throw new IllegalStateException("live registration without a person");
        }
        boolean seat = live.status() == RegistrationStatus.CONFIRMED;
        Registration ended =
                decide(decision(seat ? Kind.CANCEL_CONFIRMED : Kind.CANCEL_WAITING, live, person));
        messages.add(
                new RegistrationEvent.RegistrationCancelled(event.id(), live.id(), person, seat));
        return ended;
    }

    /** Gives free seats to those who wait, in order, as far as there is room. */
    private void moveUp() {
        while (mayMoveUp() && messages.size() < room) {
            Map.Entry<Long, String> first = waiting.firstEntry();
            Registration next = first == null ? null : registrations.get(first.getValue());
            String person = next == null ? null : next.person();
            if (next == null || person == null) {
                // documents newer than the head: the write would lose the race anyway
                throw new ViewOutdated();
            }
            decide(decision(Kind.PROMOTE, next, person));
            messages.add(
                    new RegistrationEvent.RegistrationPromoted(
                            event.id(), next.id(), person, next.municipality()));
        }
    }

    private boolean mayMoveUp() {
        return event.isPublished() && !event.hasStarted(now) && event.hasIdleSeat();
    }

    private Decision decision(Kind kind, Registration registration, String person) {
        return new Decision(
                event.seats().lastDecision() + 1,
                kind,
                registration.id(),
                null,
                person,
                registration.municipality(),
                null,
                null,
                null,
                now);
    }

    private Registration decide(Decision decision) {
        event = event.with(event.seats().apply(decision));
        decisions.add(decision);
        String id = decision.registration();
        Registration after =
                Registration.follow(
                        id == null ? null : registrations.get(id), event.id(), decision);
        waiting.values().remove(after.id());
        take(after);
        return after;
    }

    private void take(Registration registration) {
        registrations.put(registration.id(), registration);
        if (registration.status() == RegistrationStatus.WAITING) {
            waiting.put(registration.place(), registration.id());
        }
    }

    /**
     * A registration of a cancelled event is cancelled, even when its document has yet to follow.
     */
    private Registration asOfNow(Registration registration) {
        if (event.status() != EventStatus.CANCELLED || !registration.isLive()) {
            return registration;
        }
        return registration.cancelled();
    }

    /** The documents read do not belong to the head read; to be read and decided again. */
    static final class ViewOutdated extends RuntimeException {

        private static final long serialVersionUID = 1L;

        ViewOutdated() {
            super("documents and head differ", null, false, false);
        }
    }
}
