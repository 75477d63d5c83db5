package de.gemeinsamkommune.events.registration;

import de.gemeinsamkommune.events.announcement.Announcement;
import de.gemeinsamkommune.events.announcement.Announcing;
import de.gemeinsamkommune.events.announcement.Decision;
import de.gemeinsamkommune.events.announcement.Event;
import de.gemeinsamkommune.events.announcement.EventNotFound;
import de.gemeinsamkommune.events.announcement.Events;
import de.gemeinsamkommune.messaging.StaleVersion;
import de.gemeinsamkommune.messaging.Stored;
import de.gemeinsamkommune.messaging.TooManyPending;

import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Carries out all commands on published heads: one batch per event at a time, decided on the head
 * and written there in one conditional write, then followed by the documents. A command is answered
 * when its decision is durable and followed. Several instances may do so at once; who loses the
 * race for a head decides again.
 */
@Component
public final class RegistrationDesk implements Announcing, AutoCloseable {

    /** Commands that may wait for one event; more are refused. */
    static final int MOST_WAITING = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(RegistrationDesk.class);

    /** The head's messages may pile up to this many; the store refuses more than 200. */
    private static final int MOST_PENDING = 200;

    private static final ContextSnapshotFactory CONTEXTS = ContextSnapshotFactory.builder().build();

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Tries to let people move up when no command waits for it. */
    private static final int MOST_TRIES = 1_000;

    private static final Duration LAST_ORDERS = Duration.ofSeconds(3);

