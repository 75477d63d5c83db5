package de.gemeinsamkommune.membership.person;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.ReplaceOptions;

import de.gemeinsamkommune.membership.directory.DirectoryIndex;
import de.gemeinsamkommune.membership.directory.Town;
import de.gemeinsamkommune.membership.directory.Towns;
import de.gemeinsamkommune.membership.register.RegisterSwitched;
import de.gemeinsamkommune.messaging.Messaging;
import de.gemeinsamkommune.messaging.StaleVersion;
import de.gemeinsamkommune.messaging.Stored;

import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Computes anew by what people are found when the official register or the rules have changed:
 * after an import, and at the start when that was missed. Only people who are found by something
 * else then are written.
 */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class DirectorySweep implements ApplicationRunner {

    private static final Logger LOG = LoggerFactory.getLogger(DirectorySweep.class);
    private static final String LAST = "last";
    private static final int BATCH = 500;

    private final MongoPeople people;
    private final DirectoryIndex directory;
    private final Towns towns;
    private final MongoCollection<Document> sweeps;

    DirectorySweep(Messaging messaging, MongoPeople people, DirectoryIndex directory, Towns towns) {
        this.people = people;
        this.directory = directory;
        this.towns = towns;
        sweeps = messaging.database().getCollection("directorySweeps");
    }

    @Override
    public void run(ApplicationArguments arguments) {
        begin();
    }

    @EventListener
    void on(RegisterSwitched switched) {
        begin();
    }

    private void begin() {
        Thread.ofVirtual().name("directory-sweep").start(this::sweep);
    }

    /** One at a time; one that fails is made up for at the next start. */
    private synchronized void sweep() {
        try {
            String basis = directory.basis();
            Document last = sweeps.find(eq("_id", LAST)).first();
            if (last != null && basis.equals(last.getString("basis"))) {
                return;
            }
            int changed = sweep(towns.remembered());
            sweeps.replaceOne(
                    eq("_id", LAST),
                    new Document("_id", LAST).append("basis", basis),
                    new ReplaceOptions().upsert(true));
            LOG.info("{} people are found by something else in the directory", changed);
        } catch (RuntimeException failure) {
            LOG.error("The directory does not follow the register until the next start", failure);
        }
    }

    private int sweep(Function<String, Optional<Town>> known) {
        int changed = 0;
        List<Stored<Person>> batch = people.active(null, BATCH);
        while (!batch.isEmpty()) {
            for (Stored<Person> read : batch) {
                changed += refind(read, known) ? 1 : 0;
            }
            batch = people.active(batch.getLast().id(), BATCH);
        }
        return changed;
    }

    private boolean refind(Stored<Person> first, Function<String, Optional<Town>> known) {
        Stored<Person> read = first;
        while (true) {
            try {
                return people.refind(read, known);
            } catch (StaleVersion lost) {
                Optional<Stored<Person>> again = people.find(read.id());
                if (again.isEmpty()) {
                    return false;
                }
                read = again.get();
            }
        }
    }
}
