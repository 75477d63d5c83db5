package de.gemeinsamkommune.events.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import de.gemeinsamkommune.embedded.EmbeddedKafka;
import de.gemeinsamkommune.events.announcement.AnEvent;
import de.gemeinsamkommune.events.announcement.Decision;
import de.gemeinsamkommune.events.announcement.Event;
import de.gemeinsamkommune.events.announcement.EventNotFound;
import de.gemeinsamkommune.messaging.Topics;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The desk on the real store and broker. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
public class RegistrationDeskTest {

    private final Instance.TestClock clock = new Instance.TestClock();

    /** Ends in the middle: some decisions are followed, the others are not. */
    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static UnaryOperator<Ledger> crashing(Predicate<List<Decision>> when) {
        return ledger ->
                (event, decisions) -> {
                    if (when.test(decisions)) {
                        ledger.follow(
                                event,
                                decisions.subList(
                                        0, ThreadLocalRandom.current().nextInt(decisions.size())));
                        throw new Crash();
                    }
                    ledger.follow(event, decisions);
                };
    }

    private static Predicate<List<Decision>> about(String person) {
        return decisions ->
                decisions.stream().anyMatch(decision -> person.equals(decision.person()));
    }

    @Test
    void seats_waiting_list_and_moving_up() {
        try (Instance instance = Instance.on(Instance.database(), clock)) {
            String event = instance.publish(2).id();
            assertThat(instance.register(event, "anna").status())
                    .isEqualTo(RegistrationStatus.CONFIRMED);
            assertThat(instance.register(event, "ben").status())
                    .isEqualTo(RegistrationStatus.CONFIRMED);
            Registration cem = instance.register(event, "cem");
            Registration dana = instance.register(event, "dana");
            assertThat(cem.status()).isEqualTo(RegistrationStatus.WAITING);
            assertThat(instance.registrations.position(cem)).isEqualTo(1);
            assertThat(instance.registrations.position(dana)).isEqualTo(2);

            instance.desk.cancelRegistration(event, RegistrationId.of(event, "anna"), "anna");

            Registration moved = instance.registrations.find(event, cem.id()).orElseThrow();
            assertThat(moved.status()).isEqualTo(RegistrationStatus.CONFIRMED);
            assertThat(instance.registrations.position(dana)).isEqualTo(1);
            check(instance, event);
        }
    }

    @Test
    void commands_for_unknown_events_are_refused() {
        try (Instance instance = Instance.on(Instance.database(), clock)) {
            assertThatThrownBy(() -> instance.register("nirgends", "anna"))
                    .isInstanceOf(EventNotFound.class);
        }
    }

    @Test
    void many_at_once_are_decided_in_few_writes() throws Exception {
        try (Instance instance = Instance.on(Instance.database(), clock)) {
            String event = instance.publish(300).id();
            long before = instance.events.find(event).orElseThrow().version();
            int people = 400;
            inParallel(
                    people,
                    i -> {
                        instance.register(event, "p" + i);
                    });
            Event head = instance.head(event);
            assertThat(head.seats().confirmed()).isEqualTo(300);
            assertThat(head.seats().waiting()).isEqualTo(100);
            assertThat(instance.events.find(event).orElseThrow().version() - before)
                    .isLessThan(people / 2);
            check(instance, event);
        }
    }

    @Test
    void a_hundred_move_up_when_seats_are_added() throws Exception {
        try (Instance instance = Instance.on(Instance.database(), clock)) {
            String event = instance.publish(1).id();
            inParallel(
                    121,
                    i -> {
                        instance.register(event, "p" + i);
                    });
            assertThat(instance.head(event).seats().waiting()).isEqualTo(120);
            instance.desk.change(event, instance.head(event).revision(), AnEvent.announcement(111));
            await().untilAsserted(
                            () ->
                                    assertThat(instance.head(event).seats().confirmed())
                                            .isEqualTo(111));
            // the head is ahead of its documents: wait for the last batch to be through
            instance.desk.settle(event);
            check(instance, event);
        }
    }

    @Test
    void cancelling_the_event_cancels_every_document() throws Exception {
        try (Instance instance = Instance.on(Instance.database(), clock)) {
            String event = instance.publish(20).id();
            inParallel(
                    60,
                    i -> {
                        instance.register(event, "p" + i);
                    });
            instance.desk.cancel(event);
            assertThat(instance.registrations.of(event, 0, 100))
                    .hasSize(60)
                    .noneMatch(Registration::isLive);
            check(instance, event);
        }
    }

