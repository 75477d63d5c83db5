package de.gemeinsamkommune.benchmarks;

import com.mongodb.ConnectionString;
import com.mongodb.MongoCredential;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;

import de.gemeinsamkommune.benchmarks.MembershipMeasure.Membership;
import de.gemeinsamkommune.embedded.EmbeddedKafka;
import de.gemeinsamkommune.embedded.EmbeddedMongo;
import de.gemeinsamkommune.membership.MembershipApplication;
import de.gemeinsamkommune.messaging.Topics;

import org.springframework.context.ConfigurableApplicationContext;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What membership reads and imports, as a ratio to the bare driver reading and writing the same in
 * the same run. Measured in the process of the service, without HTTP and JSON.
 *
 * <p>Runs on the embedded parts, or on {@code MONGODB_URI} and {@code KAFKA_BOOTSTRAP_SERVERS}.
 */
public final class MembershipBenchmark {

    private MembershipBenchmark() {}

    /** All that is measured, in this order. */
    private static List<MembershipMeasure> measures() {
        // the register while there is nobody whom the directory would then have to find anew
        return List.of(new RegisterMeasure(), new DirectoryMeasure());
    }

    /**
     * Takes no arguments; {@code -Dpeople}, {@code -Drounds} and {@code -Dtimes} set the size,
     * {@code -Dmany} that of the grown network.
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
        Rounds.print("load of the machine: %s", StartBenchmark.load());
        try (MongoClient client = MongoClients.create(store);
                ConfigurableApplicationContext service =
                        MembershipApplication.application()
                                .properties(
                                        "MONGODB_URI=" + named(store, database),
                                        "KAFKA_BOOTSTRAP_SERVERS=" + broker,
                                        "CLIENT_SECRET=" + database,
                                        "MEMBERSHIP_PORT=0",
                                        "LOG_LEVEL=ERROR")
                                .run()) {
            MongoDatabase bare = client.getDatabase(database);
            try {
                Membership membership = new Membership(service, bare, uri != null);
                for (MembershipMeasure measure : measures()) {
                    measure.measure(membership);
                }
            } finally {
                bare.drop();
            }
        } finally {
            if (kafka != null) {
                kafka.close();
            }
            if (mongo != null) {
                mongo.close();
            }
        }
    }

    /** {@return the connection string with another database, signing in where it did before} */
    private static String named(String store, String database) {
        int options = store.indexOf('?');
        String hosts = options < 0 ? store : store.substring(0, options);
        int path = hosts.indexOf('/', hosts.indexOf("://") + 3);
        MongoCredential credential = new ConnectionString(store).getCredential();
        String source = credential == null ? "" : "authSource=" + credential.getSource() + "&";
        return (path < 0 ? hosts : hosts.substring(0, path))
                + "/"
                + database
                + "?"
                + source
                + (options < 0 ? "" : store.substring(options + 1));
    }
}
