package de.gemeinsamkommune.messaging.kills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;

import de.gemeinsamkommune.messaging.CloudEvents;
import de.gemeinsamkommune.messaging.Lab;
import de.gemeinsamkommune.messaging.Lab.Tally;
import de.gemeinsamkommune.messaging.Lab.TallyEvent.Added;
import de.gemeinsamkommune.messaging.Message;

import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Two instances work while one after the other is killed; broker and store stay up. At the end
 * nothing acknowledged is lost, no effect happened twice, order per aggregate holds, and what was
 * parked meanwhile is applied in its place.
 *
 * <p>{@code -Dkills=500 -Dseed=…} for a long run; the seed is printed.
 */
class KillTest {

    private static final Logger log = LoggerFactory.getLogger(KillTest.class);

    private static final Duration LEASE = Duration.ofSeconds(2);

    private static final int NAMELESS_ONE_IN = 6;

    private record Ack(String aggregate, long sequence, String command) {}

    private final String database = "kills" + Long.toHexString(System.nanoTime());
    private final Queue<Ack> acks = new ConcurrentLinkedQueue<>();

    /** A process under trial. */
    private final class Instance {

        private final KillPoint point;
        private final Process process;
        private final CountDownLatch ready = new CountDownLatch(1);
        private final Thread reader;

        /**
         * @param name under which it starts again at once; empty for one the broker must first
         *     believe dead, which holds the whole group up meanwhile
         */
        Instance(KillPoint point, int after, boolean works, String name) throws IOException {
            this.point = point;
            this.process =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-Xmx128m",
                                    "-XX:+UseSerialGC",
                                    "-XX:TieredStopAtLevel=1",
                                    "-Xshare:auto",
                                    "-Dkill.point=" + point,
                                    "-Dkill.after=" + after,
                                    "-cp",
                                    System.getProperty(
                                            "surefire.test.class.path",
                                            System.getProperty("java.class.path")),
                                    KillWorker.class.getName(),
                                    database,
                                    Lab.MONGO.uri(),
                                    Lab.KAFKA.bootstrap(),
                                    LEASE.toMillis() + "ms",
                                    Boolean.toString(works),
                                    name)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            this.reader = Thread.startVirtualThread(this::read);
        }

