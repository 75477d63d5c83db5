package de.gemeinsamkommune.benchmarks;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.nin;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;

import org.bson.Document;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Importing the register of administrative units: each time 2,160 units, of all of which a figure
 * has changed, as with the register of a year later.
 *
 * <p>The service does what it does with {@code REGISTER_FILE}: it finds out form and encoding,
 * reads and checks the file, deletes the generation before the last, reads the last one, compares
 * the two, writes the new one in batches of 500 and switches to it, and notes after each batch how
 * far it is. Writing the file stands in for the upload.
 *
 * <p>The bare driver only deletes, reads, writes and switches: documents of the same form, in the
 * same batches, in a collection of its own with the same index. Reading and checking the file,
 * comparing and noting are the service's alone.
 */
final class RegisterMeasure implements MembershipMeasure {

    /** Imports in each round. */
    private static final int TIMES = Integer.getInteger("imports", 3);

    private static final int BATCH = 500;
    private static final String GENERATION = "generation";
    private static final LocalDate FIRST_DAY = LocalDate.of(2001, 1, 1);

    @Override
    public void measure(Membership membership) throws Exception {
        Path folder = Files.createTempDirectory("register-benchmark");
        Path file = folder.resolve("register.asc");
        ServiceSide service = new ServiceSide(membership, file);
        double first = seconds(service::load);
        BareSide bare = new BareSide(membership.bare(), service.written());
        String what = "import of %,d units".formatted(InventedRegister.UNITS);
        if (service.load() != InventedRegister.UNITS || bare.load() != InventedRegister.UNITS) {
            throw new IllegalStateException("not all units were imported");
        }
        double slowest = Rounds.inTurns(what, TIMES, service::load, bare::load);
        Rounds.print(
                "%s: %.2f s the first time, later at most %.2f s on average of a round"
                        + " (asked: less than 5 s)",
                what, first, slowest);
        Files.delete(file);
        Files.delete(folder);
    }

    private static double seconds(Rounds.Work work) throws Exception {
        long before = System.nanoTime();
        work.once();
        return (System.nanoTime() - before) / 1e9;
    }

    /** Imports files as the service does at its start. */
    private static final class ServiceSide {

        private final ApplicationRunner imports;
        private final Path file;
        private final MongoCollection<Document> pointer;
        private final MongoCollection<Document> units;
        private int number;
        private String generation = "";

        ServiceSide(Membership membership, Path file) {
            this.imports = imports(membership.service(), file);
            this.file = file;
            this.pointer = membership.bare().getCollection("register");
            this.units = membership.bare().getCollection("administrativeUnits");
        }

        /** The service's bean looked for its file when it was made; so this makes another one. */
        private static ApplicationRunner imports(ApplicationContext service, Path file) {
            ((ConfigurableEnvironment) service.getEnvironment())
                    .getPropertySources()
                    .addFirst(
                            new MapPropertySource(
                                    "register",
                                    Map.of("membership.register-file", file.toString())));
            return (ApplicationRunner)
                    service.getAutowireCapableBeanFactory()
                            .createBean(Objects.requireNonNull(service.getType("registerAtStart")));
        }

        /** Imports the next register, and returns how many units are there then. */
        int load() throws Exception {
            number++;
            InventedRegister.write(file, FIRST_DAY.plusDays(number), number);
            imports.run(new DefaultApplicationArguments());
            String before = generation;
            generation = Objects.requireNonNull(pointer.find().first()).getString(GENERATION);
            if (generation.equals(before)) {
                throw new IllegalStateException("the register was not switched");
            }
            return Math.toIntExact(units.countDocuments(eq(GENERATION, generation)));
        }

        /** {@return the documents of the register there is} */
        List<Document> written() {
            return units.find(eq(GENERATION, generation)).into(new ArrayList<>());
        }
    }

    /** Deletes, reads, writes and switches the same, and nothing else. */
    private static final class BareSide {

        private final MongoCollection<Document> pointer;
        private final MongoCollection<Document> units;
        private final List<Document> documents;
        private String generation = "none";
        private String previous = "none";

        BareSide(MongoDatabase database, List<Document> documents) {
            this.pointer = database.getCollection("bareRegister");
            this.units = database.getCollection("bareUnits");
            this.documents = documents;
            units.createIndex(Indexes.ascending(GENERATION, "sort", "key"));
            pointer.insertOne(new Document("_id", "current"));
        }

        /** Writes the next generation, and returns how many units are there then. */
        int load() {
            String next = UUID.randomUUID().toString();
            units.deleteMany(nin(GENERATION, generation, previous));
            units.find(eq(GENERATION, generation)).into(new ArrayList<>());
            for (Document unit : documents) {
                unit.append("_id", next + "/" + unit.getString("key")).append(GENERATION, next);
            }
            for (int from = 0; from < documents.size(); from += BATCH) {
                units.insertMany(documents.subList(from, Math.min(from + BATCH, documents.size())));
            }
            pointer.updateOne(
                    eq("_id", "current"),
                    Updates.combine(
                            Updates.set(GENERATION, next), Updates.set("previous", generation)));
            previous = generation;
            generation = next;
            return Math.toIntExact(units.countDocuments(eq(GENERATION, next)));
        }
    }
}
