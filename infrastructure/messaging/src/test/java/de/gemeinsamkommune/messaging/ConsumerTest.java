package de.gemeinsamkommune.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.gemeinsamkommune.messaging.Lab.Tally;
import de.gemeinsamkommune.messaging.Lab.TallyEvent.Added;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.core.ThrowingRunnable;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;

class ConsumerTest {

    private static final String PRODUCER = Lab.database();

    /** Notes what it gets; fails at the number 13 as long as it is told to. */
    private record Diary(Queue<Long> numbers, AtomicBoolean fails, List<String> keys)
            implements Reaction {

        @Override
        public String name() {
            return "diary";
        }

        @Override
        public List<String> topics() {
            return List.of(Lab.TOPIC);
        }

        @Override
        public void on(Message message) {
            if (!keys.contains(message.subject())) {
                return;
            }
            long number = message.read(Added.class).number();
            if (number == 13 && fails.get()) {
                throw new IllegalStateException("thirteen");
            }
            numbers.add(number);
        }
    }

    @Test
    void a_projection_applies_every_message_once_and_in_order() {
        String id = id();
        var projection = new Lab.TallyProjection("tally_view", Lab.TOPIC);
        try (var service = Lab.start(Lab.database(), List.of(projection))) {
            for (long number = 1; number <= 3; number++) {
                send(id, number, 1, number);
            }
            send(id, 2, 1, 2);
            send(id, 4, 1, 4);

            awaitTally(service, projection, id, tally(1, 2, 3, 4));
        }
    }

    @Test
    void a_projection_follows_a_producer_restored_from_a_backup() {
        String id = id();
        var projection = new Lab.TallyProjection("tally_view", Lab.TOPIC);
        try (var service = Lab.start(Lab.database(), List.of(projection))) {
            send(id, 1, 1, 1);
            send(id, 2, 1, 2);
            send(id, 2, 2, 5);
            send(id, 3, 1, 3);
            send(id, 3, 2, 6);

            awaitTally(service, projection, id, tally(1, 2, 5, 6));
        }
    }

    @Test
    void a_gap_parks_its_key_until_the_missing_message_is_there() {
        String id = id();
        String other = id();
        var projection = new Lab.TallyProjection("tally_view", Lab.TOPIC);
        try (var service = Lab.start(Lab.database(), List.of(projection))) {
            send(id, 1, 1, 1);
            send(id, 3, 1, 3);
            send(other, 1, 1, 9);

            awaitTally(service, projection, other, tally(9));
            awaitTally(service, projection, id, tally(1));
            assertThat(parked(service)).hasSize(1);
            assertThat(parked(service).getFirst().failure()).isEqualTo(SequenceGap.class.getName());
        }
    }

    @Test
    void a_failed_message_parks_its_key_and_is_redriven_in_its_place() {
        String id = id();
        String other = id();
        Diary diary =
                new Diary(
                        new ConcurrentLinkedQueue<>(), new AtomicBoolean(true), List.of(id, other));
        String database = Lab.database();
        try (var service = Lab.start(database, List.of(diary))) {
            send(id, 1, 1, 12);
            send(id, 2, 1, 13);
            send(id, 3, 1, 14);
            send(other, 1, 1, 20);

            eventually(() -> assertThat(diary.numbers()).contains(12L, 20L));
            eventually(() -> assertThat(parked(service)).hasSize(2));
            assertThat(parked(service))
                    .extracting(ParkedEndpoint.ParkedMessage::failure)
                    .containsExactly(IllegalStateException.class.getName(), Parked.BEHIND);
        }
        // what is parked stays parked over a restart
        try (var service = Lab.start(database, List.of(diary))) {
            send(id, 4, 1, 15);
            eventually(() -> assertThat(parked(service)).hasSize(3));

            redrive(service, id);
            eventually(() -> assertThat(diary.numbers()).doesNotContain(13L, 14L));

            diary.fails().set(false);
            redrive(service, id);
            eventually(() -> assertThat(parked(service)).isEmpty());
            send(id, 5, 1, 16);
            eventually(
                    () ->
                            assertThat(diary.numbers().stream().filter(n -> n != 20))
                                    .containsExactly(12L, 13L, 14L, 15L, 16L));
        }
    }

    @Test
    void a_record_that_is_no_cloud_event_is_parked() throws Exception {
        String id = id();
        Diary diary = new Diary(new ConcurrentLinkedQueue<>(), new AtomicBoolean(), List.of(id));
        try (var service = Lab.start(Lab.database(), List.of(diary));
                var producer = producer()) {
            producer.send(new ProducerRecord<>(Lab.TOPIC, id, new byte[] {1})).get();

            eventually(
                    () ->
                            assertThat(parked(service))
                                    .filteredOn(message -> message.key().equals(id))
                                    .extracting(ParkedEndpoint.ParkedMessage::failure)
                                    .containsExactly(NotACloudEvent.class.getName()));
        }
    }

    @Test
    void a_reference_is_all_that_is_kept_of_a_failed_message() {
        String id = id();
        Diary diary =
                new Diary(new ConcurrentLinkedQueue<>(), new AtomicBoolean(true), List.of(id));
        try (var service = Lab.start(Lab.database(), List.of(diary))) {
            send(id, 1, 1, 13);
            eventually(() -> assertThat(parked(service)).isNotEmpty());

            Document entry =
                    service.getBean(Messaging.class)
                            .database()
                            .getCollection("parked")
                            .find(new Document("key", id))
                            .first();
            assertThat(entry.keySet())
                    .containsExactlyInAnyOrder(
                            "_id",
                            "consumer",
                            "topic",
                            "partition",
                            "offset",
                            "key",
                            "failure",
                            "since",
                            "redrive");
        }
    }

    private static void awaitTally(
            ConfigurableApplicationContext service,
            Lab.TallyProjection projection,
            String id,
            Tally tally) {
        ProjectionView<Tally> view = service.getBean(Messaging.class).view(projection);
        eventually(() -> assertThat(view.find(id)).contains(tally));
    }

    private static List<ParkedEndpoint.ParkedMessage> parked(
            ConfigurableApplicationContext service) {
        return service.getBean(ParkedEndpoint.class).parked().stream()
                .filter(
                        message ->
                                !message.failure().equals(NotACloudEvent.class.getName())
                                        || message.consumer().equals("diary"))
                .filter(message -> message.since().isBefore(Instant.now().plusSeconds(60)))
                .toList();
    }

    private static void redrive(ConfigurableApplicationContext service, String id) {
        assertThat(service.getBean(ParkedEndpoint.class).redrive("diary", Lab.TOPIC, id).accepted())
                .isTrue();
    }

    private static void send(String id, long sequence, long epoch, long number) {
        try (var producer = producer()) {
            producer.send(
                            CloudEvents.write(
                                    new Message(
                                            id(),
                                            "lab.added.v1",
                                            "/" + PRODUCER,
                                            Lab.TOPIC,
                                            id,
                                            epoch,
                                            sequence,
                                            Instant.now(),
                                            null,
                                            Json.MAPPER.writeValueAsString(new Added(number, "")))))
                    .get();
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    private static KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", Lab.KAFKA.bootstrap()),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    private static Tally tally(long... numbers) {
        return LongStream.of(numbers)
                .mapToObj(number -> new Added(number, ""))
                .reduce(Tally.EMPTY, Tally::apply, (a, _) -> a);
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(java.time.Duration.ofSeconds(20)).untilAsserted(assertion);
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }
}