    @Test
    void what_a_crash_left_on_the_head_is_followed_at_the_next_start() {
        String database = Instance.database();
        String event;
        try (Instance crashing = Instance.on(database, clock, crashing(about("ben")))) {
            event = crashing.publish(1).id();
            crashing.register(event, "anna");
            assertThatThrownBy(() -> crashing.register(event, "ben")).isInstanceOf(Crash.class);
            assertThat(crashing.head(event).seats().waiting()).isEqualTo(1);
            assertThat(crashing.registrations.find(event, RegistrationId.of(event, "ben")))
                    .isEmpty();
        }
        try (Instance next = Instance.on(database, clock)) {
            new SettlingAtStart(next.events, next.desk).run(null);
            assertThat(
                            next.registrations
                                    .find(event, RegistrationId.of(event, "ben"))
                                    .orElseThrow()
                                    .status())
                    .isEqualTo(RegistrationStatus.WAITING);
            assertThat(next.head(event).seats().unapplied()).isEmpty();
            assertThat(next.events.withUnappliedDecisions()).isEmpty();
            // the one who got no answer asks again
            assertThat(next.register(event, "ben").status()).isEqualTo(RegistrationStatus.WAITING);
            check(next, event);
        }
    }

    @Test
    void a_late_applier_does_no_harm() {
        try (Instance instance = Instance.on(Instance.database(), clock)) {
            String event = instance.publish(5).id();
            instance.register(event, "anna");
            List<Decision> late = instance.head(event).seats().unapplied();
            instance.desk.cancelRegistration(event, RegistrationId.of(event, "anna"), "anna");
            instance.registrations.forget("anna");
            instance.registrations.follow(event, late);
            Registration anna =
                    instance.registrations
                            .find(event, RegistrationId.of(event, "anna"))
                            .orElseThrow();
            assertThat(anna.status()).isEqualTo(RegistrationStatus.CANCELLED);
            assertThat(anna.person()).isNull();
        }
    }

    @Test
    void a_crash_after_attending_still_makes_out_the_proof() {
        AtomicBoolean crash = new AtomicBoolean(true);
        Predicate<List<Decision>> attending =
                decisions -> crash.get() && decisions.getFirst().kind() == Decision.Kind.ATTEND;
        try (Instance instance = Instance.on(Instance.database(), clock, crashing(attending))) {
            String event = instance.publish(5).id();
            String anna = instance.register(event, "anna").id();
            clock.set(AnEvent.NOW.plus(Duration.ofDays(7)));
            assertThatThrownBy(() -> instance.desk.attend(event, anna, 60, "Anna Muster"))
                    .isInstanceOf(Crash.class);
            assertThat(instance.proofs.holdAbout("anna")).isFalse();
            crash.set(false);
            instance.desk.settle(event);
            assertThat(instance.proofs.holdAbout("anna")).isTrue();
            assertThat(instance.head(event).toString()).doesNotContain("Muster");
        }
    }

