package de.gemeinsamkommune.membership.access;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;

import de.gemeinsamkommune.defaults.access.PersonalData.Category;
import de.gemeinsamkommune.defaults.access.PersonalDataSource;
import de.gemeinsamkommune.messaging.Message;
import de.gemeinsamkommune.messaging.Messaging;
import de.gemeinsamkommune.messaging.Reaction;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Who fetched an export about whom. It is part of what is held about a person, and goes with it.
 */
@Component
class DataAccesses implements PersonalDataSource, Reaction {

    private static final Logger log = LoggerFactory.getLogger(DataAccesses.class);

    private static final String PERSON_ERASED = "membership.person-erased.v1";

    private final MongoCollection<DataAccess> accesses;
    private final ExportLimit limit;
    private final Clock clock;

    DataAccesses(Messaging messaging, ExportLimit limit, Clock clock) {
        this.accesses = messaging.database().getCollection("data_accesses", DataAccess.class);
        this.limit = limit;
        this.clock = clock;
        accesses.createIndex(Indexes.ascending("person", "at"));
    }

    /** An access as the person sees it: who it was is named by the role. */
    record Seen(Instant at, String byRole) {}

    /** What is read of {@code membership.person-erased.v1}. */
    record PersonErased(String person) {}

    /** What is read of {@code membership.person-merged.v1}. */
    record PersonMerged(String person, String into) {}

    /** Notes it for the person, and in the log. */
    void note(String person, String by) {
        accesses.insertOne(
                new DataAccess(UUID.randomUUID().toString(), person, by, clock.instant()));
        log.info("{} fetched the export about {}", by, person);
    }

    void forget(String person) {
        accesses.deleteMany(eq("person", person));
        limit.forget(person);
    }

    @Override
    public List<Category> about(String person) {
        return List.of(
                new Category(
                        "data-accesses",
                        "access-log",
                        "GDPR 6(1)(c)",
                        "one-year",
                        List.of("administration"),
                        false,
                        accesses.find(eq("person", person))
                                .sort(Sorts.ascending("at"))
                                .map(access -> new Seen(access.at(), "ADMINISTRATOR"))
                                .into(new ArrayList<>())));
    }

    @Override
    public String name() {
        return "data-accesses";
    }

    @Override
    public List<String> topics() {
        return List.of("membership.person");
    }

    /** A restored store must not know the person again. */
    @Override
    public Set<String> lasting() {
        return Set.of(PERSON_ERASED);
    }

    @Override
    public void on(Message message) {
        if (message.type().equals(PERSON_ERASED)) {
            forget(message.read(PersonErased.class).person());
        } else if (message.type().equals("membership.person-merged.v1")) {
            PersonMerged merged = message.read(PersonMerged.class);
            accesses.updateMany(
                    eq("person", merged.person()), Updates.set("person", merged.into()));
        }
    }
}
