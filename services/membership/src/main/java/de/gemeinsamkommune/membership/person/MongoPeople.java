package de.gemeinsamkommune.membership.person;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.elemMatch;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;

import de.gemeinsamkommune.membership.directory.DirectoryIndex;
import de.gemeinsamkommune.membership.directory.DirectoryPeople;
import de.gemeinsamkommune.membership.directory.DirectoryPeople.Wanted;
import de.gemeinsamkommune.membership.directory.Town;
import de.gemeinsamkommune.membership.directory.Visibility;
import de.gemeinsamkommune.membership.person.Contacts.Contact;
import de.gemeinsamkommune.membership.person.Person.Profile;
import de.gemeinsamkommune.membership.person.Person.Status;
import de.gemeinsamkommune.membership.person.PersonView.Stage;
import de.gemeinsamkommune.messaging.AggregateStore;
import de.gemeinsamkommune.messaging.DomainEvent;
import de.gemeinsamkommune.messaging.Messaging;
import de.gemeinsamkommune.messaging.Stored;

import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private static final String NAME = "state.profile.name";
    private static final String EMAIL = "state.profile.email";
    private static final String LOCALE = "state.profile.locale";
    private static final String REGISTERED_AT = "state.profile.registeredAt";
    private static final String MUNICIPALITY = "state.profile.affiliations.municipality";
    private static final String ROLES = "state.profile.roles";
    private static final String MERGED_INTO = "state.mergedInto";
    private static final String MERGING = "state.merging.absorbed";
    private static final List<String> PRESENT =
            List.of(Status.INVITED.name(), Status.ACTIVE.name());

    private static final String FOUND = "state.profile.directory.found.";
    private static final String FOUND_ID = FOUND + "id";
    private static final String FOUND_SORT = FOUND + "sort";

    private final AggregateStore<Person> people;
    private final DirectoryIndex directory;

    MongoPeople(Messaging messaging, DirectoryIndex directory) {
        this.directory = directory;
        people = messaging.aggregates("people", Person.class, "membership.person");
        // sparse: erased people have no address, and any number of them may have none
        people.collection()
                .createIndex(
                        Indexes.ascending(EMAIL_KEY), new IndexOptions().unique(true).sparse(true));
        people.collection().createIndex(Indexes.ascending(STATUS, REGISTERED_AT, "_id"));
        people.collection().createIndex(Indexes.ascending(ROLES));
        people.collection()
                .createIndex(
                        Indexes.ascending(FOUND_ID), new IndexOptions().unique(true).sparse(true));
        for (Visibility audience : Visibility.values()) {
            people.collection()
                    .createIndex(Indexes.ascending(tokens(audience), FOUND_SORT, FOUND_ID));
        }
        people.collection()
                .createIndex(Indexes.ascending(MERGED_INTO), new IndexOptions().sparse(true));
        people.collection()
                .createIndex(Indexes.ascending(MERGING), new IndexOptions().sparse(true));
    }

    /** {@return somebody who is neither erased nor part of another person} */
    Optional<Stored<Person>> find(String id) {
        return people.find(id).filter(read -> PRESENT.contains(read.state().status().name()));
    }

    /**
     * {@return somebody of the network}
     *
     * @throws PersonNotFound when nobody has this id, or was erased
     * @throws PersonMerged when the person is part of another one
     */
    Stored<Person> require(String id) {
        Stored<Person> found = people.find(id).orElseThrow(PersonNotFound::new);
        found.state().known();
        return found;
    }

    /** {@return somebody, erased, merged or not} */
    Optional<Stored<Person>> findEvenGone(String id) {
        return people.find(id);
    }

    /** {@return all ids under which the person was known before, whatever became of them} */
    List<String> absorbedBy(String id) {
        List<String> all = new ArrayList<>();
        Deque<String> open = new ArrayDeque<>(List.of(id));
        while (!open.isEmpty()) {
            people.find(eq(MERGED_INTO, open.remove()), Sorts.ascending("_id"), Integer.MAX_VALUE)
                    .forEach(
                            found -> {
                                all.add(found.id());
                                open.add(found.id());
                            });
        }
        return all;
    }

    /** {@return ids of those who are just taking somebody in} */
    List<String> merging() {
        return ids(exists(MERGING));
    }

    /** {@return ids of those who are just taking this person in} */
    List<String> merging(String absorbed) {
        return ids(eq(MERGING, absorbed));
    }

    /** {@return ids of the erased people of whom a merged one was left} */
    Set<String> erasedWithMerged() {
        List<String> taken =
                people.collection()
                        .distinct(MERGED_INTO, eq(STATUS, Status.MERGED.name()), String.class)
                        .into(new ArrayList<>());
        return taken.isEmpty()
                ? Set.of()
                : Set.copyOf(ids(and(in("_id", taken), eq(STATUS, Status.ERASED.name()))));
    }

    private List<String> ids(Bson filter) {
        return people.find(filter, Sorts.ascending("_id"), Integer.MAX_VALUE).stream()
                .map(Stored::id)
                .toList();
    }

    Optional<Person> find(EmailAddress email) {
        return people.find(eq(EMAIL_KEY, email.key()), Sorts.ascending("_id"), 1).stream()
                .map(Stored::state)
                .findFirst();
    }

    /**
     * {@return by id the people it stands for: themselves, or whom they were merged into; nobody
     * where that one is erased or unknown}
     */
    Map<String, Person> standingFor(Collection<String> ids) {
        Map<String, Person> found = new HashMap<>();
        for (Stored<Person> read :
                people.find(in("_id", ids), Sorts.ascending("_id"), Math.max(1, ids.size()))) {
            Optional<Stored<Person>> person = Optional.of(read);
            while (person.isPresent() && person.get().state().mergedInto() != null) {
                person = people.find(Objects.requireNonNull(person.get().state().mergedInto()));
            }
            person.map(Stored::state)
                    .filter(state -> state.status() != Status.ERASED)
                    .ifPresent(state -> found.put(read.id(), state));
        }
        return found;
    }

    /** {@return everybody who belongs to the network, in no particular order} */
    List<Person> everybody() {
        return people.find(in(STATUS, PRESENT), Sorts.ascending("_id"), Integer.MAX_VALUE).stream()
                .map(Stored::state)
                .toList();
    }

    /** {@return those of the ids that belong to somebody who is not erased} */
    List<Person> find(Collection<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return people
                .find(and(in("_id", ids), in(STATUS, PRESENT)), Sorts.ascending("_id"), ids.size())
                .stream()
                .map(Stored::state)
                .toList();
    }

    /**
     * {@return how those of the ids are reached who are in the network under this very id; nothing
     * else is read of them}
     */
    List<Contact> contacts(Collection<String> ids) {
        return people.collection()
                .find(and(in("_id", ids), in(STATUS, PRESENT)))
                .projection(Projections.include(NAME, EMAIL, LOCALE))
                .map(MongoPeople::contact)
                .into(new ArrayList<>());
    }

    private static Contact contact(Document person) {
        Document profile = within(within(person, "state"), "profile");
        Document name = within(profile, "name");
        String given = name.getString("given");
        String family = name.getString("family");
        return new Contact(
                person.getString("_id"),
                given,
                family,
                given + " " + family,
                profile.getString("email"),
                profile.getString("locale"));
    }

    private static Document within(Document document, String field) {
        return Objects.requireNonNull(document.get(field, Document.class));
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

    /** {@return whether somebody leads in the municipality} */
    boolean hasLead(String municipality) {
        return people.count(
                        and(
                                in(STATUS, PRESENT),
                                elemMatch(
                                        "state.profile.affiliations",
                                        and(
                                                eq("municipality", municipality),
                                                eq("role", Role.LEAD.name())))))
                > 0;
    }

    boolean hasAnybodyWith(Role role) {
        return people.count(and(in(STATUS, PRESENT), eq(ROLES, role.name()))) > 0;
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
        filters.add(status == null ? in(STATUS, PRESENT) : eq(STATUS, status.name()));
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
            return people.insert(person.id(), found(person), events);
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
        return people.update(read, found(person), events);
    }

    Stored<Person> change(
            String id,
            Function<Person, List<PersonEvent>> decide,
            BiFunction<Person, PersonEvent, Person> apply) {
        return people.change(id, decide, (person, event) -> found(apply.apply(person, event)));
    }

    /** {@return somebody who has joined, by their id in the directory} */
    Optional<Person> findListed(String id) {
        return people.find(eq(FOUND_ID, id), Sorts.ascending("_id"), 1).stream()
                .map(Stored::state)
                .findFirst();
    }

    /**
     * Reads people by what an audience finds them by, in the order of their names.
     *
     * @param wanted at least one token
     * @param after where to begin, null for the first
     */
    List<Person> listed(Wanted wanted, DirectoryPeople.@Nullable Place after, int limit) {
        String tokens = tokens(wanted.audience());
        List<Bson> filters = new ArrayList<>();
        if (!wanted.all().isEmpty()) {
            filters.add(Filters.all(tokens, wanted.all()));
        }
        if (!wanted.any().isEmpty()) {
            filters.add(in(tokens, wanted.any()));
        }
        if (after != null) {
            filters.add(
                    or(
                            gt(FOUND_SORT, after.sort()),
                            and(eq(FOUND_SORT, after.sort()), gt(FOUND_ID, after.id()))));
        }
        return people.find(and(filters), Sorts.ascending(FOUND_SORT, FOUND_ID), limit).stream()
                .map(Stored::state)
                .toList();
    }

    /** {@return people who have joined, in the order of their ids} */
    List<Stored<Person>> active(@Nullable String afterId, int limit) {
        Bson active = eq(STATUS, Status.ACTIVE.name());
        return people.find(
                afterId == null ? active : and(gt("_id", afterId), active),
                Sorts.ascending("_id"),
                limit);
    }

    /**
     * Computes anew by what somebody is found.
     *
     * @param towns finds a municipality that still exists
     * @return whether that was something else
     * @throws de.gemeinsamkommune.messaging.StaleVersion when the person was changed meanwhile
     */
    boolean refind(Stored<Person> read, Function<String, Optional<Town>> towns) {
        Person person = read.state();
        Person anew = person.found(directory.of(person.colleague(), person.found(), towns));
        if (anew.equals(person)) {
            return false;
        }
        people.update(read, anew, List.of());
        return true;
    }

    /** Every write of a person goes through here, so that nobody is found by what was. */
    private Person found(Person person) {
        Profile known = person.profile();
        if (known == null) {
            return person;
        }
        return person.found(
                person.status() == Status.ACTIVE
                        ? directory.of(person.colleague(), person.found())
                        : null);
    }

    private static String tokens(Visibility audience) {
        return FOUND
                + switch (audience) {
                    case TEAM -> "team";
                    case MEMBERS -> "members";
                    case PUBLIC -> "open";
                };
    }

    /**
     * Stores a person whose address may be another one.
     *
     * @throws PersonAlreadyKnown when somebody has the address; nothing is written
     */
    Stored<Person> updateWithAddress(Stored<Person> read, Person person, List<PersonEvent> events) {
        try {
            return update(read, person, events);
        } catch (MongoWriteException refused) {
            if (ErrorCategory.fromErrorCode(refused.getCode()) == ErrorCategory.DUPLICATE_KEY) {
                throw new PersonAlreadyKnown();
            }
            throw refused;
        }
    }

    /** The same as {@link #change} on the version that the caller saw. */
    Stored<Person> change(
            String id,
            long expectedVersion,
            Function<Person, List<PersonEvent>> decide,
            BiFunction<Person, PersonEvent, Person> apply) {
        return people.change(
                id, expectedVersion, decide, (person, event) -> found(apply.apply(person, event)));
    }
}
