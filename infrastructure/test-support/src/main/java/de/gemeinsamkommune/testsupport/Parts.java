package de.gemeinsamkommune.testsupport;

import de.gemeinsamkommune.embedded.EmbeddedKafka;
import de.gemeinsamkommune.embedded.EmbeddedMongo;
import de.gemeinsamkommune.messaging.Topics;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.mongodb.MongoDBContainer;
import org.testcontainers.utility.DockerImageName;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * The broker and the store the tests of one JVM run on, started at first use.
 *
 * <p>The system property {@code parts} says which: {@code embedded} (the default), {@code
 * environment} for servers named by {@code MONGODB_URI} and {@code KAFKA_BOOTSTRAP_SERVERS}, or
 * {@code containers}. There is no falling back from one to the other.
 */
public final class Parts {

    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

    private final String mongodbUri;
    private final String kafkaBootstrapServers;

    private static final class Shared {
        static final Parts INSTANCE = start(System.getProperty("parts", "embedded"));
    }

    private Parts(String mongodbUri, String kafkaBootstrapServers) {
        this.mongodbUri = mongodbUri;
        this.kafkaBootstrapServers = kafkaBootstrapServers;
    }

    /** The parts of this JVM; the topics are declared. */
    public static Parts shared() {
        return Shared.INSTANCE;
    }

    /** Connection string without a database. */
    public String mongodbUri() {
        return mongodbUri;
    }

    /** Connection string with the given database. */
    public String mongodbUri(String database) {
        return withDatabase(mongodbUri, database);
    }

    static String withDatabase(String uri, String database) {
        int query = uri.indexOf('?');
        String servers = query < 0 ? uri : uri.substring(0, query);
        String options = query < 0 ? "" : uri.substring(query);
        int path = servers.indexOf('/', servers.indexOf("//") + 2);
        return (path < 0 ? servers : servers.substring(0, path)) + "/" + database + options;
    }

    /** The brokers. */
    public String kafkaBootstrapServers() {
        return kafkaBootstrapServers;
    }

    static Parts start(String kind) {
        long began = System.nanoTime();
        Parts parts =
                switch (kind) {
                    case "embedded" -> embedded();
                    case "environment" ->
                            new Parts(required("MONGODB_URI"), required("KAFKA_BOOTSTRAP_SERVERS"));
                    case "containers" -> containers();
                    default -> throw new IllegalArgumentException("Unknown -Dparts=" + kind);
                };
        Topics.declare(parts.kafkaBootstrapServers);
        LOG.info(
                "The tests run on {} parts: {} and Kafka at {} (ready after {} ms)",
                kind,
                parts.mongodbUri.replaceAll("//[^@/]*@", "//***@"),
                parts.kafkaBootstrapServers,
                (System.nanoTime() - began) / 1_000_000);
        return parts;
    }

    private static String required(String variable) {
        String value = System.getenv(variable);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException(
                    "-Dparts=environment needs the environment variable " + variable);
        }
        return value;
    }

    private static Parts embedded() {
        try {
            Path data = Files.createTempDirectory("parts-");
            EmbeddedKafka kafka = EmbeddedKafka.start(data.resolve("kafka"), 0, 0);
            EmbeddedMongo mongo = EmbeddedMongo.start(data.resolve("store.mv"), 0);
            Runtime.getRuntime()
                    .addShutdownHook(
                            new Thread(
                                    () -> {
                                        kafka.close();
                                        mongo.close();
                                        delete(data);
                                    },
                                    "parts-stop"));
            return new Parts(mongo.uri(), kafka.bootstrap());
        } catch (IOException e) {
            throw new UncheckedIOException("The embedded parts did not start", e);
        }
    }

    private static void delete(Path folder) {
        try {
            Files.walkFileTree(
                    folder,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                                throws IOException {
                            Files.deleteIfExists(file);
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(
                                Path directory, @Nullable IOException failure) throws IOException {
                            Files.deleteIfExists(directory);
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            LOG.warn("The folder {} of the embedded parts is left over", folder, e);
        }
    }

    // the containers live as long as the JVM, Testcontainers removes them
    @SuppressWarnings("resource")
    private static Parts containers() {
        MongoDBContainer mongo = new MongoDBContainer(DockerImageName.parse("mongo:8"));
        KafkaContainer kafka = new KafkaContainer(DockerImageName.parse("apache/kafka:4.3.1"));
        mongo.start();
        kafka.start();
        return new Parts(mongo.getConnectionString(), kafka.getBootstrapServers());
    }
}
