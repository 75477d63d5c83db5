package de.gemeinsamkommune.events.registration;

import de.gemeinsamkommune.embedded.EmbeddedKafka;
import de.gemeinsamkommune.events.announcement.AnEvent;
import de.gemeinsamkommune.events.announcement.Event;
import de.gemeinsamkommune.events.announcement.Events;
import de.gemeinsamkommune.events.attendance.AttendanceProofs;
import de.gemeinsamkommune.events.merge.Merges;
import de.gemeinsamkommune.messaging.Messaging;
import de.gemeinsamkommune.messaging.MessagingConfiguration;
import de.gemeinsamkommune.testsupport.Parts;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** One instance of the service without its edges: desk, stores and relay on the shared parts. */
public final class Instance implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final Messaging messaging;
    public final Events events;
    public final MongoRegistrations registrations;
    public final AttendanceProofs proofs;
    public final RegistrationDesk desk;

    /** Not annotated as a configuration, or the service's own tests would find it. */
    @Import(MessagingConfiguration.class)
    static class Parted {

        @Bean
        SimpleMeterRegistry meters() {
            return new SimpleMeterRegistry();
        }

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }

    /** A clock the test moves by hand. */
    public static final class TestClock extends Clock {

        private final AtomicReference<Instant> now = new AtomicReference<>(AnEvent.NOW);

        public void set(Instant instant) {
            now.set(instant);
        }

        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    }

    private Instance(
            String database,
            Clock clock,
            String broker,
            UnaryOperator<Ledger> around,
            ErasedPeople erased) {
        context =
                new SpringApplicationBuilder(Parted.class)
                        .web(WebApplicationType.NONE)
                        .registerShutdownHook(false)
                        .properties(
                                Map.of(
                                        "spring.application.name", "events",
                                        "spring.config.name", "none",
                                        "spring.main.banner-mode", "off",
                                        "MONGODB_URI", Parts.shared().mongodbUri(database),
                                        "KAFKA_BOOTSTRAP_SERVERS", broker))
                        .run();
        messaging = context.getBean(Messaging.class);
        events = new Events(messaging);
        registrations = new MongoRegistrations(messaging);
        proofs = new AttendanceProofs(messaging);
        desk =
                new RegistrationDesk(
                        events,
                        registrations,
                        List.of(around.apply(registrations), around.apply(proofs)),
                        erased,
                        new Merges(messaging),
                        clock);
    }

    /** A database nobody else uses. */
    public static String database() {
        return "desk_" + UUID.randomUUID().toString().substring(0, 8);
    }

    public static Instance on(String database, Clock clock) {
        return new Instance(
                database, clock, broker(), ledger -> ledger, people -> java.util.Set.of());
    }

    /** An instance with a broker of its own, which may go away. */
    static Instance on(String database, Clock clock, EmbeddedKafka broker) {
        return new Instance(
                database,
                clock,
                broker.bootstrap(),
                ledger -> ledger,
                people -> java.util.Set.of());
    }

    private static String broker() {
        return Parts.shared().kafkaBootstrapServers();
    }

    /** An instance whose documents follow through another ledger. */
    public static Instance on(String database, Clock clock, UnaryOperator<Ledger> around) {
        return new Instance(database, clock, broker(), around, people -> java.util.Set.of());
    }

    /** An instance that asks somebody else who was erased. */
    public static Instance on(String database, Clock clock, ErasedPeople erased) {
        return new Instance(database, clock, broker(), ledger -> ledger, erased);
    }

    public Event publish(int capacity) {
        Event event = AnEvent.published(UUID.randomUUID().toString(), capacity);
        return events.insert(
                event,
                List.of(
                        de.gemeinsamkommune.events.announcement.AnnouncementEvent.EventPublished.of(
                                event)));
    }

    public Event head(String event) {
        return events.find(event).orElseThrow().state();
    }

    public Registration register(String event, String person) {
        return desk.register(
                event,
                new EventCommand.Register(
                        RegistrationId.of(event, person), person, true, "09178", null, "body"));
    }

    public Registration cancel(String event, String person) {
        return desk.cancelRegistration(event, RegistrationId.of(event, person), person);
    }

    /** Every event there is. */
    public List<Event> all() {
        List<String> ids =
                messaging
                        .database()
                        .getCollection("events")
                        .find()
                        .map(document -> document.getString("_id"))
                        .into(new java.util.ArrayList<>());
        return events.find(ids);
    }

    public Messaging messaging() {
        return messaging;
    }

    @Override
    public void close() {
        desk.close();
        context.close();
    }
}
