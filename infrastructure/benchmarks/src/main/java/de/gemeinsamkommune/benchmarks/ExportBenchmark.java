package de.gemeinsamkommune.benchmarks;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;

import de.gemeinsamkommune.defaults.access.PersonalData.Category;
import de.gemeinsamkommune.defaults.access.PersonalDataController;
import de.gemeinsamkommune.standalone.Network;
import de.gemeinsamkommune.standalone.NetworkSettings;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The export of everything the network holds about a person, first of one of the demo data, then of
 * the same after some years. Against it the bare driver reads the same documents of the same
 * databases, one query after the other.
 *
 * <p>Collecting is measured in the process of the services, as search and contacts are: each
 * service says what it holds, one after the other, without HTTP and JSON between them; but the
 * newsletter service asks membership for the address, as it has to. Besides, the whole is measured
 * as the person fetches it through the gateway: one request, upon which membership counts the
 * export, asks all services over HTTP, and makes the page and the archive.
 *
 * <p>The network runs in this process, on the embedded parts or on {@code MONGODB_URI} and {@code
 * KAFKA_BOOTSTRAP_SERVERS}.
 */
public final class ExportBenchmark {

    private static final int TIMES = Integer.getInteger("exports", 50);
    private static final int YEARS = Integer.getInteger("years", 10);

    /** The databases of the network; each service calls its own by its name. */
    private static final List<String> DATABASES =
            List.of(
                    "identity",
                    "membership",
                    "newsletter",
                    "events",
                    "portal",
                    "advisory",
                    "analytics");

    private ExportBenchmark() {}

    /**
     * Takes no arguments; {@code -Dexports}, {@code -Drounds} and {@code -Dyears} set the size.
     *
     * @throws IllegalStateException when the store holds a network already
     */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("LOG_LEVEL", "ERROR");
        // read by membership, which otherwise makes five an hour
        System.setProperty("EXPORTS_PER_HOUR", String.valueOf(Integer.MAX_VALUE));
        Map<String, String> real = new HashMap<>(System.getenv());
        real.keySet().retainAll(List.of("MONGODB_URI", "KAFKA_BOOTSTRAP_SERVERS"));
        requireEmpty(real.get("MONGODB_URI"));
        Path folder = Files.createTempDirectory("export-benchmark");
        System.out.println("Data are in " + folder + " until it is measured");
        NetworkSettings settings =
                new NetworkSettings(folder.resolve("data"), 0, true, Duration.ZERO, real);
        try (Network network = new Network(settings, (_, _) -> {})) {
            network.start();
            try (MongoClient client = MongoClients.create(network.mongoUri())) {
                try {
                    measure(network, client);
                } finally {
                    DATABASES.forEach(name -> client.getDatabase(name).drop());
                }
            }
        }
        Program.remove(folder);
    }

    /** What is measured is dropped afterwards, so it must be this program's. */
    private static void requireEmpty(@Nullable String store) {
        if (store == null) {
            return;
        }
        try (MongoClient client = MongoClients.create(store)) {
            List<String> there = client.listDatabaseNames().into(new ArrayList<>());
            there.retainAll(DATABASES);
            if (!there.isEmpty()) {
                throw new IllegalStateException(
                        "MONGODB_URI holds a network already: databases " + there);
            }
        }
    }

    private static void measure(Network network, MongoClient client) throws Exception {
        Rounds.print("load of the machine: %s", StartBenchmark.load());
        try (DemoMember member = DemoMember.signedInAt(network.url())) {
            BareExport bare = new BareExport(client, member.id());
            ExportedPerson person = new ExportedPerson(client, member);
            person.useTheNetwork();
            compare("of a demo person", network, member, bare);
            person.stay(YEARS);
            compare("of a person of %d years".formatted(YEARS), network, member, bare);
        }
    }

    private static void compare(String whose, Network network, DemoMember member, BareExport bare)
            throws Exception {
        requireSame(member.export(), bare);
        Rounds.print("export %s: %,d documents", whose, bare.read());
        List<PersonalDataController> services =
                network.contexts().stream()
                        .flatMap(
                                each -> each.getBeanProvider(PersonalDataController.class).stream())
                        .toList();
        Rounds.inTurns(
                "collecting the export " + whose,
                TIMES,
                () -> collect(services, member.id()),
                bare::read);
        for (PersonalDataController service : services) {
            String name = service.about(member.id()).service();
            double took = Rounds.microseconds(() -> collect(List.of(service), member.id()), TIMES);
            Rounds.print("  of which %s: %.0f µs", name, took);
        }
        double slowest =
                Rounds.inTurns(
                        "whole export " + whose + ", through the gateway",
                        TIMES,
                        () -> member.export().length,
                        bare::countAndRead);
        Rounds.print(
                "whole export %s: at most %.3f s on average of a round (asked: ready within 60 s)",
                whose, slowest);
    }

    /** {@return how many items the services hold about the person} */
    private static int collect(List<PersonalDataController> services, String person) {
        int items = 0;
        for (PersonalDataController service : services) {
            for (Category category : service.about(person).categories()) {
                items += category.items().size();
            }
        }
        return items;
    }

    /** Where an item of the export is a document, there must be as many of both. */
    private static void requireSame(byte[] archive, BareExport bare) throws Exception {
        same(archive, "membership", "profile", bare.documents("membership", "people", "_id"));
        same(
                archive,
                "membership",
                "data-accesses",
                bare.documents("membership", "data_accesses", "person"));
        same(
                archive,
                "events",
                "registrations",
                bare.documents("events", "registrations", "person"));
        same(
                archive,
                "advisory",
                "requests",
                bare.documents("advisory", "requests", "state.asker"));
        same(
                archive,
                "newsletter",
                "mails",
                bare.documents("newsletter", "deliveries", "recipient"));
    }

    private static void same(byte[] archive, String service, String category, int documents)
            throws Exception {
        int items = DemoMember.items(archive, service, category);
        if (items != documents) {
            throw new IllegalStateException(
                    "%d %s of %s, but %d documents".formatted(items, category, service, documents));
        }
    }
}