        private void read() {
            try (BufferedReader lines = process.inputReader()) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.equals("READY")) {
                        ready.countDown();
                    } else if (line.startsWith("ACK ")) {
                        String[] words = line.split(" ");
                        // a line cut off by the kill is no acknowledgement
                        if (words.length == 4 && words[3].length() == 36) {
                            acks.add(new Ack(words[1], Long.parseLong(words[2]), words[3]));
                        }
                    }
                }
            } catch (IOException killed) {
                log.debug("the pipe broke, as it does when its process is killed");
            }
        }

        void awaitReady() throws InterruptedException {
            if (!ready.await(60, TimeUnit.SECONDS) && process.isAlive()) {
                throw new AssertionError("An instance did not get ready within 60 s");
            }
        }

        /**
         * Waits until it died at its point, or kills it from outside.
         *
         * @return whether it died where it was meant to
         */
        boolean die(Random random) throws Exception {
            awaitReady();
            if (point == KillPoint.PAUSED) {
                signal("-STOP");
                TimeUnit.MILLISECONDS.sleep(LEASE.toMillis() * 3 / 2);
                signal("-CONT");
                TimeUnit.MILLISECONDS.sleep(200L + random.nextInt(300));
            } else if (point == KillPoint.ANY_TIME) {
                TimeUnit.MILLISECONDS.sleep(random.nextInt(1_500));
            } else if (process.waitFor(8, TimeUnit.SECONDS)) {
                reader.join();
                return true;
            }
            process.destroyForcibly().waitFor();
            reader.join();
            return point.fromOutside();
        }

        void end() throws Exception {
            process.getOutputStream().close();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            reader.join();
        }

        private void signal(String name) throws Exception {
            new ProcessBuilder("kill", name, Long.toString(process.pid())).start().waitFor();
        }
    }

    @Test
    void nothing_is_lost_doubled_or_disordered_by_kills() throws Exception {
        int kills = Integer.getInteger("kills", 10);
        long seed = Long.getLong("seed", System.nanoTime());
        log.warn("kills {} seed {}", kills, seed);
        Random random = new Random(seed);
        Map<KillPoint, Integer> died = new HashMap<>();
        try (MongoClient client = MongoClients.create(Lab.MONGO.uri())) {
            MongoDatabase store = client.getDatabase(database);
            store.getCollection("orders").insertOne(new Document("_id", "fail"));
            Deque<Instance> instances = new ArrayDeque<>();
            KillPoint[] points = KillPoint.values();
            for (int start = 0; start < kills + 1; start++) {
                boolean named = random.nextInt(NAMELESS_ONE_IN) > 0;
                instances.add(
                        new Instance(
                                points[start % points.length],
                                1 + random.nextInt(60),
                                true,
                                named ? database + "-" + start % 2 : ""));
                if (start == 0) {
                    continue;
                }
                Instance victim = instances.removeFirst();
                // an instance without the lease or a partition never reaches some of the points
                if (victim.die(random)) {
                    died.merge(victim.point, 1, Integer::sum);
                }
            }
            for (Instance instance : instances) {
                instance.process.destroyForcibly().waitFor();
                instance.reader.join();
            }
            Instance last = new Instance(KillPoint.ANY_TIME, 0, false, "");
            last.awaitReady();
            awaitDrained(store);
            redrive(store);
            verify(store, kills, died);
            last.end();
        }
    }

    private static void awaitDrained(MongoDatabase store) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () ->
                                assertThat(
                                                store.getCollection(KillWorker.TALLIES)
                                                        .countDocuments(
                                                                new Document(
                                                                        "pending.0",
                                                                        new Document(
                                                                                "$exists", true))))
                                        .isZero());
    }

    private static void redrive(MongoDatabase store) {
        Document ours = new Document("consumer", KillWorker.LEDGER);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () ->
                                assertThat(store.getCollection("parked").countDocuments(ours))
                                        .as("the scenario must park something")
                                        .isPositive());
        store.getCollection("orders").deleteOne(new Document("_id", "fail"));
        await().atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(
                        () -> {
                            store.getCollection("parked")
                                    .updateMany(ours, Updates.set("redrive", true));
                            assertThat(store.getCollection("parked").countDocuments(ours)).isZero();
                        });
    }

    private void verify(MongoDatabase store, int kills, Map<KillPoint, Integer> died) {
        List<String> ids =
                IntStream.range(0, KillWorker.AGGREGATES)
                        .mapToObj(number -> database + "-" + number)
                        .toList();
        Map<String, List<Message>> published = new HashMap<>();
        int repeats = 0;
        for (var record : Lab.records(KillWorker.TOPIC, ids)) {
            Message message = CloudEvents.read(record);
            List<Message> known =
                    published.computeIfAbsent(message.subject(), _ -> new ArrayList<>());
            if (message.sequence() <= known.size()) {
                assertThat(message.id())
                        .as("a repeat is the same message")
                        .isEqualTo(known.get((int) message.sequence() - 1).id());
                repeats++;
            } else {
                assertThat(message.sequence()).as("no gap").isEqualTo(known.size() + 1L);
                known.add(message);
            }
        }
        Set<String> commands = new HashSet<>();
        published.values().stream()
                .flatMap(List::stream)
                .forEach(
                        message ->
                                assertThat(commands.add(message.read(Added.class).command()))
                                        .as("a command happened once")
                                        .isTrue());
        for (Ack ack : acks) {
            assertThat(published.get(ack.aggregate()).get((int) ack.sequence() - 1))
                    .satisfies(
                            message ->
                                    assertThat(message.read(Added.class).command())
                                            .isEqualTo(ack.command()));
        }
        long messages = commands.size();
        assertThat(store.getCollection("journal").countDocuments()).isEqualTo(messages);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () ->
                                assertThat(store.getCollection(KillWorker.LEDGER).countDocuments())
                                        .isEqualTo(messages));
        published.forEach((id, all) -> verify(store, id, all));
        log.warn(
                "{} kills, at their point {}, {} acknowledged, {} published, {} repeats on the"
                        + " topic",
                kills,
                died,
                acks.size(),
                messages,
                repeats);
        assertThat(acks).isNotEmpty();
        assertThat(died).as("most kinds of kill really happened").hasSizeGreaterThan(4);
    }

    private static void verify(MongoDatabase store, String id, List<Message> published) {
        Tally expected = Tally.EMPTY;
        for (Message message : published) {
            expected = expected.apply(message.read(Added.class));
        }
        Document aggregate = find(store, KillWorker.TALLIES, id);
        assertThat(tally(aggregate)).as("state of %s", id).isEqualTo(expected);
        Tally tally = expected;
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () ->
                                assertThat(tally(find(store, KillWorker.VIEW, id)))
                                        .as("projection of %s", id)
                                        .isEqualTo(tally));
        List<Long> order =
                store.getCollection(KillWorker.LEDGER)
                        .find(new Document("subject", id))
                        .sort(Sorts.ascending("at", "sequence"))
                        .map(row -> row.getLong("sequence"))
                        .into(new ArrayList<>());
        assertThat(order).as("order of effects of %s", id).isSorted();
    }

    private static Document find(MongoDatabase store, String collection, String id) {
        return store.getCollection(collection).find(new Document("_id", id)).first();
    }

    private static Tally tally(Document document) {
        Document state = document.get("state", Document.class);
        return new Tally(state.getLong("count"), state.getLong("sum"), state.getLong("chain"));
    }
}
