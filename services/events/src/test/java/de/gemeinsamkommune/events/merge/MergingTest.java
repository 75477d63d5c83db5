package de.gemeinsamkommune.events.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.gemeinsamkommune.events.announcement.AnEvent;
import de.gemeinsamkommune.events.erasure.MongoErasures;
import de.gemeinsamkommune.events.registration.Instance;
import de.gemeinsamkommune.events.registration.PersonMerged;
import de.gemeinsamkommune.events.registration.Registration;
import de.gemeinsamkommune.events.registration.RegistrationId;
import de.gemeinsamkommune.events.registration.RegistrationStatus;
import de.gemeinsamkommune.testsupport.Contracts;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** On the real store and broker. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class MergingTest {

    private final Instance.TestClock clock = new Instance.TestClock();
    private final String database = Instance.database();

    @Test
    void registrations_and_proofs_of_both_are_those_of_one_person() {
        try (Instance instance = Instance.on(database, clock)) {
            String anna = UUID.randomUUID().toString();
            String anne = UUID.randomUUID().toString();
            String twice = instance.publish(2).id();
            instance.register(twice, anna);
            instance.register(twice, anne);
            Registration waits = instance.register(twice, "ben");
            String once = instance.publish(1).id();
            instance.register(once, anna);
            String past = instance.publish(2).id();
            String one = instance.register(past, anna).id();
            String two = instance.register(past, anne).id();

            Merging merging = merging(instance);
            merging.merge(anna, anne);
            merging.merge(anna, anne);

            assertThat(instance.head(twice).seats().confirmed()).isEqualTo(2);
            assertThat(status(instance, twice, waits.id())).isEqualTo(RegistrationStatus.CONFIRMED);
            assertThat(status(instance, once, RegistrationId.of(once, anne)))
                    .isEqualTo(RegistrationStatus.CONFIRMED);
            assertThat(instance.head(once).seats().confirmed()).isEqualTo(1);
            assertThatThrownBy(() -> instance.register(once, anna))
                    .isInstanceOf(PersonMerged.class);
            assertThat(status(instance, past, one)).isEqualTo(RegistrationStatus.CANCELLED);
            assertThat(status(instance, past, two)).isEqualTo(RegistrationStatus.CONFIRMED);
        }
    }

    @Test
    void of_two_proofs_about_one_event_one_counts_and_both_are_kept() {
        try (Instance instance = Instance.on(database, clock)) {
            String anna = UUID.randomUUID().toString();
            String anne = UUID.randomUUID().toString();
            String event = instance.publish(2).id();
            String one = instance.register(event, anna).id();
            String two = instance.register(event, anne).id();
            clock.set(AnEvent.NOW.plus(Duration.ofDays(7)));
            instance.desk.attend(event, one, 90, "Anna Muster");
            instance.desk.attend(event, two, 60, "Anne Muster");

            Merging merging = merging(instance);
            merging.merge(anna, anne);
            merging.merge(anna, anne);

            assertThat(instance.registrations.find(event, two).orElseThrow().minutes())
                    .isEqualTo(90);
            assertThat(instance.proofs.of(event, "", 10))
                    .singleElement()
                    .satisfies(
                            proof -> {
                                assertThat(proof.person()).isEqualTo(anne);
                                assertThat(proof.minutes()).isEqualTo(90);
                            });
            assertThat(instance.proofs.holdAbout(anna)).isTrue();
        }
    }

    @Test
    void it_does_not_matter_in_which_order_two_merges_come() {
        try (Instance instance = Instance.on(database, clock)) {
            String first = UUID.randomUUID().toString();
            String second = UUID.randomUUID().toString();
            String third = UUID.randomUUID().toString();
            String event = instance.publish(3).id();
            instance.register(event, first);
            instance.register(event, second);

            Merging merging = merging(instance);
            merging.merge(second, third);
            merging.merge(first, second);

            assertThat(status(instance, event, RegistrationId.of(event, third)))
                    .isEqualTo(RegistrationStatus.CONFIRMED);
            assertThat(instance.head(event).seats().confirmed()).isEqualTo(1);
        }
    }

    @Test
    void whoever_registers_during_the_merge_has_one_seat_or_is_refused() {
        try (Instance one = Instance.on(database, clock);
                Instance other = Instance.on(database, clock)) {
            Merging merging = merging(one);
            String event = one.publish(100).id();
            for (int i = 1; i <= 20; i++) {
                String anna = UUID.randomUUID().toString();
                String anne = UUID.randomUUID().toString();
                CompletableFuture<Void> registering =
                        CompletableFuture.runAsync(
                                () -> {
                                    try {
                                        other.register(event, anna);
                                    } catch (PersonMerged asItMayBe) {
                                        one.register(event, anne);
                                    }
                                });
                merging.merge(anna, anne);
                registering.join();
                assertThat(status(one, event, RegistrationId.of(event, anne)))
                        .isEqualTo(RegistrationStatus.CONFIRMED);
                assertThat(one.head(event).seats().confirmed()).isEqualTo(i);
            }
        }
    }

    @Test
    void the_message_is_read_as_agreed() {
        Merging.PersonMerged merged =
                Contracts.consumes("membership.person-merged.v1", Merging.PersonMerged.class);
        assertThat(merged.person()).isNotBlank();
        assertThat(merged.into()).isNotBlank();
    }

    private Merging merging(Instance instance) {
        return new Merging(
                new Merges(instance.messaging()),
                instance.events,
                instance.registrations,
                instance.desk,
                instance.proofs,
                new MongoErasures(instance.messaging()),
                clock);
    }

    private static RegistrationStatus status(Instance instance, String event, String registration) {
        return instance.registrations.find(event, registration).orElseThrow().status();
    }
}
