package de.gemeinsamkommune.membership.register;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.nin;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Filters.regex;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;

import de.gemeinsamkommune.membership.register.Pointer.Running;
import de.gemeinsamkommune.messaging.Messaging;

import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The documents of the register: generations of units, and the pointer to the one that counts. */
@Component
class MongoRegister {

    /** After so long without a sign an import counts as broken. */
    static final Duration SILENCE = Duration.ofSeconds(60);

    private static final String CURRENT = "current";
    private static final String GENERATION = "generation";
    private static final String RUN = "running.run";
    private static final String SORT = "sort";

    private final MongoCollection<Pointer> pointers;
    private final MongoCollection<StoredUnit> units;
    private final Clock clock;

    MongoRegister(Messaging messaging, Clock clock) {
        this.clock = clock;
        pointers = messaging.database().getCollection("register", Pointer.class);
        units = messaging.database().getCollection("administrativeUnits", StoredUnit.class);
        units.createIndex(Indexes.ascending(GENERATION, SORT, "key"));
        try {
            pointers.insertOne(new Pointer(CURRENT, null, null, null, null, null, null));
        } catch (MongoWriteException refused) {
            // there since an earlier start
            if (ErrorCategory.fromErrorCode(refused.getCode()) != ErrorCategory.DUPLICATE_KEY) {
                throw refused;
            }
        }
    }

    Pointer pointer() {
        Pointer pointer = pointers.find(eq("_id", CURRENT)).first();
        if (pointer == null) {
            throw new IllegalStateException("the register has lost its pointer");
        }
        return pointer;
    }

    boolean isRunning(String run) {
        return pointer().isRunning(run, clock.instant().minus(SILENCE));
    }

    /** {@return whether the run may begin: no other one is under way} */
    boolean begin(String run) {
        Instant now = clock.instant();
        Bson free = or(eq("running", null), lt("running.beat", now.minus(SILENCE)));
        return pointers.findOneAndUpdate(
                        and(eq("_id", CURRENT), free),
                        Updates.set("running", new Running(run, now)),
                        new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER))
                != null;
    }

    /** {@return whether the run is still the one under way} */
    boolean beat(String run) {
        return pointers.updateOne(ours(run), Updates.set("running.beat", clock.instant()))
                        .getMatchedCount()
                == 1;
    }

    /** Ends a run, unless it has been taken for broken and another one is under way. */
    void end(String run) {
        pointers.updateOne(ours(run), Updates.set("running", null));
    }

    /**
     * Makes what the run has written the register.
     *
     * @param before the generation it was compared with
     * @param after what that is; null for what the product brings
     * @return whether it did: false when the run was taken for broken meanwhile
     */
    boolean switchTo(String run, @Nullable String before, @Nullable Register after) {
        return pointers.updateOne(
                                and(ours(run), eq(GENERATION, before)),
                                Updates.combine(
                                        Updates.set(GENERATION, run),
                                        Updates.set("previous", before),
                                        Updates.set("on", after == null ? null : after.on()),
                                        Updates.set(
                                                "municipalities",
                                                after == null ? null : after.municipalities()),
                                        Updates.set(
                                                "population",
                                                after == null ? null : after.population())))
                        .getMatchedCount()
                == 1;
    }

    /** Notes that the same units are those of a newer day. */
    boolean confirm(String run, LocalDate on) {
        return pointers.updateOne(ours(run), Updates.set("on", on)).getMatchedCount() == 1;
    }

    private static Bson ours(String run) {
        return and(eq("_id", CURRENT), eq(RUN, run));
    }

    void write(String generation, Collection<AdministrativeUnit> batch) {
        units.insertMany(batch.stream().map(unit -> StoredUnit.of(generation, unit)).toList());
    }

    /**
     * Deletes what broken imports have left. To be called by the run under way, since what another
     * one has begun to write would go too.
     *
     * @return how many documents went
     */
    long sweep() {
        return units.deleteMany(nin(GENERATION, pointer().inUse())).getDeletedCount();
    }

    /** {@return all units of a generation} */
    List<AdministrativeUnit> all(@Nullable String generation) {
        return generation == null
                ? List.of()
                : units.find(eq(GENERATION, generation))
                        .map(StoredUnit::unit)
                        .into(new ArrayList<>());
    }

    Optional<AdministrativeUnit> find(String key) {
        String generation = pointer().generation();
        return generation == null
                ? Optional.empty()
                : Optional.ofNullable(units.find(eq("_id", generation + "/" + key)).first())
                        .map(StoredUnit::unit);
    }

    /** What is asked for. */
    record Wanted(
            @Nullable String name,
            @Nullable String postcode,
            @Nullable UnitLevel level,
            @Nullable String district,
            @Nullable String region,
            boolean ended) {}

    /** Where a page begins. */
    record Place(String sort, String key) {}

    /** {@return units in the order of a German dictionary} */
    List<StoredUnit> list(Wanted wanted, @Nullable Place after, int limit) {
        String generation = pointer().generation();
        String name = wanted.name();
        // no expression can hold what no name holds either
        if (generation == null || name != null && name.indexOf('\0') >= 0) {
            return List.of();
        }
        List<Bson> filters = new ArrayList<>(List.of(eq(GENERATION, generation)));
        if (!wanted.ended()) {
            filters.add(eq("ended", false));
        }
        if (name != null) {
            filters.add(regex(SORT, Pattern.quote(StoredUnit.sort(name))));
        }
        if (wanted.postcode() != null) {
            filters.add(eq("unit.postcode", wanted.postcode()));
        }
        if (wanted.level() != null) {
            filters.add(eq("unit.level", wanted.level().name()));
        }
        if (wanted.district() != null) {
            filters.add(eq("unit.district", wanted.district()));
        }
        if (wanted.region() != null) {
            filters.add(eq("unit.region", wanted.region()));
        }
        if (after != null) {
            filters.add(
                    or(
                            gt(SORT, after.sort()),
                            and(eq(SORT, after.sort()), gt("key", after.key()))));
        }
        return units.find(and(filters))
                .sort(Sorts.ascending(SORT, "key"))
                .limit(limit)
                .into(new ArrayList<>());
    }
}
