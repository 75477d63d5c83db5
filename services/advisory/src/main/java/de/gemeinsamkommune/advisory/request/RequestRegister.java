package de.gemeinsamkommune.advisory.request;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;

import de.gemeinsamkommune.advisory.request.AdvisoryRequest.Status;
import de.gemeinsamkommune.advisory.request.AdvisoryRequestCommand.Ask;
import de.gemeinsamkommune.advisory.request.AdvisoryRequestCommand.Assign;
import de.gemeinsamkommune.advisory.request.AdvisoryRequestCommand.Conclude;
import de.gemeinsamkommune.advisory.request.AdvisoryRequestCommand.GiveReply;
import de.gemeinsamkommune.advisory.request.AdvisoryRequestCommand.RecordEffort;
import de.gemeinsamkommune.advisory.request.AdvisoryRequestCommand.Withdraw;
import de.gemeinsamkommune.advisory.request.AdvisoryRequestEvent.RequestReceived;
import de.gemeinsamkommune.advisory.topic.Topics;
import de.gemeinsamkommune.messaging.AggregateExists;
import de.gemeinsamkommune.messaging.AggregateStore;
import de.gemeinsamkommune.messaging.Messaging;
import de.gemeinsamkommune.messaging.StaleVersion;
import de.gemeinsamkommune.messaging.Stored;

import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Carries out the commands on requests for advice, and finds them for those who may know them. */
@Component
public class RequestRegister {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final int AT_ONCE = 100;

    private final AggregateStore<AdvisoryRequest> store;
    private final Topics topics;
    private final ErasedPeople erased;
    private final MergedPeople merged;
    private final Clock clock;

    /** The register on the service's own database. */
    @Autowired
    public RequestRegister(
            Messaging messaging,
            Topics topics,
            ErasedPeople erased,
            MergedPeople merged,
            Clock clock) {
        this(
                messaging.aggregates("requests", AdvisoryRequest.class, "advisory.request"),
                topics,
                erased,
                merged,
                clock);
        store.collection().createIndex(Indexes.descending("state.receivedAt", "_id"));
        store.collection()
                .createIndex(
                        Indexes.compoundIndex(
                                Indexes.ascending("state.asker"),
                                Indexes.descending("state.receivedAt", "_id")));
        store.collection()
                .createIndex(
                        Indexes.compoundIndex(
                                Indexes.ascending("state.status"),
                                Indexes.descending("state.receivedAt", "_id")));
        store.collection().createIndex(Indexes.ascending("state.adviser"));
        store.collection().createIndex(Indexes.ascending("state.replies.author"));
        store.collection().createIndex(Indexes.ascending("state.efforts.by"));
    }

    private RequestRegister(
            AggregateStore<AdvisoryRequest> store,
            Topics topics,
            ErasedPeople erased,
            MergedPeople merged,
            Clock clock) {
        this.store = store;
        this.topics = topics;
        this.erased = erased;
        this.merged = merged;
        this.clock = clock;
    }

    /** {@return the same register at another time, for demo cases of the past} */
    public RequestRegister at(Clock other) {
        return new RequestRegister(store, topics, erased, merged, other);
    }

    /**
     * Takes in a new request; a repeat with the same id and fingerprint returns what is there.
     *
     * @throws UnknownTopic when the catalogue lacks the topic
     * @throws CreatedDifferently when the id was used with another body
     * @throws PersonErased when the asker has been erased
     * @throws PersonMerged when the asker is known under another id
     */
    public Stored<AdvisoryRequest> ask(Ask command, Actor actor) {
        refuseGone(actor);
        if (!topics.contains(command.topic())) {
            throw new UnknownTopic();
        }
        RequestReceived received = AdvisoryRequest.receive(command, actor);
        AdvisoryRequest request =
                AdvisoryRequest.of(
                        received,
                        new Particulars(
                                actor.id(),
                                now(),
                                command.subject(),
                                command.question(),
                                command.fingerprint()));
        try {
            return settled(actor, store.insert(command.id(), request, List.of(received)));
        } catch (AggregateExists repeated) {
            Stored<AdvisoryRequest> existing = store.find(command.id()).orElseThrow(() -> repeated);
            CreatedDifferently.unlessSame(existing.state().fingerprint(), command.fingerprint());
            return existing;
        }
    }

