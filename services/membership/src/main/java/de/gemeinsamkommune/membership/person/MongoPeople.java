package de.gemeinsamkommune.membership.person;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;

import de.gemeinsamkommune.membership.person.Person.Status;
import de.gemeinsamkommune.membership.person.PersonView.Stage;
import de.gemeinsamkommune.messaging.AggregateStore;
import de.gemeinsamkommune.messaging.DomainEvent;
import de.gemeinsamkommune.messaging.Messaging;
import de.gemeinsamkommune.messaging.Stored;

import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The documents of the people. */
@Component
class MongoPeople {

    private static final String STATUS = "state.status";
    private static final String EMAIL_KEY = "state.emailKey";
    private static final String REGISTERED_AT = "state.profile.registeredAt";
    private static final String MUNICIPALITY = "state.profile.affiliations.municipality";
    private static final String ROLES = "state.profile.roles";

    private final AggregateStore<Person> people;

    MongoPeople(Messaging messaging) {
        people = messaging.aggregates("people", Person.class, "membership.person");
        // sparse: erased people have no address, and any number of them may have none
        people.collection()
                .createIndex(
                        Indexes.ascending(EMAIL_KEY), new IndexOptions().unique(true).sparse(true));
        people.collection().createIndex(Indexes.ascending(STATUS, REGISTERED_AT, "_id"));
        people.collection().createIndex(Indexes.ascending(ROLES));
    }

    /** {@return somebody who is not erased} */
    Optional<Stored<Person>> find(String id) {
        return people.find(id).filter(read -> read.state().status() != Status.ERASED);
    }

    /** {@return somebody, erased or not} */
    Optional<Stored<Person>> findEvenErased(String id) {
        return people.find(id);
    }

    Optional<Person> find(EmailAddress email) {
        return people.find(eq(EMAIL_KEY, email.key()), Sorts.ascending("_id"), 1).stream()
                .map(Stored::state)
                .findFirst();
    }

    /** {@return those of the ids that belong to somebody who is not erased} */
    List<Person> find(Collection<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return people
                .find(
                        and(in("_id", ids), ne(STATUS, Status.ERASED.name())),
                        Sorts.ascending("_id"),
                        ids.size())
                .stream()
                .map(Stored::state)
                .toList();
    }

    /** {@return ids of all who have joined and have the role} */
    Set<String> activeWith(Role role) {
        return people
                .find(
                        and(eq(STATUS, Status.ACTIVE.name()), eq(ROLES, role.name())),
                        Sorts.ascending("_id"),
                        Integer.MAX_VALUE)
                .stream()
                .map(Stored::id)
                .collect(Collectors.toSet());
    }

    boolean hasAnybodyWith(Role role) {
        return people.count(and(ne(STATUS, Status.ERASED.name()), eq(ROLES, role.name()))) > 0;
    }

    /** A place in the order in which people were registered. */
    record Place(Instant registeredAt, String id) {}

    /**
     * Reads people in the order in which they were registered.
     *
     * @param status null for both invited and active people
     * @param municipalities those whose people are meant, null for all and people of none
     * @param after where to begin, null for the first
     */
    List<Person> list(
            @Nullable Stage status,
            @Nullable Collection<String> municipalities,
            @Nullable Place after,
            int limit) {
        List<Bson> filters = new ArrayList<>();
        filters.add(status == null ? ne(STATUS, Status.ERASED.name()) : eq(STATUS, status.name()));
        if (municipalities != null) {
            filters.add(in(MUNICIPALITY, municipalities));
        }
        if (after != null) {
            Instant at = after.registeredAt();
            filters.add(
                    or(gt(REGISTERED_AT, at), and(eq(REGISTERED_AT, at), gt("_id", after.id()))));
        }
        return people.find(and(filters), Sorts.ascending(REGISTERED_AT, "_id"), limit).stream()
                .map(Stored::state)
                .toList();
    }

    /**
     * Adds somebody.
     *
     * @throws de.gemeinsamkommune.messaging.AggregateExists when the id is taken
     * @throws PersonAlreadyKnown when somebody has the address
     */
    Stored<Person> insert(Person person, List<? extends DomainEvent> events) {
        try {
            return people.insert(person.id(), person, events);
        } catch (MongoWriteException refused) {
            if (ErrorCategory.fromErrorCode(refused.getCode()) == ErrorCategory.DUPLICATE_KEY) {
                // not as the cause: the server's message quotes the address
                throw new PersonAlreadyKnown();
            }
            throw refused;
        }
    }

    Stored<Person> update(Stored<Person> read, Person person) {
        return update(read, person, List.of());
    }

    Stored<Person> update(Stored<Person> read, Person person, List<PersonEvent> events) {
        return people.update(read, person, events);
    }

    Stored<Person> change(
            String id,
            Function<Person, List<PersonEvent>> decide,
            BiFunction<Person, PersonEvent, Person> apply) {
        return people.change(id, decide, apply);
    }

    /** The same on the version that the caller saw. */
    Stored<Person> change(
            String id,
            long expectedVersion,
            Function<Person, List<PersonEvent>> decide,
            BiFunction<Person, PersonEvent, Person> apply) {
        return people.change(id, expectedVersion, decide, apply);
    }
}
