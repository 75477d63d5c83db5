package de.gemeinsamkommune.membership.person;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Updates;

import de.gemeinsamkommune.messaging.Messaging;

import org.bson.Document;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

    /**
     * Lets an administrator go; the erasure must follow. Repeating it has no effect.
     *
     * @throws LastAdministratorStays when no other administrator would stay
     */
    void letGo(String person) {
        while (!tryToLetGo(person)) {
            Thread.onSpinWait();
        }
    }

    /** Counts an administrator among those who stay: who was to go did not, or has come back. */
    void keep(String person) {
        guards.updateOne(
                eq("_id", ID),
                Updates.combine(Updates.pull("leaving", person), Updates.inc("version", 1L)));
    }

    private boolean tryToLetGo(String person) {
        Document guard = guards.find(eq("_id", ID)).first();
        Set<String> leaving =
                new HashSet<>(
                        guard == null
                                ? List.of()
                                : guard.getList("leaving", String.class, List.of()));
        // read after the guard: whoever left until then is in one of the two sets only
        Set<String> active = administrators.get();
        leaving.retainAll(active);
        Set<String> staying = new HashSet<>(active);
        staying.removeAll(leaving);
        staying.remove(person);
        if (staying.isEmpty()) {
            throw new LastAdministratorStays();
        }
        leaving.add(person);
        List<String> ids = leaving.stream().sorted().toList();
        if (guard == null) {
            return insert(ids);
        }
        long version = guard.getLong("version");
        return guards.updateOne(
                                and(eq("_id", ID), eq("version", version)),
                                Updates.combine(
                                        Updates.set("leaving", ids), Updates.inc("version", 1L)))
                        .getMatchedCount()
                == 1;
    }

    private boolean insert(List<String> ids) {
        try {
            guards.insertOne(new Document("_id", ID).append("version", 1L).append("leaving", ids));
            return true;
        } catch (MongoWriteException refused) {
            if (ErrorCategory.fromErrorCode(refused.getCode()) == ErrorCategory.DUPLICATE_KEY) {
                return false;
            }
            throw refused;
        }
    }
}