    @Test
    void when_too_many_wait_the_rest_is_refused_at_once() throws Exception {
        CountDownLatch open = new CountDownLatch(1);
        UnaryOperator<Ledger> gate =
                ledger ->
                        (event, decisions) -> {
                            waitFor(open);
                            ledger.follow(event, decisions);
                        };
        try (Instance instance = Instance.on(Instance.database(), clock, gate)) {
            String event = instance.publish(5_000).id();
            AtomicInteger refused = new AtomicInteger();
            AtomicInteger registered = new AtomicInteger();
            int people = RegistrationDesk.MOST_WAITING + Batch.MOST_DECISIONS + 40;
            try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < people; i++) {
                    String person = "p" + i;
                    clients.submit(
                            () -> {
                                try {
                                    instance.register(event, person);
                                    registered.incrementAndGet();
                                } catch (DeskOverrun overrun) {
                                    refused.incrementAndGet();
                                }
                            });
                }
                await().atMost(Duration.ofSeconds(30)).until(() -> refused.get() >= 40);
                open.countDown();
            }
            assertThat(registered.get() + refused.get()).isEqualTo(people);
            assertThat(registered.get()).isPositive();
            assertThat(instance.head(event).seats().confirmed()).isEqualTo(registered.get());
        }
    }

    @Test
    void while_the_broker_is_away_commands_are_refused_before_messages_pile_up(@TempDir Path folder)
            throws Exception {
        String database = Instance.database();
        AtomicInteger refused = new AtomicInteger();
        String event;
        EmbeddedKafka broker = EmbeddedKafka.start(folder, 0, 0);
        Topics.declare(broker.bootstrap());
        try (Instance cutOff = Instance.on(database, clock, broker)) {
            broker.close();
            event = cutOff.publish(500).id();
            String id = event;
            inParallel(
                    230,
                    i -> {
                        try {
                            cutOff.register(id, "p" + i);
                        } catch (DeskOverrun overrun) {
                            refused.incrementAndGet();
                        }
                    });
            assertThat(cutOff.head(event).seats().confirmed())
                    .isEqualTo(230 - refused.get())
                    .isLessThan(200);
        }
        try (Instance instance = Instance.on(database, clock)) {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> instance.events.find(event).orElseThrow().pending() == 0);
            inParallel(
                    230,
                    i -> {
                        instance.register(event, "p" + i);
                    });
            assertThat(instance.head(event).seats().confirmed()).isEqualTo(230);
            check(instance, event);
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12})
    void random_histories_keep_the_invariants(long seed) throws Exception {
        String database = Instance.database();
        Random crashes = new Random(seed);
        AtomicBoolean crashing = new AtomicBoolean(true);
        Predicate<List<Decision>> sometimes =
                _ -> {
                    synchronized (crashes) {
                        return crashing.get() && crashes.nextInt(12) == 0;
                    }
                };
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger crashed = new AtomicInteger();
        try (Instance one = Instance.on(database, clock);
                Instance other = Instance.on(database, clock, crashing(sometimes))) {
            List<String> events = List.of(one.publish(8).id(), one.publish(15).id());
            Future<?> watch = watching(one, events, over);
            inParallel(
                    40,
                    i -> {
                        Random random = new Random(seed * 1_000 + i);
                        for (int step = 0; step < 12; step++) {
                            Instance instance = random.nextInt(3) == 0 ? other : one;
                            String event = events.get(random.nextInt(2));
                            try {
                                act(instance, event, "p" + i, random);
                                answered.incrementAndGet();
                            } catch (Crash crash) {
                                crashed.incrementAndGet();
                            }
                        }
                    });
            over.set(true);
            watch.get(30, TimeUnit.SECONDS);
            crashing.set(false);
            for (String event : events) {
                one.desk.settle(event);
                check(one, event);
            }
            assertThat(answered.get()).isGreaterThan(200);
            assertThat(crashed.get()).as("the harness has crashed something").isPositive();
            one.desk.cancel(events.getFirst());
            check(one, events.getFirst());
        }
    }

    private static Future<?> watching(Instance instance, List<String> events, AtomicBoolean over) {
        ExecutorService watcher = Executors.newVirtualThreadPerTaskExecutor();
        Future<?> watch =
                watcher.submit(
                        () -> {
                            while (!over.get()) {
                                for (String event : events) {
                                    Event head = instance.head(event);
                                    assertThat(head.seats().confirmed())
                                            .isBetween(0, head.announcement().capacity());
                                    assertThat(head.seats().waiting()).isNotNegative();
                                    assertThat(head.seats().unapplied())
                                            .hasSizeLessThanOrEqualTo(Batch.MOST_DECISIONS);
                                }
                            }
                        });
        watcher.shutdown();
        return watch;
    }

    private static void act(Instance instance, String event, String person, Random random) {
        int choice = random.nextInt(100);
        if (choice < 60) {
            assertThat(instance.register(event, person).isLive()).isTrue();
        } else if (choice < 90) {
            try {
                instance.desk.cancelRegistration(event, RegistrationId.of(event, person), person);
            } catch (RegistrationNotFound neverRegistered) {
                assertThat(neverRegistered).isNotNull();
            }
        } else {
            try {
                instance.desk.change(
                        event,
                        instance.head(event).revision(),
                        AnEvent.announcement(5 + random.nextInt(20)));
            } catch (de.gemeinsamkommune.events.announcement.CapacityBelowConfirmed
                    | de.gemeinsamkommune.events.announcement.AnnouncementChangedMeanwhile
                            refused) {
                assertThat(refused).isNotNull();
            }
        }
    }

    /** Head, documents and messages tell the same story, and it is a legal one. */
    public static void check(Instance instance, String event) {
        Event head = instance.head(event);
        List<Registration> documents = instance.registrations.of(event, 0, 10_000);
        Replay kept = Replay.of(documents);
        assertThat(kept.confirmed()).hasSize(head.seats().confirmed());
        assertThat(kept.waiting()).hasSize(head.seats().waiting());
        assertThat(head.seats().confirmed()).isLessThanOrEqualTo(head.announcement().capacity());
        if (head.isPublished()) {
            assertThat(
                            head.seats().waiting() == 0
                                    || head.seats().confirmed() == head.announcement().capacity())
                    .as("nobody waits beside a free seat")
                    .isTrue();
        }
        List<String> people =
                documents.stream().filter(Registration::isLive).map(Registration::person).toList();
        assertThat(people).doesNotHaveDuplicates();
        List<Long> places = new ArrayList<>();
        documents.forEach(it -> places.add(it.place()));
        assertThat(places).doesNotHaveDuplicates();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> instance.events.find(event).orElseThrow().pending() == 0);
        assertThat(Replay.of(Stream.of(event)).live()).isEqualTo(kept.live());
        long last = 0;
        for (var record : Stream.records("events.event", event)) {
            assertThat(Long.parseLong(Stream.header(record, "ce_sequence"))).isEqualTo(++last);
        }
    }

    public interface Work {
        void of(int i) throws Exception;
    }

    public static void inParallel(int clients, Work work) throws Exception {
        Set<Throwable> failures = ConcurrentHashMap.newKeySet();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < clients; i++) {
                int client = i;
                threads.submit(
                        () -> {
                            try {
                                work.of(client);
                            } catch (Throwable failure) {
                                failures.add(failure);
                            }
                        });
            }
        }
        assertThat(failures).isEmpty();
    }
}
