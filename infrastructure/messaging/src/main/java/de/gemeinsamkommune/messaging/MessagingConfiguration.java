package de.gemeinsamkommune.messaging;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.event.CommandListener;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;

import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bson.UuidRepresentation;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Brings {@link Messaging} into a service; the service supplies a {@link Clock}. */
@Configuration(proxyBeanMethods = false)
public class MessagingConfiguration {

    @Bean
    MessagingSettings messagingSettings(Environment environment) {
        return MessagingSettings.of(environment);
    }

    @Bean
    MongoClient mongoClient(
            MessagingSettings settings, ObjectProvider<CommandListener> commandListeners) {
        return MongoClients.create(
                MongoClientSettings.builder()
                        .commandListenerList(commandListeners.orderedStream().toList())
                        .applyConnectionString(new ConnectionString(settings.mongoUri()))
                        .uuidRepresentation(UuidRepresentation.STANDARD)
                        .readPreference(ReadPreference.primary())
                        .readConcern(ReadConcern.DEFAULT)
                        .writeConcern(WriteConcern.MAJORITY.withJournal(true))
                        .applyToClusterSettings(
                                cluster -> cluster.serverSelectionTimeout(5, TimeUnit.SECONDS))
                        .build());
    }

    @Bean
    MongoDatabase mongoDatabase(MongoClient client, MessagingSettings settings) {
        String named = new ConnectionString(settings.mongoUri()).getDatabase();
        return client.getDatabase(named == null ? settings.service() : named);
    }

    @Bean
    KafkaTemplate<String, byte[]> kafkaTemplate(MessagingSettings settings) {
        Map<String, Object> producer =
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        settings.kafka(),
                        ProducerConfig.CLIENT_ID_CONFIG,
                        settings.service(),
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.LINGER_MS_CONFIG,
                        0,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        5_000,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        5_000,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        15_000,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "none");
        return new KafkaTemplate<>(
                new DefaultKafkaProducerFactory<>(
                        producer, new StringSerializer(), new ByteArraySerializer()));
    }

    @Bean
    Traces traces(ObjectProvider<Tracer> tracer, ObjectProvider<Propagator> propagator) {
        return new Traces(tracer.getIfAvailable(), propagator.getIfAvailable());
    }

    @Bean
    Lease lease(MongoDatabase database, MessagingSettings settings) {
        return new Lease(
                database.getCollection("leases"), "relay", settings.instance(), settings.lease());
    }

    @Bean
    Relay relay(
            KafkaTemplate<String, byte[]> kafka,
            MongoDatabase database,
            Lease lease,
            Clock clock,
            MessagingSettings settings,
            MeterRegistry meters) {
        return new Relay(
                kafka,
                new Journal(database.getCollection("journal")),
                lease,
                "/" + settings.service(),
                clock,
                settings,
                meters);
    }

    @Bean
    Records records(MessagingSettings settings) {
        return new Records(settings);
    }

    @Bean
    Messaging messaging(
            MongoDatabase database,
            Records records,
            Clock clock,
            Traces traces,
            Relay relay,
            MessagingSettings settings) {
        List<String> own =
                Topics.declared().stream()
                        .map(Topics.Topic::name)
                        .filter(topic -> topic.startsWith(settings.service() + "."))
                        .toList();
        return new Messaging(database, Epoch.of(database, records, own), clock, traces, relay);
    }

    @Bean
    Parked parked(MongoDatabase database) {
        return new Parked(database.getCollection("parked"));
    }

    @Bean
    LastingEffects lastingEffects(
            ObjectProvider<Reaction> reactions,
            Parked parked,
            Records records,
            MessagingSettings settings) {
        return new LastingEffects(
                reactions.orderedStream().toList(), parked, records, settings.service());
    }

    @Bean
    Consumers consumers(
            ObjectProvider<Projection<?>> projections,
            ObjectProvider<Reaction> reactions,
            MongoDatabase database,
            Parked parked,
            Traces traces,
            Clock clock,
            MeterRegistry meters,
            MessagingSettings settings) {
        List<Consumer> consumers = new ArrayList<>();
        projections.forEach(
                projection ->
                        consumers.add(
                                new Consumer(
                                        projection.name(),
                                        List.of(projection.topic()),
                                        new ProjectionHandler<>(
                                                projection,
                                                database.getCollection(projection.name())),
                                        parked,
                                        traces,
                                        clock,
                                        meters,
                                        settings)));
        reactions.forEach(
                reaction ->
                        consumers.add(
                                new Consumer(
                                        reaction.name(),
                                        reaction.topics(),
                                        message -> {
                                            reaction.on(message);
                                            return Handler.Outcome.APPLIED;
                                        },
                                        parked,
                                        traces,
                                        clock,
                                        meters,
                                        settings)));
        return new Consumers(consumers);
    }

    @Bean
    HealthIndicator messagingHealthIndicator(MongoDatabase database, Relay relay, Parked parked) {
        return new MessagingHealth(database, relay, parked);
    }

    @Bean
    ParkedEndpoint parkedEndpoint(Parked parked) {
        return new ParkedEndpoint(parked);
    }

    @Bean
    MessagingProblems messagingProblems() {
        return new MessagingProblems();
    }
}
