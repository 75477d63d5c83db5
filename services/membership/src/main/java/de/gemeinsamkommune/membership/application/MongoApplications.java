package de.gemeinsamkommune.membership.application;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;

import de.gemeinsamkommune.membership.application.Application.Status;
import de.gemeinsamkommune.membership.person.Forgetting;
import de.gemeinsamkommune.messaging.AggregateStore;
import de.gemeinsamkommune.messaging.DomainEvent;
import de.gemeinsamkommune.messaging.Messaging;
import de.gemeinsamkommune.messaging.StaleVersion;
import de.gemeinsamkommune.messaging.Stored;

import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The documents of the applications. */
@Component
class MongoApplications implements Forgetting {

    private static final int BATCH = 500;
    private static final String STATUS = "state.status";
    private static final String OPEN_KEY = "state.openKey";
    private static final String EMAIL_KEY = "state.applicant.emailKey";
    private static final String TOKENS = "state.applicant.tokens";
    private static final String PERSON = "state.person";
    private static final String RECEIVED_AT = "state.receivedAt";
    private static final String DECIDED_AT = "state.decision.at";

    private final AggregateStore<Application> applications;

    MongoApplications(Messaging messaging) {
        applications =
                messaging.aggregates("applications", Application.class, "membership.application");
        // sparse: applications that are decided have none
        applications
                .collection()
                .createIndex(
                        Indexes.ascending(OPEN_KEY), new IndexOptions().unique(true).sparse(true));
        applications.collection().createIndex(Indexes.ascending(STATUS, RECEIVED_AT, "_id"));
        applications.collection().createIndex(Indexes.ascending(TOKENS));
        applications.collection().createIndex(Indexes.ascending(EMAIL_KEY));
        applications.collection().createIndex(Indexes.ascending(PERSON));
    }

    AggregateStore<Application> store() {
        return applications;
    }

    /** {@return whether it was stored: false when an open one is there for address and unit} */
    boolean insert(Application application, List<? extends DomainEvent> events) {
        try {
            applications.insert(application.id(), application, events);
            return true;
        } catch (MongoWriteException refused) {
            if (ErrorCategory.fromErrorCode(refused.getCode()) == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw refused;
        }
    }

    Optional<Stored<Application>> find(String id) {
        return applications.find(id);
    }

    Optional<Stored<Application>> byOpenKey(String openKey) {
        return first(eq(OPEN_KEY, openKey));
    }

    /** {@return how many applications of this address wait for their confirmation} */
    long unconfirmed(String emailKey) {
        return applications.count(
                and(eq(STATUS, Status.UNCONFIRMED.name()), eq(EMAIL_KEY, emailKey)));
    }

    Optional<Stored<Application>> byToken(String token) {
        return first(eq(TOKENS, Secret.hash(token)));
    }

    private Optional<Stored<Application>> first(Bson filter) {
        return applications.find(filter, Sorts.ascending("_id"), 1).stream().findFirst();
    }

    /** A place in the order in which applications came. */
    record Place(Instant receivedAt, String id) {}

    /** {@return applications in the order in which they came} */
    List<Application> list(Status status, @Nullable Place after, int limit) {
        Bson wanted = eq(STATUS, status.name());
        Bson filter =
                after == null
                        ? wanted
                        : and(
                                wanted,
                                or(
                                        gt(RECEIVED_AT, after.receivedAt()),
                                        and(
                                                eq(RECEIVED_AT, after.receivedAt()),
                                                gt("_id", after.id()))));
        return applications.find(filter, Sorts.ascending(RECEIVED_AT, "_id"), limit).stream()
                .map(Stored::state)
                .toList();
    }

    /** {@return what a person applied for, also from their address before they were one} */
    List<Stored<Application>> of(String person, @Nullable String emailKey) {
        Bson whose = eq(PERSON, person);
        return applications.find(
                emailKey == null ? whose : or(whose, eq(EMAIL_KEY, emailKey)),
                Sorts.ascending(RECEIVED_AT, "_id"),
                BATCH);
    }

    List<Stored<Application>> unconfirmedBefore(Instant time) {
        return applications.find(
                and(eq(STATUS, Status.UNCONFIRMED.name()), lt(RECEIVED_AT, time)),
                Sorts.ascending(RECEIVED_AT),
                BATCH);
    }

    /** {@return all that still say who applied} */
    List<Stored<Application>> withApplicant() {
        return applications.find(
                exists("state.applicant.email"), Sorts.ascending("_id"), Integer.MAX_VALUE);
    }

    List<Stored<Application>> undecidedBefore(Instant time) {
        return applications.find(
                and(eq(STATUS, Status.RECEIVED.name()), lt(RECEIVED_AT, time)),
                Sorts.ascending(RECEIVED_AT),
                BATCH);
    }

    List<Stored<Application>> decidedBefore(Instant time) {
        return applications.find(
                and(exists("state.applicant.email"), lt(DECIDED_AT, time)),
                Sorts.ascending(DECIDED_AT),
                BATCH);
    }

    /** Changes a state without telling anybody; empty when there is no such application. */
    Optional<Application> change(String id, UnaryOperator<Application> change) {
        while (true) {
            Optional<Stored<Application>> found = applications.find(id);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Application after = change.apply(found.get().state());
            if (after.equals(found.get().state())) {
                return Optional.of(after);
            }
            try {
                return Optional.of(applications.update(found.get(), after, List.of()).state());
            } catch (StaleVersion lost) {
                Thread.onSpinWait();
            }
        }
    }

    /** Notes whose applications they are while the address is still known. */
    @Override
    public void before(String person, @Nullable String emailKey) {
        of(person, emailKey).forEach(found -> change(found.id(), state -> state.ofPerson(person)));
    }
}
