package de.gemeinsamkommune.membership.roster;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;

import de.gemeinsamkommune.defaults.IdempotencyKey;
import de.gemeinsamkommune.defaults.IdempotencyKey.Creation;
import de.gemeinsamkommune.membership.municipality.MunicipalityRegister;
import de.gemeinsamkommune.membership.person.InvitationRight;
import de.gemeinsamkommune.membership.person.Newcomers;
import de.gemeinsamkommune.membership.person.Person;
import de.gemeinsamkommune.membership.roster.PeopleImport.Stage;
import de.gemeinsamkommune.messaging.Messaging;

import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntFunction;

/**
 * Checks lists of people and invites whom they name. A run writes down how far it is every {@value
 * #BATCH} rows; one that was killed is taken up from there. Rows done since then are done again
 * without an effect, since the id of a person is made of the import's and the row's number.
 */
@Component
class PeopleImports {

    /** How long the rows of a list that is not started are kept. */
    static final Duration KEPT = Duration.ofHours(24);

    /** A run not heard of for so long is taken over. */
    static final Duration SILENCE = Duration.ofMinutes(2);

    private static final Logger LOG = LoggerFactory.getLogger(PeopleImports.class);
    private static final int BATCH = 50;
    private static final List<Stage> UNDER_WAY = List.of(Stage.RUNNING, Stage.STOPPING);
    private static final Bson WITHOUT_ROWS = Projections.exclude("rows");
    private static final FindOneAndUpdateOptions AFTER =
            new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);

    private final MongoCollection<PeopleImport> imports;
    private final Newcomers newcomers;
    private final MunicipalityRegister municipalities;
    private final Clock clock;

    PeopleImports(
            Messaging messaging,
            Newcomers newcomers,
            MunicipalityRegister municipalities,
            Clock clock) {
        this.newcomers = newcomers;
        this.municipalities = municipalities;
        this.clock = clock;
        imports = messaging.database().getCollection("peopleImports", PeopleImport.class);
        imports.createIndex(Indexes.ascending("stage", "receivedAt"));
        imports.createIndex(Indexes.ascending("by", "receivedAt"));
        imports.createIndex(Indexes.ascending("rows.person"));
    }

    /** {@return an import with its rows, or what the same request has made before} */
    Optional<PeopleImport> find(String id) {
        return Optional.ofNullable(imports.find(eq("_id", id)).first());
    }

    /** A place in the order in which lists came. */
    record Place(Instant receivedAt, String id) {}

    /**
     * {@return imports without their rows, the latest first}
     *
     * @param by whose; null for everybody's
     * @param after the last one seen, null for the first page
     */
    List<PeopleImport> list(@Nullable String by, @Nullable Place after, int limit) {
        List<Bson> filters = new ArrayList<>();
        if (by != null) {
            filters.add(eq("by", by));
        }
        if (after != null) {
            Instant at = after.receivedAt();
            filters.add(or(lt("receivedAt", at), and(eq("receivedAt", at), gt("_id", after.id()))));
        }
        return imports.find(filters.isEmpty() ? new Document() : and(filters))
                .projection(WITHOUT_ROWS)
                .sort(Sorts.orderBy(Sorts.descending("receivedAt"), Sorts.ascending("_id")))
                .limit(limit)
                .into(new ArrayList<>());
    }

    /**
     * Checks a list and keeps it; nobody is invited.
     *
     * @param by id of the person who imports
     * @throws RosterRefused when the file is no list of people
     */
    PeopleImport check(Creation creation, String by, InvitationRight right, byte[] file) {
        Optional<PeopleImport> repeated = find(creation.id());
        if (repeated.isPresent()) {
            creation.requireRepeat(repeated.get().fingerprint());
            return repeated.get();
        }
        Roster roster =
                Roster.of(Table.read(file), new MunicipalityNames(municipalities.belonging()));
        RosterCheck check =
                new RosterCheck(right, newcomers.all(), ids(creation.id()), roster.rows());
        PeopleImport checked =
                PeopleImport.checked(
                        creation.id(),
                        creation.fingerprint(),
                        by,
                        roster,
                        roster.rows().stream().map(check::decide).toList(),
                        now());
        try {
            imports.insertOne(checked);
            return checked;
        } catch (MongoWriteException rival) {
            if (ErrorCategory.fromErrorCode(rival.getCode()) == ErrorCategory.DUPLICATE_KEY) {
                return find(creation.id()).orElseThrow();
            }
            // not as the cause: it may quote rows
            throw new IllegalStateException("a list of people could not be kept");
        }
    }

    /**
     * Begins to invite; has no effect on an import that has begun or is done.
     *
     * @param skipFlawed whether to leave rows with flaws out
     * @throws ImportNotPossible when rows have flaws and are not to be left out, or when it was
     *     given up or is too old
     */
    PeopleImport start(PeopleImport read, InvitationRight right, boolean skipFlawed) {
        if (UNDER_WAY.contains(read.stage()) || read.stage() == Stage.DONE) {
            return read;
        }
        if (read.stage() != Stage.CHECKED) {
            throw ImportNotPossible.ended(read.id());
        }
        RosterCheck check = check(read, right, newcomers.all());
        long flawed =
                read.rows().stream()
                        .filter(row -> check.decide(row).outcome() == Outcome.REFUSED)
                        .count();
        if (flawed > 0 && !skipFlawed) {
            throw ImportNotPossible.flawed(read.id(), (int) flawed);
        }
        PeopleImport begun =
                change(
                        read,
                        Updates.combine(
                                Updates.set("stage", Stage.RUNNING),
                                Updates.set("skipFlawed", skipFlawed),
                                Updates.set("startedAt", now()),
                                Updates.set("runner", UUID.randomUUID().toString()),
                                Updates.set("beat", now())));
        if (begun == null) {
            return start(find(read.id()).orElseThrow(), right, skipFlawed);
        }
        inBackground(begun);
        return begun;
    }

    /**
     * Gives an import up; whoever is invited already stays so. Has no effect the second time.
     *
     * @throws ImportNotPossible when it is done
     */
    PeopleImport cancel(PeopleImport read) {
        PeopleImport now =
                switch (read.stage()) {
                    case CHECKED ->
                            change(
                                    read,
                                    Updates.combine(
                                            Updates.set("stage", Stage.CANCELLED),
                                            forgottenRows()));
                    case RUNNING -> change(read, Updates.set("stage", Stage.STOPPING));
                    case STOPPING, CANCELLED -> read;
                    case DONE, EXPIRED -> throw ImportNotPossible.ended(read.id());
                };
        return now == null ? cancel(find(read.id()).orElseThrow()) : now;
    }

    /** {@return what was changed; null when it is at another stage by now} */
    private @Nullable PeopleImport change(PeopleImport read, Bson update) {
        return imports.findOneAndUpdate(
                and(eq("_id", read.id()), eq("stage", read.stage())), update, AFTER);
    }

    private Bson forgottenRows() {
        return Updates.combine(
                Updates.set("rows", List.of()),
                Updates.set("ignored", List.of()),
                Updates.set("endedAt", now()),
                Updates.unset("runner"),
                Updates.unset("beat"));
    }

    /** Takes up what was under way when this service ended. */
    void takeUp() {
        takeUp(in("stage", UNDER_WAY));
    }

    /** Takes over what nobody carries out any more, and forgets lists nobody started. */
    void tidy() {
        takeUp(and(in("stage", UNDER_WAY), lt("beat", now().minus(SILENCE))));
        long expired =
                imports.updateMany(
                                and(
                                        eq("stage", Stage.CHECKED),
                                        lt("receivedAt", now().minus(KEPT))),
                                Updates.combine(
                                        Updates.set("stage", Stage.EXPIRED), forgottenRows()))
                        .getModifiedCount();
        if (expired > 0) {
            LOG.info("{} lists of people were not started within a day", expired);
        }
    }

    private void takeUp(Bson which) {
        for (PeopleImport left : imports.find(which).into(new ArrayList<>())) {
            PeopleImport taken =
                    imports.findOneAndUpdate(
                            and(eq("_id", left.id()), eq("runner", left.runner())),
                            Updates.combine(
                                    Updates.set("runner", UUID.randomUUID().toString()),
                                    Updates.set("beat", now())),
                            AFTER);
            if (taken != null) {
                LOG.info("The import {} of people goes on", taken.id());
                inBackground(taken);
            }
        }
    }

    private void inBackground(PeopleImport begun) {
        Thread.ofVirtual().name("people-import").start(() -> carryOut(begun));
    }

    /** Carries a begun import out from where it is. Never throws. */
    void carryOut(PeopleImport begun) {
        try {
            run(begun);
        } catch (RuntimeException failure) {
            // it is taken over after a silence
            LOG.error("The import {} of people broke off", begun.id(), failure);
        }
    }

    private void run(PeopleImport begun) {
        String by = begun.by();
        Optional<InvitationRight> right = by == null ? Optional.empty() : newcomers.rightOf(by);
        if (by == null || right.isEmpty() || begun.stage() == Stage.STOPPING) {
            end(begun, Stage.CANCELLED);
            return;
        }
        RosterCheck check = check(begun, right.get(), newcomers.all());
        // rows done before count for those that repeat an address
        begun.rows().stream().filter(row -> row.row() <= begun.upTo()).forEach(check::decide);
        PeopleImport now = begun;
        while (now.stage() == Stage.RUNNING && !now.left().isEmpty()) {
            List<RosterRow> batch = now.left().stream().limit(BATCH).toList();
            Sums sums = now.carriedOut();
            for (RosterRow row : batch) {
                Outcome outcome = carryOut(begun, by, row, check.decide(row));
                sums = outcome == null ? sums : sums.plus(outcome);
            }
            // read anew, since rows are taken out when somebody is erased
            now = save(begun, now.done() + batch.size(), batch.getLast().row(), sums);
            if (now == null) {
                // another instance has taken over
                return;
            }
        }
        end(begun, now.left().isEmpty() ? Stage.DONE : Stage.CANCELLED);
    }

    private @Nullable Outcome carryOut(
            PeopleImport begun, String by, RosterRow row, RosterRow decided) {
        if (decided.outcome() != Outcome.READY) {
            return decided.outcome();
        }
        if (row.person() != null) {
            // the check found somebody who was erased since: it stays so
            return null;
        }
        return switch (newcomers.invite(
                id(begun.id(), row.row()), begun.id(), by, row.invitation())) {
            case INVITED -> Outcome.INVITED;
            case KNOWN -> Outcome.KNOWN;
            case REFUSED, MUNICIPALITY_UNKNOWN -> Outcome.REFUSED;
        };
    }

    private @Nullable PeopleImport save(PeopleImport begun, int done, int upTo, Sums sums) {
        return imports.findOneAndUpdate(
                and(eq("_id", begun.id()), eq("runner", begun.runner())),
                Updates.combine(
                        Updates.set("done", done),
                        Updates.set("upTo", upTo),
                        Updates.set("carriedOut", sums),
                        Updates.set("beat", now())),
                AFTER);
    }

    private void end(PeopleImport begun, Stage stage) {
        imports.updateOne(
                and(eq("_id", begun.id()), eq("runner", begun.runner())),
                Updates.combine(Updates.set("stage", stage), forgottenRows()));
    }

    /** Drops rows about somebody, and what they have under way. Repeating it has no effect. */
    void forget(String person) {
        imports.updateMany(
                eq("rows.person", person), Updates.pull("rows", new Document("person", person)));
        imports.updateMany(
                and(eq("by", person), eq("stage", Stage.CHECKED)),
                Updates.combine(Updates.set("stage", Stage.CANCELLED), forgottenRows()));
        imports.updateMany(
                and(eq("by", person), eq("stage", Stage.RUNNING)),
                Updates.set("stage", Stage.STOPPING));
        imports.updateMany(eq("by", person), Updates.unset("by"));
    }

    /** Makes the lists of a former id those of the person, who goes on with them. */
    void move(String person, String into) {
        imports.updateMany(eq("by", person), Updates.set("by", into));
    }

    /** {@return imports of somebody, and those with rows about them} */
    List<PeopleImport> about(String person) {
        return imports.find(or(eq("by", person), eq("rows.person", person)))
                .sort(Sorts.ascending("receivedAt"))
                .into(new ArrayList<>());
    }

    private static RosterCheck check(PeopleImport of, InvitationRight right, List<Person> people) {
        return new RosterCheck(right, people, ids(of.id()), of.rows());
    }

    private static IntFunction<String> ids(String id) {
        return row -> id(id, row);
    }

    /** {@return the id of the person a row invites} */
    static String id(String importId, int row) {
        return IdempotencyKey.uuid5(UUID.fromString(importId), String.valueOf(row)).toString();
    }

    /** The store keeps milliseconds, so what is answered now equals what is read later. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