    /** Has an adviser take the request; see {@link AdvisoryRequest#assign}. */
    public Stored<AdvisoryRequest> assign(String id, Assign command, Actor actor) {
        return change(
                id,
                null,
                actor,
                request -> request.assign(command, actor),
                Particulars.of(actor.id(), now()));
    }

    /** Adds to the conversation; see {@link AdvisoryRequest#reply}. */
    public Stored<AdvisoryRequest> reply(String id, GiveReply command, Actor actor) {
        return change(
                id,
                null,
                actor,
                request -> request.reply(command, actor),
                Particulars.of(actor.id(), now(), command.text(), command.fingerprint()));
    }

    /** Records work done; see {@link AdvisoryRequest#recordEffort}. */
    public Stored<AdvisoryRequest> recordEffort(String id, RecordEffort command, Actor actor) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), BERLIN);
        return change(
                id,
                null,
                actor,
                request -> request.recordEffort(command, actor, today),
                new Particulars(actor.id(), now(), null, null, command.fingerprint()));
    }

    /**
     * Ends the advice on the version that the adviser saw; see {@link AdvisoryRequest#conclude}.
     *
     * @throws StaleVersion when the request has another version
     */
    public Stored<AdvisoryRequest> conclude(
            String id, long expectedVersion, Conclude command, Actor actor) {
        return change(
                id,
                expectedVersion,
                actor,
                request -> request.conclude(command, actor),
                Particulars.of(actor.id(), now(), command.text(), null));
    }

    /** Has the asker take the question back; see {@link AdvisoryRequest#withdraw}. */
    public Stored<AdvisoryRequest> withdraw(String id, Withdraw command, Actor actor) {
        return change(
                id,
                null,
                actor,
                request -> request.withdraw(actor),
                Particulars.of(actor.id(), now()));
    }

    /**
     * {@return the request}
     *
     * @throws RequestNotFound when there is none, or it is not the reader's to know
     */
    public Stored<AdvisoryRequest> known(String id, Actor actor) {
        return find(id).filter(found -> found.state().knownTo(actor))
                .orElseThrow(() -> new RequestNotFound(id));
    }

    /** {@return the request, whoever asks} */
    public Optional<Stored<AdvisoryRequest>> find(String id) {
        return store.find(id);
    }

    /**
     * Lists the newest first: the reader's own requests, or all for the team.
     *
     * @param status only these, null for all
     * @param after the last one of the page before, null for the first page
     * @param size at most this many, from 1
     */
    List<Stored<AdvisoryRequest>> list(
            Actor actor, @Nullable Status status, @Nullable Place after, int size) {
        List<Bson> filters = new ArrayList<>();
        filters.add(empty());
        if (!actor.team()) {
            filters.add(eq("state.asker", actor.id()));
        }
        if (status != null) {
            filters.add(eq("state.status", status.name()));
        }
        if (after != null) {
            filters.add(
                    or(
                            lt("state.receivedAt", after.receivedAt()),
                            and(
                                    eq("state.receivedAt", after.receivedAt()),
                                    lt("_id", after.id()))));
        }
        return store.find(and(filters), Sorts.descending("state.receivedAt", "_id"), size);
    }

    /** Where a request stands in the list. */
    record Place(Instant receivedAt, String id) {}

    /**
     * Removes these people from every request: as askers with every word of the conversation, as
     * advisers with their ids. May be repeated without further effect.
     */
    public void forget(Collection<String> people) {
        if (people.isEmpty()) {
            return;
        }
        Bson concerned = concerning(people);
        List<Stored<AdvisoryRequest>> found;
        do {
            found = store.find(concerned, Sorts.ascending("_id"), AT_ONCE);
            for (Stored<AdvisoryRequest> request : found) {
                for (String person : people) {
                    forget(request.id(), person);
                }
            }
        } while (!found.isEmpty());
    }

    /**
     * Makes everything of a person that of the same person under the id that is used. May be
     * repeated without further effect.
     */
    public void merge(String person) {
        String into = merged.standing(person);
        if (into.equals(person)) {
            return;
        }
        List<Stored<AdvisoryRequest>> found;
        do {
            found = store.find(concerning(List.of(person)), Sorts.ascending("_id"), AT_ONCE);
            for (Stored<AdvisoryRequest> request : found) {
                merge(request.id(), person, into);
            }
        } while (!found.isEmpty());
        if (erased.contains(into)) {
            forget(List.of(into));
        } else {
            // merged on meanwhile: the messages about two people come in no order
            merge(into);
        }
    }

    private void merge(String id, String person, String into) {
        while (true) {
            Stored<AdvisoryRequest> read = store.find(id).orElseThrow();
            if (!read.state().concerns(person)) {
                return;
            }
            try {
                store.update(read, read.state().merged(person, into), List.of());
                return;
            } catch (StaleVersion lost) {
                // somebody was faster: the person changes in what that left
                continue;
            }
        }
    }

    /** Requests in which the person has any part, in order of id, beginning after one. */
    List<AdvisoryRequest> concerning(String person, String afterId) {
        return store
                .find(
                        and(concerning(List.of(person)), gt("_id", afterId)),
                        Sorts.ascending("_id"),
                        AT_ONCE)
                .stream()
                .map(Stored::state)
                .toList();
    }

    /** {@return the ids of the requests the person asked} */
    Set<String> askedBy(String person) {
        Set<String> ids = new HashSet<>();
        store.collection()
                .find(eq("state.asker", person))
                .projection(Projections.include("_id"))
                .forEach(document -> ids.add(document.getString("_id")));
        return ids;
    }

    private static Bson concerning(Collection<String> people) {
        return or(
                in("state.asker", people),
                in("state.adviser", people),
                in("state.replies.author", people),
                in("state.efforts.by", people));
    }

    /**
     * Leaves nothing of a request but figures, if it ended before that moment.
     *
     * @return whether it had ended, and something was left to remove
     */
    boolean anonymise(String id, Instant endedBefore) {
        while (true) {
            Stored<AdvisoryRequest> read = store.find(id).orElse(null);
            if (read == null || !read.state().endedBefore(endedBefore)) {
                return false;
            }
            AdvisoryRequest figures = read.state().anonymous();
            if (figures.equals(read.state())) {
                return false;
            }
            try {
                store.update(read, figures, List.of());
                return true;
            } catch (StaleVersion lost) {
                // an erasure was faster: what that left is looked at again
                continue;
            }
        }
    }

    private void forget(String id, String person) {
        while (true) {
            Stored<AdvisoryRequest> read = store.find(id).orElseThrow();
            if (!read.state().concerns(person)) {
                return;
            }
            AdvisoryRequest state = read.state();
            List<AdvisoryRequestEvent> events = state.forget(person);
            for (AdvisoryRequestEvent event : events) {
                state = state.apply(event, Particulars.of(person, now()));
            }
            try {
                store.update(read, state.without(person), events);
                return;
            } catch (StaleVersion lost) {
                // somebody was faster: the person goes from what that left
                continue;
            }
        }
    }

    private Stored<AdvisoryRequest> change(
            String id,
            @Nullable Long expectedVersion,
            Actor actor,
            Function<AdvisoryRequest, List<AdvisoryRequestEvent>> decide,
            Particulars particulars) {
        refuseGone(actor);
        // before the version is compared, or 412 would tell strangers that there is such a request
        known(id, actor);
        return settled(
                actor,
                expectedVersion == null
                        ? store.change(
                                id, decide, (state, event) -> state.apply(event, particulars))
                        : store.change(
                                id,
                                expectedVersion,
                                decide,
                                (state, event) -> state.apply(event, particulars)));
    }

    /**
     * An erasure or a merge that ran between the check and the write is made up for before the
     * answer.
     */
    private Stored<AdvisoryRequest> settled(Actor actor, Stored<AdvisoryRequest> written) {
        if (erased.contains(actor.id())) {
            forget(List.of(actor.id()));
            throw new PersonErased();
        }
        if (isMerged(actor)) {
            merge(actor.id());
            throw new PersonMerged();
        }
        return written;
    }

    private void refuseGone(Actor actor) {
        if (erased.contains(actor.id())) {
            throw new PersonErased();
        }
        if (isMerged(actor)) {
            throw new PersonMerged();
        }
    }

    private boolean isMerged(Actor actor) {
        return !merged.standing(actor.id()).equals(actor.id());
    }

    /** To the millisecond, as the store keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
