package de.gemeinsamkommune.advisory.reading;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;

import de.gemeinsamkommune.advisory.reading.Reading.Extent;
import de.gemeinsamkommune.advisory.reading.Reading.Role;
import de.gemeinsamkommune.messaging.Messaging;

import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * The log of who read which request. It is only ever added to, but for what is older than its
 * retention. A page of the list is one entry, so that listing stays one write.
 */
@Component
public class Readings {

    private final MongoCollection<Reading> readings;
    private final Clock clock;

    /** The log in the service's own database. */
    @Autowired
    public Readings(Messaging messaging, Clock clock) {
        this(messaging.database(), clock);
        readings.createIndex(
                Indexes.compoundIndex(
                        Indexes.ascending("requests"), Indexes.descending("at", "_id")));
        readings.createIndex(Indexes.ascending("reader"));
        readings.createIndex(Indexes.ascending("at"));
    }

    /** The log in a database that has its indexes. */
    public Readings(MongoDatabase database, Clock clock) {
        this.readings = database.getCollection("readings", Reading.class);
        this.clock = clock;
    }

    /**
     * Notes that somebody is about to be shown these requests. What cannot be noted must not be
     * shown: a failure of the store is thrown.
     *
     * @param requests nothing is noted when there are none
     */
    public void note(Collection<String> requests, String reader, Role role, Extent extent) {
        if (requests.isEmpty()) {
            return;
        }
        readings.insertOne(
                new Reading(
                        UUID.randomUUID().toString(),
                        List.copyOf(requests),
                        reader,
                        role,
                        extent,
                        // as the store keeps it
                        clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    }

    /**
     * Lists the readings of one request, the newest first.
     *
     * @param extent only these, null for all
     * @param after the last one of the page before, null for the first page
     * @param size at most this many, from 1
     */
    public List<Reading> of(
            String request, @Nullable Extent extent, @Nullable Place after, int size) {
        List<Bson> filters = new ArrayList<>();
        filters.add(eq("requests", request));
        filters.add(extent == null ? empty() : eq("extent", extent.name()));
        if (after != null) {
            filters.add(or(lt("at", after.at()), and(eq("at", after.at()), lt("_id", after.id()))));
        }
        return readings.find(and(filters))
                .sort(Sorts.descending("at", "_id"))
                .limit(size)
                .into(new ArrayList<>());
    }

    /** Where a reading stands in the list. */
    public record Place(Instant at, String id) {}

    /** {@return all readings of any of these requests, the oldest first} */
    public List<Reading> ofAny(Collection<String> requests) {
        return requests.isEmpty() ? List.of() : all(in("requests", requests));
    }

    /** {@return all readings by this person, the oldest first} */
    public List<Reading> by(String reader) {
        return all(eq("reader", reader));
    }

    private List<Reading> all(Bson filter) {
        return readings.find(filter).sort(Sorts.ascending("at", "_id")).into(new ArrayList<>());
    }
}
