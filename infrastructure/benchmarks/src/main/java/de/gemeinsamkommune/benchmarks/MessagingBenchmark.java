package de.gemeinsamkommune.benchmarks;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;

import de.gemeinsamkommune.embedded.EmbeddedKafka;
import de.gemeinsamkommune.embedded.EmbeddedMongo;
import de.gemeinsamkommune.messaging.AggregateStore;
import de.gemeinsamkommune.messaging.DomainEvent;
import de.gemeinsamkommune.messaging.EventType;
import de.gemeinsamkommune.messaging.Messaging;
import de.gemeinsamkommune.messaging.MessagingConfiguration;
import de.gemeinsamkommune.messaging.Topics;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bson.Document;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Messages through document, relay, broker and journal: how many a second, as a ratio to the bare
 * driver doing the same updates with a bare producer sending the same records; and how long from an
 * accepted command to a message a consumer can read.
 *
 * <p>Runs on the embedded parts, or on {@code MONGODB_URI} and {@code KAFKA_BOOTSTRAP_SERVERS}.
 */
public final class MessagingBenchmark {

    private static final String TOPIC = "advisory.request";
    private static final int AGGREGATES = 50;
    private static final int CLIENTS = 16;
    private static final int MESSAGES = Integer.getInteger("messages", 8_000);
    private static final int ROUNDS = Integer.getInteger("rounds", 3);
    private static final int RATE = 200;
    private static final int WARM_UP = Integer.getInteger("warm.up", 30);
    private static final int SECONDS = Integer.getInteger("seconds", 20);

    private MessagingBenchmark() {}

    /** Something was counted; about as large as the network's own messages. */
    @EventType("benchmark.counted.v1")
    public record Counted(
            String command, String person, String municipality, String topic, long number)
            implements DomainEvent {}

    /** A counter with a little around it. */
    public record Counter(String name, long count) {

