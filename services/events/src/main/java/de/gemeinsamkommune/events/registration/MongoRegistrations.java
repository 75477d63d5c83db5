package de.gemeinsamkommune.events.registration;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;

import de.gemeinsamkommune.events.announcement.Decision;
import de.gemeinsamkommune.events.announcement.Decision.Kind;
import de.gemeinsamkommune.events.announcement.SeatHolders;
import de.gemeinsamkommune.messaging.Messaging;

import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The registrations, in the collection {@code registrations}; written only as decided. */
@Component
@Order(1)
public final class MongoRegistrations implements Ledger, SeatHolders {

    private static final List<String> LIVE =
            List.of(RegistrationStatus.CONFIRMED.name(), RegistrationStatus.WAITING.name());

    private final MongoCollection<Registration> collection;

    /** Opens the collection and declares its indexes. */
    public MongoRegistrations(Messaging messaging) {
        collection = messaging.database().getCollection("registrations", Registration.class);
        collection.createIndex(Indexes.ascending("event", "status", "place"));
        collection.createIndex(Indexes.ascending("event", "place"));
        collection.createIndex(Indexes.ascending("person", "registeredAt"));
    }

    /** {@return the registration, or empty when there is none or it is for another event} */
    public Optional<Registration> find(String event, String id) {
        return Optional.ofNullable(collection.find(and(eq("_id", id), eq("event", event))).first());
    }

    /** {@return where a waiting registration stands in the waiting list, from 1; else null} */
    public @Nullable Long position(Registration registration) {
        if (registration.status() != RegistrationStatus.WAITING) {
            return null;
        }
        return 1
                + collection.countDocuments(
                        and(waitingFor(registration.event()), lt("place", registration.place())));
    }

    @Override
    public boolean hasSeat(String event, String person) {
        return collection
                        .find(
                                and(
                                        eq("person", person),
                                        eq("event", event),
                                        eq("status", RegistrationStatus.CONFIRMED.name())))
                        .first()
                != null;
    }

    /** {@return ids of the events the person ever registered for, unless forgotten} */
    public List<String> eventsOf(String person) {
        return collection
                .find(eq("person", person))
                .map(Registration::event)
                .into(new ArrayList<>());
    }

    /** Removes the person from all their registrations; what was counted stays. */
    public void forget(String person) {
        collection.updateMany(
                eq("person", person),
                Updates.combine(Updates.unset("person"), Updates.unset("request")));
    }

    /** {@return ids of the events for which anybody is still known to be registered} */
    List<String> eventsWithPeople() {
        return collection.distinct("event", exists("person"), String.class).into(new ArrayList<>());
    }

    /** Removes the people from all registrations for an event, and tells from how many. */
    long forgetAll(String event) {
        return collection
                .updateMany(
                        and(eq("event", event), exists("person")),
                        Updates.combine(Updates.unset("person"), Updates.unset("request")))
                .getModifiedCount();
    }

    List<Registration> find(Collection<String> ids) {
        return ids.isEmpty() ? List.of() : collection.find(in("_id", ids)).into(new ArrayList<>());
    }

    List<Registration> firstWaiting(String event, int limit) {
        return collection
                .find(waitingFor(event))
                .sort(Sorts.ascending("place"))
                .limit(limit)
                .into(new ArrayList<>());
    }

    /** Registrations for an event in the order of registering, beginning after a place. */
    List<Registration> of(String event, long afterPlace, int limit) {
        return collection
                .find(and(eq("event", event), gt("place", afterPlace)))
                .sort(Sorts.ascending("place"))
                .limit(limit)
                .into(new ArrayList<>());
    }

    /** Registrations of a person, the latest first, beginning after the last one shown. */
    List<Registration> ofPerson(
            String person, @Nullable Instant before, @Nullable String beforeId, int limit) {
        Bson whose = eq("person", person);
        Bson wanted =
                before == null || beforeId == null
                        ? whose
                        : and(
                                whose,
                                or(
                                        lt("registeredAt", before),
                                        and(eq("registeredAt", before), lt("_id", beforeId))));
        return collection
                .find(wanted)
                .sort(Sorts.descending("registeredAt", "_id"))
                .limit(limit)
                .into(new ArrayList<>());
    }

    @Override
    public void follow(String event, List<Decision> decisions) {
        List<Decision> single =
                decisions.stream().filter(it -> it.kind() != Kind.CANCEL_ALL).toList();
        followEach(event, single);
        for (Decision decision : decisions) {
            if (decision.kind() == Kind.CANCEL_ALL) {
                collection.updateMany(
                        and(
                                eq("event", event),
                                in("status", LIVE),
                                lt("decided", decision.number())),
                        Updates.combine(
                                Updates.set("status", RegistrationStatus.CANCELLED.name()),
                                Updates.set("decided", decision.number())));
            }
        }
    }

    /**
     * Writes until every document has followed. Each write is conditional on what was read, so two
     * that apply the same decisions do not disturb each other, and one that comes late does
     * nothing.
     */
    private void followEach(String event, List<Decision> decisions) {
        List<String> ids =
                decisions.stream().map(MongoRegistrations::registration).distinct().toList();
        while (true) {
            Map<String, Registration> before = new HashMap<>();
            find(ids).forEach(registration -> before.put(registration.id(), registration));
            Map<String, Registration> after = new HashMap<>(before);
            for (Decision decision : decisions) {
                String id = registration(decision);
                after.put(id, Registration.follow(after.get(id), event, decision));
            }
            List<WriteModel<Registration>> writes = new ArrayList<>();
            after.forEach(
                    (id, registration) -> {
                        Registration known = before.get(id);
                        if (known == null) {
                            writes.add(new InsertOneModel<>(registration));
                        } else if (registration.decided() > known.decided()) {
                            writes.add(
                                    new ReplaceOneModel<>(
                                            and(eq("_id", id), eq("decided", known.decided())),
                                            registration));
                        }
                    });
            if (writes.isEmpty()) {
                return;
            }
            write(writes);
        }
    }

    private void write(List<WriteModel<Registration>> writes) {
        try {
            collection.bulkWrite(writes, new BulkWriteOptions().ordered(false));
        } catch (MongoBulkWriteException failed) {
            // a duplicate id: somebody else inserted it meanwhile, which the next round sees
            for (BulkWriteError error : failed.getWriteErrors()) {
                if (ErrorCategory.fromErrorCode(error.getCode()) != ErrorCategory.DUPLICATE_KEY) {
                    throw failed;
                }
            }
        }
    }

    private static Bson waitingFor(String event) {
        return and(eq("event", event), eq("status", RegistrationStatus.WAITING.name()));
    }

    private static String registration(Decision decision) {
        String id = decision.registration();
        if (id == null) {
            throw new IllegalArgumentException("decision about no registration");
        }
        return id;
    }
}
