package de.gemeinsamkommune.events.demo;

import static org.assertj.core.api.Assertions.assertThat;

import de.gemeinsamkommune.events.announcement.Announcement;
import de.gemeinsamkommune.events.announcement.Events;
import de.gemeinsamkommune.events.format.EventFormats;
import de.gemeinsamkommune.events.registration.Instance;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

class DemoEventsTest {

    @Test
    void publishes_marked_events_once_at_days_relative_to_now() {
        Instance.TestClock clock = new Instance.TestClock();
        Instant first = clock.instant();
        try (Instance instance = Instance.on(Instance.database(), clock)) {
            Events events = instance.events;
            new DemoEvents(events, clock).run(null);
            clock.set(first.plusSeconds(86_400));
            new DemoEvents(events, clock).run(null);
            List<de.gemeinsamkommune.events.announcement.Event> all = instance.all();
            assertThat(all).hasSize(14).allMatch(event -> event.demo() && event.isPublished());
            assertThat(all).anyMatch(event -> event.hasEnded(first));
            assertThat(all).filteredOn(event -> !event.hasStarted(first)).hasSize(7);
            EventFormats formats = new EventFormats();
            for (var event : all) {
                Announcement said = event.announcement();
                assertThat(said.flaws(formats.codes())).as(said.title()).isEmpty();
            }
        }
    }
}