        Counter apply(Counted counted) {
            return new Counter(name, count + counted.number());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(MessagingConfiguration.class)
    static class Service {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        SimpleMeterRegistry meters() {
            return new SimpleMeterRegistry();
        }
    }

    /**
     * Takes no arguments; {@code -Dmessages}, {@code -Drounds}, {@code -Dwarm.up} and {@code
     * -Dseconds} set the size.
     */
    public static void main(String[] arguments) throws Exception {
        String uri = System.getenv("MONGODB_URI");
        String bootstrap = System.getenv("KAFKA_BOOTSTRAP_SERVERS");
        Path folder = Files.createTempDirectory("benchmark");
        EmbeddedMongo mongo = uri == null ? EmbeddedMongo.start(folder.resolve("store"), 0) : null;
        EmbeddedKafka kafka =
                bootstrap == null ? EmbeddedKafka.start(folder.resolve("kafka"), 0, 0) : null;
        String store = mongo == null ? uri : mongo.uri();
        String broker = kafka == null ? bootstrap : kafka.bootstrap();
        Topics.declare(broker);
        String database = "benchmark" + System.nanoTime();
        var context =
                new SpringApplicationBuilder(Service.class)
                        .web(WebApplicationType.NONE)
                        .properties(
                                Map.of(
                                        "spring.application.name",
                                        database,
                                        "spring.config.name",
                                        "none",
                                        "spring.main.banner-mode",
                                        "off",
                                        "logging.level.root",
                                        "ERROR",
                                        "MONGODB_URI",
                                        store,
                                        "KAFKA_BOOTSTRAP_SERVERS",
                                        broker))
                        .run();
        AggregateStore<Counter> counters =
                context.getBean(Messaging.class).aggregates("counters", Counter.class, TOPIC);
        try (MongoClient client = MongoClients.create(store);
                Bare bare =
                        new Bare(
                                client.getDatabase(database)
                                        .withWriteConcern(WriteConcern.MAJORITY.withJournal(true)),
                                broker)) {
            throughput(counters, bare);
            latency(counters, broker);
        } finally {
            context.close();
            if (kafka != null) {
                kafka.close();
            }
            if (mongo != null) {
                mongo.close();
            }
        }
    }

    private static void throughput(AggregateStore<Counter> counters, Bare bare) throws Exception {
        List<String> ids =
                IntStream.range(0, AGGREGATES).mapToObj(_ -> UUID.randomUUID().toString()).toList();
        ids.forEach(id -> counters.insert(id, new Counter("counter " + id, 0), List.of()));
        ids.forEach(bare::insert);
        double best = 0;
        for (int round = 0; round <= ROUNDS; round++) {
            double ours =
                    perSecond(
                            () -> {
                                clients(
                                        message ->
                                                counters.change(
                                                        ids.get(message % AGGREGATES),
                                                        _ -> List.of(counted(message)),
                                                        Counter::apply));
                                while (counters.count(Filters.exists("pending.0")) > 0) {
                                    LockSupport.parkNanos(1_000_000);
                                }
                            });
            double theirs =
                    perSecond(
                            () ->
                                    clients(
                                            message ->
                                                    bare.count(
                                                            ids.get(message % AGGREGATES),
                                                            counted(message))));
            if (round > 0) {
                best = Math.max(best, ours / theirs);
                print(
                        "messages/s: %.0f, bare driver and producer: %.0f, ratio %.2f",
                        ours, theirs, ours / theirs);
            }
        }
        print("throughput ratio, best of %d rounds: %.2f (asked: 0.50)", ROUNDS, best);
    }

    private static void latency(AggregateStore<Counter> counters, String broker) throws Exception {
        List<String> ids =
                IntStream.range(0, AGGREGATES).mapToObj(_ -> UUID.randomUUID().toString()).toList();
        ids.forEach(id -> counters.insert(id, new Counter("counter " + id, 0), List.of()));
        Map<String, Long> accepted = new ConcurrentHashMap<>();
        Map<String, Long> readable = new ConcurrentHashMap<>();
        AtomicBoolean ended = new AtomicBoolean();
        Thread reader = Thread.ofPlatform().start(() -> read(broker, readable, ended));
        int all = RATE * SECONDS;
        int warmUp = RATE * WARM_UP;
        long start = System.nanoTime();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int message = 0; message < all + warmUp; message++) {
                long due = start + message * 1_000_000_000L / RATE;
                LockSupport.parkNanos(due - System.nanoTime());
                Counted counted = counted(message);
                String id = ids.get(message % AGGREGATES);
                boolean counts = message >= warmUp;
                clients.execute(
                        () -> {
                            counters.change(id, _ -> List.of(counted), Counter::apply);
                            if (counts) {
                                accepted.put(counted.command(), System.nanoTime());
                            }
                        });
            }
        }
        long patience = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!readable.keySet().containsAll(accepted.keySet())
                && System.nanoTime() - patience < 0) {
            LockSupport.parkNanos(10_000_000);
        }
        ended.set(true);
        reader.join();
        Histogram latency = new ConcurrentHistogram(3);
        // what no consumer read within the patience stands as that long
        long never = System.nanoTime();
        accepted.forEach(
                (command, at) ->
                        // readable before the client heard "accepted" counts as no delay
                        latency.recordValue(
                                Math.max(0, (readable.getOrDefault(command, never) - at) / 1_000)));
        print(
                "command accepted to message readable at %d/s, %d messages: p50 %.1f ms (asked: 5),"
                        + " p99 %.1f ms (asked: 50), max %.1f ms",
                RATE,
                accepted.size(),
                latency.getValueAtPercentile(50) / 1_000.0,
                latency.getValueAtPercentile(99) / 1_000.0,
                latency.getMaxValue() / 1_000.0);
    }

    private static void read(String broker, Map<String, Long> readable, AtomicBoolean ended) {
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", broker),
                        new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(TOPIC).stream()
                            .map(info -> new TopicPartition(TOPIC, info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
            while (!ended.get()) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(
                                record -> {
                                    String data =
                                            new String(record.value(), StandardCharsets.UTF_8);
                                    int at = data.indexOf("\"command\":\"") + 11;
                                    readable.putIfAbsent(
                                            data.substring(at, at + 36), System.nanoTime());
                                });
            }
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private interface Send {
        void message(int number) throws Exception;
    }

    private static double perSecond(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return MESSAGES / ((System.nanoTime() - start) / 1e9);
    }

    private static void clients(Send send) throws Exception {
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<Void>> done =
                    IntStream.range(0, CLIENTS)
                            .mapToObj(
                                    client ->
                                            clients.<Void>submit(
                                                    () -> {
                                                        for (int message = client;
                                                                message < MESSAGES;
                                                                message += CLIENTS) {
                                                            send.message(message);
                                                        }
                                                        return null;
                                                    }))
                            .toList();
            for (Future<Void> client : done) {
                client.get();
            }
        }
    }

    private static Counted counted(int number) {
        return new Counted(
                UUID.randomUUID().toString(),
                UUID.randomUUID().toString(),
                "09178",
                "monitoring",
                number);
    }

    private static void print(String text, Object... values) {
        System.out.println(text.formatted(values));
    }

    /** The same updates and records without anything around them. */
    private record Bare(
            MongoCollection<Document> documents,
            MongoCollection<Document> journal,
            KafkaProducer<String, byte[]> producer)
            implements AutoCloseable {

        Bare(MongoDatabase database, String broker) {
            this(
                    database.getCollection("bare"),
                    database.getCollection("bare_journal"),
                    new KafkaProducer<>(
                            Map.of(
                                    "bootstrap.servers",
                                    broker,
                                    "acks",
                                    "all",
                                    "enable.idempotence",
                                    true,
                                    "linger.ms",
                                    0),
                            new StringSerializer(),
                            new ByteArraySerializer()));
        }

        void insert(String id) {
            documents.insertOne(
                    new Document("_id", id)
                            .append("version", 1L)
                            .append(
                                    "state",
                                    new Document("name", "counter " + id).append("count", 0L))
                            .append("pending", List.of()));
        }

        void count(String id, Counted counted) throws Exception {
            String message = UUID.randomUUID().toString();
            String data =
                    "{\"command\":\"%s\",\"person\":\"%s\",\"municipality\":\"%s\",\"topic\":\"%s\",\"number\":%d}"
                            .formatted(
                                    counted.command(),
                                    counted.person(),
                                    counted.municipality(),
                                    counted.topic(),
                                    counted.number());
            Document pending =
                    new Document("id", message)
                            .append("type", "benchmark.counted.v1")
                            .append("sequence", counted.number())
                            .append("time", new Date())
                            .append("data", data);
            documents.updateOne(
                    Filters.eq("_id", id),
                    Updates.combine(
                            Updates.inc("version", 1L),
                            Updates.inc("state.count", counted.number()),
                            Updates.push("pending", pending),
                            Updates.min("pendingSince", new Date())));
            producer.send(new ProducerRecord<>(TOPIC, id, data.getBytes(StandardCharsets.UTF_8)))
                    .get();
            journal.insertOne(
                    new Document("_id", message).append("topic", TOPIC).append("data", data));
            documents.updateOne(
                    Filters.eq("_id", id),
                    Updates.combine(
                            Updates.pull("pending", new Document("id", message)),
                            Updates.unset("pendingSince")));
        }

        @Override
        public void close() {
            producer.close();
        }
    }
}
