package de.gemeinsamkommune.membership.person;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Updates;

import de.gemeinsamkommune.messaging.Messaging;

import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Sees to it that somebody stays who can look after the system. That is a rule about many people,
 * so it has one document of its own: the administrators on their way out. An administrator may go
 * when another one stays who is not on the way out too; two who leave at once meet at this
 * document.
 */
@Component
class Administrators {

    private static final String ID = "administrators";
    private static final String NOTES = "notes";
    private static final String NOTE = "note";
    private static final String PERSON = "person";
    private static final int LOST_RACES = 100;

    private final MongoCollection<Document> guards;
    private final Supplier<Set<String>> administrators;

    @Autowired
    Administrators(Messaging messaging, MongoPeople people) {
        this(
                messaging.database().getCollection("guards"),
                () -> people.activeWith(Role.ADMINISTRATOR));
    }

    /**
     * Guards any group.
     *
     * @param administrators tells the ids of all who have joined and are not erased, at this moment
     */
    Administrators(MongoCollection<Document> guards, Supplier<Set<String>> administrators) {
        this.guards = guards;
        this.administrators = administrators;
    }

    /** {@return the notes of one command, to be closed at its end} */
    Leave leave() {
        return new Leave();
    }

    /**
     * What one command notes about those it lets go. Each note has an id of its own, so that a
     * command which comes to nothing takes back what it wrote itself, and never the note of another
     * one that lets the same administrator go. At its end the notes are of no more use: either the
     * administrator has gone, or stays.
     */
    final class Leave implements AutoCloseable {

        private final List<String> notes = new ArrayList<>();

        private Leave() {}

        /**
         * Notes that an administrator is on the way out, to be written before the change of the
         * person that it is about; a command that decides again notes it again.
         *
         * @throws LastAdministratorStays when no other administrator would stay
         * @throws PersonChangedMeanwhile when rivals were faster too often
         */
        void letGo(String person) {
            String note = UUID.randomUUID().toString();
            for (int race = 0; !tryToLetGo(person, note); race++) {
                if (race == LOST_RACES) {
                    throw new PersonChangedMeanwhile();
                }
                long most = 1_000_000L * Math.min(race + 1, 20);
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most));
            }
            notes.add(note);
        }

        /**
         * Somebody is made an administrator: what was left about them by commands that died is
         * taken back too. To be called once it was read that they are none, and before that is
         * changed: then every note there is belongs to a command that has to decide again.
         */
        void comesBack(String person) {
            for (Document left : notes(guards.find(eq("_id", ID)).first())) {
                if (person.equals(left.getString(PERSON))) {
                    notes.add(left.getString(NOTE));
                }
            }
        }

        /** Takes the notes back. */
        @Override
        public void close() {
            if (!notes.isEmpty()) {
                guards.updateOne(
                        eq("_id", ID),
                        Updates.combine(
                                Updates.pullByFilter(new Document(NOTES, in(NOTE, notes))),
                                Updates.inc("version", 1L)));
            }
        }
    }

    private static List<Document> notes(@Nullable Document guard) {
        return guard == null ? List.of() : guard.getList(NOTES, Document.class, List.of());
    }

    private boolean tryToLetGo(String person, String note) {
        Document guard = guards.find(eq("_id", ID)).first();
        List<Document> notes = new ArrayList<>(notes(guard));
        // read after the guard: whoever left until then is in one of the two sets only
        Set<String> staying = new HashSet<>(administrators.get());
        notes.forEach(left -> staying.remove(left.getString(PERSON)));
        staying.remove(person);
        if (staying.isEmpty()) {
            throw new LastAdministratorStays();
        }
        Document mine = new Document(NOTE, note).append(PERSON, person);
        if (guard == null) {
            return insert(List.of(mine));
        }
        return guards.updateOne(
                                and(eq("_id", ID), eq("version", guard.getLong("version"))),
                                Updates.combine(
                                        Updates.push(NOTES, mine), Updates.inc("version", 1L)))
                        .getMatchedCount()
                == 1;
    }

    private boolean insert(List<Document> notes) {
        try {
            guards.insertOne(new Document("_id", ID).append("version", 1L).append(NOTES, notes));
            return true;
        } catch (MongoWriteException refused) {
            if (ErrorCategory.fromErrorCode(refused.getCode()) == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw refused;
        }
    }
}
