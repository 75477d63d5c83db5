package de.gemeinsamkommune.events.demo;

import de.gemeinsamkommune.defaults.IdempotencyKey;
import de.gemeinsamkommune.events.announcement.Announcement;
import de.gemeinsamkommune.events.announcement.AnnouncementEvent.EventPublished;
import de.gemeinsamkommune.events.announcement.Audience;
import de.gemeinsamkommune.events.announcement.BerlinTime;
import de.gemeinsamkommune.events.announcement.Event;
import de.gemeinsamkommune.events.announcement.Events;
import de.gemeinsamkommune.messaging.AggregateExists;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.UUID;

/** Publishes the demo events at the first start with {@code DEMO=true}; later starts find them. */
@Component
@ConditionalOnProperty(name = "events.demo", havingValue = "true")
final class DemoEvents implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(DemoEvents.class);

    private static final UUID NAMESPACE = UUID.fromString("6a2f4f0e-3d0b-5b7e-9a61-2f6b1c9d8e35");

    private final Events events;
    private final Clock clock;

    DemoEvents(Events events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    /**
     * An invented event.
     *
     * @param day days from the first start
     * @param start time of day in Berlin
     * @param minutes how long it lasts
     */
    private record DemoEvent(
            String title,
            String description,
            String format,
            List<String> topics,
            String venue,
            int day,
            LocalTime start,
            int minutes,
            int capacity,
            Audience audience) {

        String id() {
            return IdempotencyKey.uuid5(NAMESPACE, title).toString();
        }

        Announcement announcement(LocalDate today) {
            Instant startsAt =
                    workday(today.plusDays(day)).atTime(start).atZone(BerlinTime.ZONE).toInstant();
            return new Announcement(
                    title,
                    description,
                    format,
                    topics,
                    startsAt,
                    startsAt.plus(Duration.ofMinutes(minutes)),
                    venue,
                    null,
                    capacity,
                    audience,
                    null);
        }

        private static LocalDate workday(LocalDate date) {
            return switch (date.getDayOfWeek()) {
                case SATURDAY, SUNDAY -> date.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
                default -> date;
            };
        }
    }

    @Override
    public void run(ApplicationArguments arguments) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), BerlinTime.ZONE);
        int published = 0;
        for (DemoEvent demo : read()) {
            Event event = Event.demo(demo.id(), demo.announcement(today));
            try {
                events.insert(event, List.of(EventPublished.of(event)));
                published++;
            } catch (AggregateExists publishedBefore) {
                LOG.debug("Demo event {} is there already", event.id());
            }
        }
        LOG.info("Published {} demo events", published);
    }

    private static List<DemoEvent> read() {
        try (InputStream json = new ClassPathResource("events/demo-events.json").getInputStream()) {
            return List.of(JsonMapper.shared().readValue(json, DemoEvent[].class));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