    private final Events events;
    private final MongoRegistrations registrations;
    private final List<Ledger> ledgers;
    private final ErasedPeople erasedPeople;
    private final MergedPeople mergedPeople;
    private final Clock clock;
    private final ConcurrentMap<String, Lane> lanes = new ConcurrentHashMap<>();
    private final ExecutorService workers =
            Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("registration-desk-", 0).factory());

    /**
     * Opens the desk.
     *
     * @param ledgers all documents that follow decisions, {@code registrations} among them, in the
     *     order in which they are to follow
     */
    public RegistrationDesk(
            Events events,
            MongoRegistrations registrations,
            List<Ledger> ledgers,
            ErasedPeople erasedPeople,
            MergedPeople mergedPeople,
            Clock clock) {
        this.events = events;
        this.registrations = registrations;
        this.ledgers = List.copyOf(ledgers);
        this.erasedPeople = erasedPeople;
        this.mergedPeople = mergedPeople;
        this.clock = clock;
    }

    @Override
    public Event publish(String event) {
        return carryOut(event, new EventCommand.Publish()).event();
    }

    @Override
    public Event change(String event, long revision, Announcement wanted) {
        return carryOut(event, new EventCommand.Change(revision, wanted)).event();
    }

    @Override
    public Event cancel(String event) {
        return carryOut(event, new EventCommand.Cancel()).event();
    }

    /**
     * Registers a person; who is registered already gets the same registration again.
     *
     * @throws EventNotFound when there is none, or it is a draft
     * @throws PersonErased when the person was erased
     * @throws PersonMerged when the person is known under another id
     * @throws de.gemeinsamkommune.events.announcement.EventAlreadyCancelled when it was called off
     * @throws de.gemeinsamkommune.events.announcement.EventAlreadyStarted when it has begun
     * @throws RegistrationClosed when the time to register is over
     * @throws MembersOnly when it is not for this person
     * @throws DeskOverrun when too many commands wait
     */
    Registration register(String event, EventCommand.Register command) {
        return registration(carryOut(event, command));
    }

    /**
     * Cancels a registration; harmless when repeated.
     *
     * @param by the only person whose registration this may be; null for the team
     * @throws RegistrationNotFound when there is none that this person may know
     * @throws de.gemeinsamkommune.events.announcement.EventAlreadyStarted when it has begun
     * @throws DeskOverrun when too many commands wait
     */
    Registration cancelRegistration(String event, String registration, @Nullable String by) {
        return registration(carryOut(event, new EventCommand.CancelRegistration(registration, by)));
    }

    /**
     * Records that a person attended; harmless when repeated.
     *
     * @param minutes from 1
     * @param name of the person now, for the proof of use
     * @throws RegistrationNotFound when there is none
     * @throws PersonErased when the person was erased
     * @throws RegistrationNotConfirmed when the person had no seat
     * @throws EventNotStarted when the event has not begun
     * @throws AttendanceTooLong when the event lasts less
     * @throws AttendanceAlreadyRecorded when other minutes were recorded
     * @throws de.gemeinsamkommune.events.announcement.EventAlreadyCancelled when it was called off
     * @throws DeskOverrun when too many commands wait
     */
    public Registration attend(String event, String registration, int minutes, String name) {
        return registration(carryOut(event, new EventCommand.Attend(registration, minutes, name)));
    }

    /**
     * Cancels what an erased person has live for an event, and makes sure that nothing decided
     * before the erasure was known is written any more.
     *
     * @param registration id the person's registration has or would have
     */
    public void forget(String event, String registration) {
        carryOut(event, new EventCommand.Forget(registration));
    }

    /**
     * Makes what somebody has live for an event theirs under another id, and makes sure that
     * nothing decided before the merge was known is written any more. Harmless when repeated.
     *
     * @param person the id under which they are no longer known
     * @param into the id under which they are known
     */
    public void merge(String event, String person, String into) {
        carryOut(
                event,
                new EventCommand.Merge(
                        RegistrationId.of(event, person), RegistrationId.of(event, into), into));
    }

    /** Brings the documents of an event up to its head. */
    public void settle(String event) {
        carryOut(event, new EventCommand.Settle());
    }

    /** Takes no more commands; carries out those that wait, for some seconds at most. */
    @Override
    public void close() {
        workers.shutdown();
        try {
            if (!workers.awaitTermination(LAST_ORDERS.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("Closed while commands were waiting; none of them was answered");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void start(Lane lane) {
        try {
            workers.execute(lane::work);
        } catch (RejectedExecutionException closed) {
            throw new DeskOverrun();
        }
    }

    private static Registration registration(Answer answer) {
        return Objects.requireNonNull(answer.registration(), "command without registration");
    }

    private Answer carryOut(String event, EventCommand command) {
        Waiting waiting =
                new Waiting(
                        command,
                        new CompletableFuture<>(),
                        System.nanoTime(),
                        CONTEXTS.captureAll());
        lanes.compute(
                event,
                (id, existing) -> {
                    Lane lane = existing == null ? new Lane(id) : existing;
                    if (lane.queue.size() >= MOST_WAITING || workers.isShutdown()) {
                        throw new DeskOverrun();
                    }
                    if (existing == null) {
                        start(lane);
                    }
                    lane.queue.add(waiting);
                    return lane;
                });
        try {
            return waiting.answer().get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new DeskOverrun();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw new IllegalStateException(failed.getCause());
        }
    }

    /** What a command comes to: the head after its batch, and the registration it was about. */
    private record Answer(Event event, @Nullable Registration registration) {}

    /**
     * A command in the queue.
     *
     * @param since when it came, by {@link System#nanoTime}
     * @param context the trace it came in
     */
    private record Waiting(
            EventCommand command,
            CompletableFuture<Answer> answer,
            long since,
            ContextSnapshot context) {

        boolean isOverdue() {
            return System.nanoTime() - since > PATIENCE.toNanos();
        }
    }

    /** The commands for one event, worked off by one thread as long as there are any. */
    private final class Lane {

        private final String event;

        /** Guarded by the map of lanes. */
        private final Deque<Waiting> queue = new ArrayDeque<>();

        /** Belongs to the worker. */
        private final Deque<Waiting> inHand = new ArrayDeque<>();

        private long followedVersion = -1;
        private boolean unfinished;
        private int lostRaces;

        Lane(String event) {
            this.event = event;
        }

        void work() {
            while (takeInHand()) {
                try {
                    if (batch()) {
                        lostRaces = 0;
                    } else {
                        // a rival was faster, or messages must drain first
                        lostRaces++;
                        pause();
                        refuseOverdue();
                    }
                } catch (RuntimeException failed) {
                    fail(failed);
                } catch (Error failed) {
                    // the lane must go on, or nobody could register for this event any more
                    LOG.error("Event {}: a batch failed", event, failed);
                    fail(new IllegalStateException(failed));
                }
            }
        }

        private void fail(RuntimeException failed) {
            if (unfinished) {
                LOG.warn("Event {}: who waits will move up later", event, failed);
                unfinished = false;
            }
            inHand.forEach(waiting -> waiting.answer().completeExceptionally(failed));
            inHand.clear();
        }

        /**
         * Takes commands from the queue; false, and the lane is gone, when nothing is to be done.
         */
        private boolean takeInHand() {
            return lanes.computeIfPresent(
                            event,
                            (_, lane) -> {
                                while (inHand.size() < Batch.MOST_DECISIONS && !queue.isEmpty()) {
                                    inHand.add(queue.remove());
                                }
                                return inHand.isEmpty() && !unfinished ? null : lane;
                            })
                    != null;
        }

        /** Tries to carry out one batch; false when it has to be tried again. */
        private boolean batch() {
            Stored<Event> head = events.find(event).orElseThrow(EventNotFound::new);
            if (head.version() != followedVersion) {
                follow(head.state());
                followedVersion = head.version();
            }
            int room = Math.min(Batch.MOST_DECISIONS, MOST_PENDING - head.pending());
            if (room < Batch.MOST_PER_COMMAND) {
                return false;
            }
            List<Registration> known = known(head.state());
            List<Waiting> carriedOut = new ArrayList<>();
            List<@Nullable Registration> about = new ArrayList<>();
            List<Waiting> refused = new ArrayList<>();
            List<RuntimeException> refusals = new ArrayList<>();
            Stored<Event> written;
            Batch batch;
            Set<String> people = people(known);
            try {
                batch =
                        new Batch(
                                head.state(),
                                known,
                                people.isEmpty() ? Set.of() : erasedPeople.among(people),
                                people.isEmpty() ? Set.of() : mergedPeople.among(people),
                                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                                room);
                for (Waiting waiting : inHand) {
                    if (!batch.hasRoom()) {
                        break;
                    }
                    try {
                        about.add(batch.carryOut(waiting.command()));
                        carriedOut.add(waiting);
                    } catch (Batch.ViewOutdated outdated) {
                        throw outdated;
                    } catch (RuntimeException refusal) {
                        refused.add(waiting);
                        refusals.add(refusal);
                    }
                }
                written = batch.isChanged() ? write(head, batch, carriedOut) : head;
            } catch (Batch.ViewOutdated | StaleVersion | TooManyPending tryAgain) {
                return false;
            }
            if (written != head) {
                follow(written.state());
                followedVersion = written.version();
            }
            unfinished = batch.isUnfinished();
            inHand.removeAll(carriedOut);
            inHand.removeAll(refused);
            for (int i = 0; i < carriedOut.size(); i++) {
                carriedOut.get(i).answer().complete(new Answer(written.state(), about.get(i)));
            }
            for (int i = 0; i < refused.size(); i++) {
                refused.get(i).answer().completeExceptionally(refusals.get(i));
            }
            return true;
        }

        /** Writes in the trace of the first command, since one write has one trace. */
        private Stored<Event> write(Stored<Event> head, Batch batch, List<Waiting> carriedOut) {
            if (carriedOut.isEmpty()) {
                return events.update(head, batch.event(), batch.messages());
            }
            try (ContextSnapshot.Scope _ = carriedOut.getFirst().context().setThreadLocals()) {
                return events.update(head, batch.event(), batch.messages());
            }
        }

        private void follow(Event head) {
            List<Decision> decisions = head.seats().unapplied();
            if (!decisions.isEmpty()) {
                ledgers.forEach(ledger -> ledger.follow(event, decisions));
            }
        }

        /** Reads after the head, so that the write fails when these are newer. */
        private List<Registration> known(Event head) {
            Set<String> ids = new HashSet<>();
            for (Waiting waiting : inHand) {
                ids.addAll(waiting.command().about());
            }
            List<Registration> known = new ArrayList<>(registrations.find(ids));
            known.removeIf(registration -> !registration.event().equals(event));
            if (head.seats().waiting() > 0) {
                known.addAll(registrations.firstWaiting(event, Batch.MOST_DECISIONS + 1));
            }
            return known;
        }

        /**
         * All whom it is about. Who of them was erased or merged is asked after the head was read,
         * so that the write which an erasure or a merge makes overtakes this batch.
         */
        private Set<String> people(List<Registration> known) {
            Set<String> people = new HashSet<>();
            for (Registration registration : known) {
                if (registration.person() != null) {
                    people.add(registration.person());
                }
            }
            for (Waiting waiting : inHand) {
                switch (waiting.command()) {
                    case EventCommand.Register register -> people.add(register.person());
                    case EventCommand.Merge merge -> people.add(merge.intoPerson());
                    default -> {}
                }
            }
            return people;
        }

        private void pause() {
            long most = 1_000_000L * Math.min(lostRaces, 20);
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most) + 100_000);
        }

        private void refuseOverdue() {
            boolean refused =
                    inHand.removeIf(
                            waiting ->
                                    waiting.isOverdue()
                                            && waiting.answer()
                                                    .completeExceptionally(new DeskOverrun()));
            if (refused) {
                LOG.warn("Event {}: gave up on commands after {} tries", event, lostRaces);
            }
            if (inHand.isEmpty() && lostRaces > MOST_TRIES) {
                LOG.warn("Event {}: who waits will move up later", event);
                unfinished = false;
            }
        }
    }
}
