package de.gemeinsamkommune.messaging;

import de.gemeinsamkommune.embedded.EmbeddedKafka;
import de.gemeinsamkommune.embedded.EmbeddedMongo;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** One broker and one store for all tests of this module, and a service to try messaging with. */
public final class Lab {

    /** A topic with six partitions that the tests use as theirs. */
    public static final String TOPIC = "advisory.request";

    public static final EmbeddedKafka KAFKA;
    public static final EmbeddedMongo MONGO;

    private static final AtomicInteger DATABASES = new AtomicInteger();

    static {
        try {
            Path folder = Files.createTempDirectory("messaging-lab");
            KAFKA = EmbeddedKafka.start(folder.resolve("kafka"), 0, 0);
            MONGO = EmbeddedMongo.start(folder.resolve("store.mv.db"), 0);
            Topics.declare(KAFKA.bootstrap());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Lab() {}

    /** What happens to a tally: something is added. */
    public sealed interface TallyEvent extends DomainEvent {
        /** A number was added. */
        @EventType("lab.added.v1")
        record Added(long number, String command) implements TallyEvent {}
    }

    /** Adds numbers; the chain depends on their order. */
    public record Tally(long count, long sum, long chain) {

        public static final Tally EMPTY = new Tally(0, 0, 0);

        public Tally apply(TallyEvent event) {
            return switch (event) {
                case TallyEvent.Added(long number, String _) ->
                        new Tally(count + 1, sum + number, chain * 31 + number);
            };
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

    /** {@return the name of a database nobody else uses} */
    public static String database() {
        return "lab" + DATABASES.incrementAndGet();
    }

    public static String uri(String database) {
        return MONGO.uri() + "/" + database;
    }

    /** Starts an instance of a service on a database. */
    public static ConfigurableApplicationContext start(
            String database, List<?> beans, String... properties) {
        SpringApplicationBuilder builder =
                new SpringApplicationBuilder(Service.class)
                        .web(WebApplicationType.NONE)
                        .registerShutdownHook(false)
                        .properties(
                                Map.of(
                                        "spring.application.name",
                                        database,
                                        "spring.config.name",
                                        "none",
                                        "spring.main.banner-mode",
                                        "off",
                                        "MONGODB_URI",
                                        uri(database),
                                        "KAFKA_BOOTSTRAP_SERVERS",
                                        KAFKA.bootstrap()))
                        .properties(properties);
        SpringApplication application = builder.build();
        application.addInitializers(
                context ->
                        beans.forEach(
                                bean ->
                                        context.getBeanFactory()
                                                .registerSingleton(
                                                        UUID.randomUUID().toString(), bean)));
        return application.run();
    }

    /** {@return all records of a topic with one of these keys, in order per partition} */
    public static List<ConsumerRecord<String, byte[]>> records(String topic, List<String> keys) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", KAFKA.bootstrap()),
                        new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(info -> new TopicPartition(topic, info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(
                                record -> {
                                    if (keys.contains(record.key())) {
                                        records.add(record);
                                    }
                                });
            }
        }
        return records;
    }

    /** A projection that keeps the tally of each aggregate. */
    public record TallyProjection(String name, String topic) implements Projection<Tally> {

        @Override
        public Class<Tally> type() {
            return Tally.class;
        }

        @Override
        public @Nullable Tally apply(@Nullable Tally before, Message message) {
            return (before == null ? Tally.EMPTY : before)
                    .apply(message.read(TallyEvent.Added.class));
        }
    }
}
