package de.gemeinsamkommune.events.registration;

import static org.assertj.core.api.Assertions.assertThat;

import de.gemeinsamkommune.events.announcement.AnEvent;
import de.gemeinsamkommune.events.announcement.Event;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

class PastRegistrationsTest {

    private final Instance.TestClock clock = new Instance.TestClock();

    @Test
    void of_past_events_the_people_go_and_the_figures_stay() {
        try (Instance instance = Instance.on(Instance.database(), clock)) {
            PastRegistrations rule =
                    new PastRegistrations(instance.registrations, instance.events, instance.desk);
            Event event = instance.publish(2);
            String id = event.id();
            String registration = instance.register(id, "anna").id();
            Instant end = event.announcement().endsAt();
            Instant after = end.plusMillis(1);
            clock.set(AnEvent.NOW.plus(Duration.ofDays(7)));
            instance.desk.attend(id, registration, 60, "Anna Muster");

            assertThat(rule.due(end, Set.of(), 10)).as("not over before that").isEmpty();
            assertThat(rule.next(end)).isEqualTo(end);
            assertThat(rule.act(id, end)).isFalse();
            assertThat(rule.due(after, Set.of(), 10)).isEqualTo(List.of(id));
            assertThat(rule.due(after, Set.of(id), 10)).isEmpty();
            assertThat(rule.count(after, Set.of())).isEqualTo(1);

            assertThat(rule.act(id, after)).isTrue();

            Registration left = instance.registrations.find(id, registration).orElseThrow();
            assertThat(left.person()).isNull();
            assertThat(left.minutes()).isEqualTo(60);
            assertThat(left.status()).isEqualTo(RegistrationStatus.CONFIRMED);
            assertThat(instance.head(id).toString()).doesNotContain("Muster", "anna");
            assertThat(rule.count(after, Set.of())).isZero();
            assertThat(rule.act(id, after)).isFalse();
            RegistrationDeskTest.check(instance, id);
        }
    }
}
