package de.gemeinsamkommune.events.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import de.gemeinsamkommune.events.announcement.AnEvent;
import de.gemeinsamkommune.events.registration.ErasedPeople;
import de.gemeinsamkommune.events.registration.Instance;
import de.gemeinsamkommune.events.registration.PersonErased;
import de.gemeinsamkommune.events.registration.Registration;
import de.gemeinsamkommune.events.registration.RegistrationDeskTest;
import de.gemeinsamkommune.events.registration.RegistrationId;
import de.gemeinsamkommune.events.registration.RegistrationStatus;
import de.gemeinsamkommune.events.registration.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ErasingTest {

    private final Instance.TestClock clock = new Instance.TestClock();
    private final String database = Instance.database();
    private final AtomicReference<ErasedPeople> erased = new AtomicReference<>();

    @Test
    void frees_the_seat_and_removes_the_person() {
        try (Instance instance = instance()) {
            String anna = UUID.randomUUID().toString();
            String event = instance.publish(1).id();
            instance.register(event, anna);
            Registration ben = instance.register(event, "ben");
            assertThat(ben.status()).isEqualTo(RegistrationStatus.WAITING);

            Erasing erasing = erasing(instance);
            erasing.erase(anna);

            Registration left =
                    instance.registrations
                            .find(event, RegistrationId.of(event, anna))
                            .orElseThrow();
            assertThat(left.person()).isNull();
            assertThat(left.status()).isEqualTo(RegistrationStatus.CANCELLED);
            assertThat(instance.registrations.find(event, ben.id()).orElseThrow().status())
                    .isEqualTo(RegistrationStatus.CONFIRMED);
            assertThatThrownBy(() -> instance.register(event, anna))
                    .isInstanceOf(PersonErased.class);
            RegistrationDeskTest.check(instance, event);
            assertThat(confirmation(anna).path("held").size()).isZero();

            erasing.erase(anna);
            assertThat(Stream.records("events.erasure", anna)).hasSize(1);
        }
    }

    @Test
    void the_proof_of_use_stays_and_is_named() {
        try (Instance instance = instance()) {
            String anna = UUID.randomUUID().toString();
            String event = instance.publish(1).id();
            String registration = instance.register(event, anna).id();
            clock.set(AnEvent.NOW.plus(Duration.ofDays(7)));
            instance.desk.attend(event, registration, 60, "Anna Muster");

            erasing(instance).erase(anna);

            assertThat(instance.proofs.holdAbout(anna)).isTrue();
            Registration left = instance.registrations.find(event, registration).orElseThrow();
            assertThat(left.person()).isNull();
            assertThat(left.minutes()).isEqualTo(60);
            assertThat(left.status()).isEqualTo(RegistrationStatus.CONFIRMED);
            assertThat(instance.head(event).toString()).doesNotContain("Muster");
            JsonNode held = confirmation(anna).path("held");
            assertThat(held.size()).isEqualTo(1);
            assertThat(held.get(0).path("what").asString()).isEqualTo("attendance-proof");
            assertThat(held.get(0).path("reason").asString()).isEqualTo("proof-of-use");
        }
    }

    @Test
    void a_person_nobody_knows_is_confirmed_too() {
        try (Instance instance = instance()) {
            String nobody = UUID.randomUUID().toString();
            erasing(instance).erase(nobody);
            assertThat(confirmation(nobody).path("held").size()).isZero();
        }
    }

    /** The batch asks who is erased, then waits until the erasure is over, then writes. */
    @Test
    void a_command_decided_on_before_the_erasure_was_known_does_not_slip_through()
            throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch confirmed = new CountDownLatch(1);
        AtomicInteger questions = new AtomicInteger();
        try (Instance eraser = instance();
                Instance slow =
                        Instance.on(
                                database,
                                clock,
                                (ErasedPeople)
                                        people -> {
                                            Set<String> answer = erased.get().among(people);
                                            if (questions.incrementAndGet() == 1) {
                                                asked.countDown();
                                                awaitLatch(confirmed);
                                            }
                                            return answer;
                                        })) {
            String anna = UUID.randomUUID().toString();
            String event = eraser.publish(5).id();
            Erasing erasing = erasing(eraser);
            CompletableFuture<Registration> registering =
                    CompletableFuture.supplyAsync(() -> slow.register(event, anna));
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

            erasing.erase(anna);
            confirmed.countDown();

            assertThatThrownBy(registering::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(PersonErased.class);
            assertThat(questions.get()).isEqualTo(2);
            assertThat(eraser.registrations.find(event, RegistrationId.of(event, anna))).isEmpty();
            assertThat(eraser.head(event).seats().confirmed()).isZero();
        }
    }

    @Test
    void nobody_who_is_erased_while_registering_stays_registered() throws Exception {
        try (Instance one = instance();
                Instance other = Instance.on(database, clock, asks())) {
            Erasing erasing = erasing(one);
            List<String> events = List.of(one.publish(6).id(), one.publish(3).id());
            RegistrationDeskTest.inParallel(
                    24,
                    i -> {
                        String person = UUID.randomUUID().toString();
                        if (i % 2 == 0) {
                            other.register(events.get(i % 4 / 2), person);
                            return;
                        }
                        Thread client =
                                Thread.ofVirtual()
                                        .start(() -> registerUntilErased(other, events, person));
                        erasing.erase(person);
                        // from the confirmation on there must be nothing, now and later
                        assertThat(one.registrations.eventsOf(person)).isEmpty();
                        client.join(Duration.ofSeconds(30));
                        assertThat(client.isAlive()).isFalse();
                        assertThat(one.registrations.eventsOf(person)).isEmpty();
                        for (String event : events) {
                            assertThat(
                                            one.registrations
                                                    .find(event, RegistrationId.of(event, person))
                                                    .map(Registration::isLive)
                                                    .orElse(false))
                                    .isFalse();
                        }
                    });
            for (String event : events) {
                one.desk.settle(event);
                RegistrationDeskTest.check(one, event);
            }
        }
    }

    private static void registerUntilErased(Instance instance, List<String> events, String person) {
        while (true) {
            for (String event : events) {
                try {
                    instance.register(event, person);
                    instance.cancel(event, person);
                } catch (PersonErased asItShouldBe) {
                    return;
                }
            }
        }
    }

    private Instance instance() {
        return Instance.on(database, clock, asks());
    }

    private ErasedPeople asks() {
        return people -> {
            ErasedPeople known = erased.get();
            return known == null ? Set.of() : known.among(people);
        };
    }

    private Erasing erasing(Instance instance) {
        MongoErasures erasures = new MongoErasures(instance.messaging());
        erased.set(erasures);
        return new Erasing(
                erasures,
                instance.events,
                instance.registrations,
                instance.desk,
                instance.proofs,
                clock);
    }

    private static JsonNode confirmation(String person) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !Stream.records("events.erasure", person).isEmpty());
        return JsonMapper.shared()
                .readTree(Stream.records("events.erasure", person).getFirst().value());
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("the erasure did not end");
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
