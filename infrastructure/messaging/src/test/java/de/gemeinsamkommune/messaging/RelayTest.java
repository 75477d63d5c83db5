package de.gemeinsamkommune.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import de.gemeinsamkommune.messaging.Lab.Tally;
import de.gemeinsamkommune.messaging.Lab.TallyEvent.Added;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

class RelayTest {

    @Test
    void publishes_each_message_once_in_order_and_keeps_it_in_the_journal() {
        String database = Lab.database();
        try (var service = Lab.start(database, List.of())) {
            AggregateStore<Tally> tallies = tallies(service);
            List<String> ids = IntStream.range(0, 20).mapToObj(_ -> id()).toList();
            ids.forEach(id -> tallies.insert(id, Tally.EMPTY, List.of()));
            try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
                for (String id : ids) {
                    for (int client = 0; client < 10; client++) {
                        clients.execute(() -> add(tallies, id));
                    }
                }
            }
            ids.forEach(id -> awaitDrained(tallies, id));

            List<ConsumerRecord<String, byte[]>> records = Lab.records(Lab.TOPIC, ids);
            assertThat(records).hasSize(200);
            for (String id : ids) {
                assertThat(sequences(records, id))
                        .containsExactlyElementsOf(LongStream.rangeClosed(1, 10).boxed().toList());
            }
            assertThat(journal(service).countDocuments()).isEqualTo(200);
            assertThat(tallies.collection().countDocuments(new Document("pendingSince", exists())))
                    .isZero();
        }
    }

    @Test
    void writes_cloud_events_in_binary_mode() {
        try (var service = Lab.start(Lab.database(), List.of())) {
            AggregateStore<Tally> tallies = tallies(service);
            String id = id();
            tallies.insert(id, Tally.EMPTY, List.of(new Added(7, "first")));
            awaitDrained(tallies, id);

            ConsumerRecord<String, byte[]> record = Lab.records(Lab.TOPIC, List.of(id)).getFirst();
            assertThat(header(record, "ce_specversion")).isEqualTo("1.0");
            assertThat(header(record, "ce_type")).isEqualTo("lab.added.v1");
            assertThat(header(record, "ce_subject")).isEqualTo(id);
            assertThat(header(record, "ce_sequence")).isEqualTo("1");
            assertThat(header(record, "ce_epoch")).isEqualTo("1");
            assertThat(header(record, "content-type")).isEqualTo("application/json");
            assertThat(new String(record.value(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"number\":7,\"command\":\"first\"}");
            assertThat(CloudEvents.read(record).read(Added.class)).isEqualTo(new Added(7, "first"));
        }
    }

    @Test
    void a_write_is_published_at_once_although_the_relay_was_not_at_the_one_before_yet() {
        try (var service = Lab.start(Lab.database(), List.of())) {
            AggregateStore<Tally> tallies = tallies(service);
            await().until(() -> service.getBean(Lease.class).held());
            String id = id();
            AtomicBoolean done = new AtomicBoolean();
            // takes all carriers of virtual threads, so that the relay's worker cannot begin
            for (int each = 0; each < Runtime.getRuntime().availableProcessors(); each++) {
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    while (!done.get()) {
                                        Thread.onSpinWait();
                                    }
                                });
            }
            try {
                tallies.insert(id, Tally.EMPTY, List.of(new Added(1, "first")));
                add(tallies, id);
            } finally {
                done.set(true);
            }
            // the next sweep is a minute away
            awaitDrained(tallies, id);
            assertThat(sequences(Lab.records(Lab.TOPIC, List.of(id)), id)).containsExactly(1L, 2L);
        }
    }

    @Test
    void what_a_slow_writer_knows_to_wait_is_not_published_after_what_came_later() {
        try (var service = Lab.start(Lab.database(), List.of())) {
            AggregateStore<Tally> tallies = tallies(service);
            String id = id();
            tallies.insert(id, Tally.EMPTY, List.of(new Added(1, "first")));
            awaitDrained(tallies, id);
            add(tallies, id);
            awaitDrained(tallies, id);
            // the writer of the first comes to the relay only now
            List<Document> first =
                    journal(service)
                            .find(new Document("subject", id).append("sequence", 1L))
                            .map(entry -> entry.append("id", entry.getString("_id")))
                            .into(new ArrayList<>());
            assertThat(first).hasSize(1);
            service.getBean(Relay.class).kick(tallies, id, first);
            add(tallies, id);
            awaitDrained(tallies, id);
            assertThat(sequences(Lab.records(Lab.TOPIC, List.of(id)), id))
                    .containsExactly(1L, 2L, 3L);
        }
    }

    @Test
    void sweeps_at_start_what_a_predecessor_left() {
        String database = Lab.database();
        String id = id();
        try (var service = Lab.start(database, List.of())) {
            service.getBean(Relay.class).stop();
            tallies(service).insert(id, Tally.EMPTY, List.of(new Added(1, "left")));
        }
        assertThat(Lab.records(Lab.TOPIC, List.of(id))).isEmpty();
        try (var service = Lab.start(database, List.of())) {
            awaitDrained(tallies(service), id);
            assertThat(Lab.records(Lab.TOPIC, List.of(id))).hasSize(1);
        }
    }

    @Test
    void publishes_what_another_instance_wrote_and_takes_over_when_it_is_gone() {
        String database = Lab.database();
        String[] quick = {"MESSAGING_LEASE=2s"};
        var first = Lab.start(database, List.of(), quick);
        try (var second = Lab.start(database, List.of(), quick)) {
            AggregateStore<Tally> tallies = tallies(second);
            tallies(first);
            await().until(() -> first.getBean(Lease.class).held());
            String id = id();
            tallies.insert(id, Tally.EMPTY, List.of(new Added(1, "by the second")));
            awaitDrained(tallies, id);
            assertThat(second.getBean(Lease.class).held()).isFalse();

            first.close();
            add(tallies, id);
            awaitDrained(tallies, id);
            assertThat(second.getBean(Lease.class).held()).isTrue();
            assertThat(sequences(Lab.records(Lab.TOPIC, List.of(id)), id)).containsExactly(1L, 2L);
        }
    }

    private static AggregateStore<Tally> tallies(ConfigurableApplicationContext service) {
        return service.getBean(Messaging.class).aggregates("tallies", Tally.class, Lab.TOPIC);
    }

    private static com.mongodb.client.MongoCollection<Document> journal(
            ConfigurableApplicationContext service) {
        return service.getBean(Messaging.class).database().getCollection("journal");
    }

    private static void add(AggregateStore<Tally> tallies, String id) {
        tallies.change(id, _ -> List.of(new Added(1, id())), Tally::apply);
    }

    private static void awaitDrained(AggregateStore<Tally> tallies, String id) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(tallies.find(id).orElseThrow().pending()).isZero());
    }

    private static List<Long> sequences(List<ConsumerRecord<String, byte[]>> records, String id) {
        return records.stream()
                .filter(record -> record.key().equals(id))
                .map(record -> CloudEvents.read(record).sequence())
                .toList();
    }

    private static Document exists() {
        return new Document("$exists", true);
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }
}
