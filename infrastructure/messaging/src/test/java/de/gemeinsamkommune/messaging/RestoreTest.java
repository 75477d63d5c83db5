package de.gemeinsamkommune.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;

import de.gemeinsamkommune.messaging.Lab.Tally;
import de.gemeinsamkommune.messaging.Lab.TallyEvent.Added;

import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** A store that was put back to an earlier state, while the broker goes on as it was. */
class RestoreTest {

    /** A service that nobody else here plays, with one topic of one partition. */
    private static final String SERVICE = "identity";

    private static final String TOPIC = "identity.erasure";

    @Test
    void a_restored_store_is_noticed_once_and_counts_on() {
        String original = Lab.database();
        long epoch = epochOfNextMessage(original);
        assertThat(epochOfNextMessage(original)).as("started again").isEqualTo(epoch);

        String restored = Lab.database();
        start(restored, List.of()).close();
        start(restored, List.of()).close();
        assertThat(epochOfNextMessage(restored)).as("restored").isEqualTo(epoch + 1);
        assertThat(epochOfNextMessage(restored)).isEqualTo(epoch + 1);

        assertThat(epochOfNextMessage(Lab.database())).as("once more").isEqualTo(epoch + 2);
    }

    @Test
    void a_store_that_died_between_publishing_and_noting_it_is_not_taken_for_a_restored_one() {
        String original = Lab.database();
        String published = publish(original);
        String id = CloudEvents.read(Lab.records(TOPIC, List.of(published)).getFirst()).id();
        String died = Lab.database();
        try (MongoClient client = MongoClients.create(Lab.uri(died))) {
            client.getDatabase(died)
                    .getCollection("tallies")
                    .insertOne(
                            new Document("_id", published)
                                    .append("pending", List.of(new Document("id", id))));
        }
        try (var service = start(died, List.of())) {
            assertThat(restores(service)).isZero();
        }
    }

    /** Keeps what it takes in, as a store would. */
    private record Diary(Queue<Long> numbers, AtomicBoolean fails, String key) implements Reaction {

        @Override
        public String name() {
            return "lasting-diary";
        }

        @Override
        public List<String> topics() {
            return List.of(Lab.TOPIC);
        }

        @Override
        public Set<String> lasting() {
            return Set.of("lab.added.v1");
        }

        @Override
        public void on(Message message) {
            if (!message.subject().equals(key)) {
                return;
            }
            if (fails.get()) {
                throw new IllegalStateException("on purpose");
            }
            numbers.add(message.read(Added.class).number());
        }
    }

    @Test
    void what_must_last_is_taken_in_again_before_anything_else_and_a_failure_refuses_the_start() {
        String key = UUID.randomUUID().toString();
        String database = Lab.database();
        Diary before = new Diary(new ConcurrentLinkedQueue<>(), new AtomicBoolean(), key);
        try (var service = Lab.start(database, List.of(before))) {
            AggregateStore<Tally> tallies = tallies(service, Lab.TOPIC);
            tallies.insert(key, Tally.EMPTY, List.of(new Added(1, ""), new Added(2, "")));
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(before.numbers()).containsExactly(1L, 2L));
        }
        // the group has read all of it, so nothing comes by itself any more
        Diary restored = new Diary(new ConcurrentLinkedQueue<>(), new AtomicBoolean(), key);
        try (var service = Lab.start(database, List.of(restored))) {
            assertThat(restored.numbers()).containsExactly(1L, 2L);
            assertThat(service.isRunning()).isTrue();
        }
        Diary failing = new Diary(new ConcurrentLinkedQueue<>(), new AtomicBoolean(true), key);
        assertThatThrownBy(() -> Lab.start(database, List.of(failing)).close())
                .hasStackTraceContaining("on purpose");
    }

    private static long epochOfNextMessage(String database) {
        String id = publish(database);
        return CloudEvents.read(Lab.records(TOPIC, List.of(id)).getFirst()).epoch();
    }

    private static String publish(String database) {
        String id = UUID.randomUUID().toString();
        try (var service = start(database, List.of())) {
            AggregateStore<Tally> tallies = tallies(service, TOPIC);
            tallies.insert(id, Tally.EMPTY, List.of(new Added(1, "")));
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> tallies.find(id).orElseThrow().pending() == 0);
        }
        return id;
    }

    private static AggregateStore<Tally> tallies(
            ConfigurableApplicationContext service, String topic) {
        return service.getBean(Messaging.class).aggregates("tallies", Tally.class, topic);
    }

    private static long restores(ConfigurableApplicationContext service) {
        Document epoch =
                service.getBean(Messaging.class)
                        .database()
                        .getCollection("store")
                        .find(new Document("_id", "epoch"))
                        .first();
        assertThat(epoch).isNotNull();
        return epoch.getLong("restores");
    }

    private static ConfigurableApplicationContext start(String database, List<?> beans) {
        return Lab.start(
                database, beans, "spring.application.name=" + SERVICE, "MESSAGING_LEASE=1s");
    }
}
