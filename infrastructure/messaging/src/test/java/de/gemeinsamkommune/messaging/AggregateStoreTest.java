package de.gemeinsamkommune.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;

import de.gemeinsamkommune.messaging.Lab.Tally;
import de.gemeinsamkommune.messaging.Lab.TallyEvent;
import de.gemeinsamkommune.messaging.Lab.TallyEvent.Added;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.context.ConfigurableApplicationContext;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AggregateStoreTest {

    private ConfigurableApplicationContext service;
    private AggregateStore<Tally> tallies;

    @BeforeAll
    void start() {
        service = Lab.start(Lab.database(), List.of());
        tallies = service.getBean(Messaging.class).aggregates("tallies", Tally.class, Lab.TOPIC);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    @Test
    void stores_state_version_and_sequence() {
        String id = id();
        tallies.insert(id, Tally.EMPTY.apply(added(3)), List.of(added(3)));

        Stored<Tally> after = add(id, 4);

        assertThat(after.version()).isEqualTo(2);
        assertThat(after.sequence()).isEqualTo(2);
        assertThat(tallies.find(id).orElseThrow().state()).isEqualTo(new Tally(2, 7, 3 * 31 + 4));
    }

    @Test
    void refuses_an_id_that_is_taken() {
        String id = id();
        tallies.insert(id, Tally.EMPTY, List.of());

        assertThatThrownBy(() -> tallies.insert(id, Tally.EMPTY, List.of(added(1))))
                .isInstanceOf(AggregateExists.class);
        assertThat(tallies.find(id).orElseThrow().sequence()).isZero();
    }

    @Test
    void refuses_a_change_of_what_was_read_before_another_change() {
        String id = id();
        Stored<Tally> read = tallies.insert(id, Tally.EMPTY, List.of());
        add(id, 1);

        assertThatThrownBy(() -> tallies.update(read, Tally.EMPTY, List.of(added(2))))
                .isInstanceOf(StaleVersion.class);
        assertThatThrownBy(() -> tallies.change(id, 1, _ -> List.of(added(2)), Tally::apply))
                .isInstanceOf(StaleVersion.class);
        assertThat(tallies.find(id).orElseThrow().state().sum()).isEqualTo(1);
    }

    @Test
    void knows_no_aggregate_that_was_not_inserted() {
        assertThat(tallies.find("nobody")).isEmpty();
        assertThatThrownBy(() -> add("nobody", 1)).isInstanceOf(AggregateNotFound.class);
    }

    @Test
    void writes_nothing_when_nothing_happened() {
        String id = id();
        tallies.insert(id, Tally.EMPTY, List.of());

        assertThat(tallies.change(id, _ -> List.<TallyEvent>of(), Tally::apply).version())
                .isEqualTo(1);
    }

    @Test
    void loses_no_change_of_many_rivals() {
        String id = id();
        tallies.insert(id, Tally.EMPTY, List.of());
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.rangeClosed(1, 100).forEach(number -> clients.execute(() -> add(id, number)));
        }

        Stored<Tally> after = tallies.find(id).orElseThrow();
        assertThat(after.state().sum()).isEqualTo(5050);
        assertThat(after.sequence()).isEqualTo(100);
    }

    @Test
    void refuses_a_message_over_256_kilobytes_and_writes_nothing() {
        String id = id();
        tallies.insert(id, Tally.EMPTY, List.of());
        Added large = new Added(1, "x".repeat(300_000));

        assertThatThrownBy(() -> tallies.change(id, _ -> List.of(large), Tally::apply))
                .isInstanceOf(MessageTooLarge.class);
        assertThat(tallies.find(id).orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void refuses_a_flood_of_unpublished_messages() {
        String id = id();
        tallies.insert(id, Tally.EMPTY, List.of());
        List<Added> flood = IntStream.range(0, 201).mapToObj(AggregateStoreTest::added).toList();

        assertThatThrownBy(() -> tallies.change(id, _ -> flood, Tally::apply))
                .isInstanceOf(TooManyPending.class);
        assertThat(tallies.find(id).orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void deletes_only_what_is_published_and_unchanged() {
        String id = id();
        Stored<Tally> inserted = tallies.insert(id, Tally.EMPTY, List.of(added(1)));
        Awaitility.await()
                .untilAsserted(() -> assertThat(tallies.find(id).orElseThrow().pending()).isZero());
        Stored<Tally> changed = add(id, 1);

        assertThatThrownBy(() -> tallies.delete(inserted)).isInstanceOf(StaleVersion.class);
        Awaitility.await()
                .ignoreExceptionsInstanceOf(MessagesPending.class)
                .until(
                        () -> {
                            tallies.delete(changed);
                            return true;
                        });
        assertThat(tallies.find(id)).isEmpty();
    }

    @Test
    void finds_by_state() {
        long chain = System.nanoTime();
        for (long sum : List.of(2L, 1L, 3L)) {
            tallies.insert(id(), new Tally(1, sum, chain), List.of());
        }

        assertThat(tallies.find(Filters.eq("state.chain", chain), Sorts.ascending("state.sum"), 2))
                .extracting(stored -> stored.state().sum())
                .containsExactly(1L, 2L);
        assertThat(tallies.count(Filters.eq("state.chain", chain))).isEqualTo(3);
    }

    @Test
    void refuses_a_topic_that_is_not_declared() {
        Messaging messaging = service.getBean(Messaging.class);

        assertThatThrownBy(() -> messaging.aggregates("others", Tally.class, "no.such-topic"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Stored<Tally> add(String id, long number) {
        return tallies.change(id, _ -> List.of(added(number)), Tally::apply);
    }

    private static Added added(long number) {
        return new Added(number, UUID.randomUUID().toString());
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }
}
