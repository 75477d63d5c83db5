package de.gemeinsamkommune.events.merge;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;

import de.gemeinsamkommune.events.registration.MergedPeople;
import de.gemeinsamkommune.messaging.Messaging;

import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** The merged people, in the collection {@code merges}. */
@Component
public final class Merges implements MergedPeople {

    private final MongoCollection<MergedPerson> merges;

    /** Opens the collection. */
    public Merges(Messaging messaging) {
        merges = messaging.database().getCollection("merges", MergedPerson.class);
    }

    @Override
    public Set<String> among(Collection<String> people) {
        return merges.find(in("_id", people)).map(MergedPerson::person).into(new HashSet<>());
    }

    /** From here on nothing is decided any more under the former id. */
    void begin(String person, String into, Instant now) {
        if (standing(into).equals(person)) {
            // both are one person already, under the other id
            return;
        }
        merges.updateOne(
                eq("_id", person),
                Updates.combine(
                        Updates.setOnInsert("into", into), Updates.setOnInsert("since", now)),
                new UpdateOptions().upsert(true));
    }

    /** {@return the id that is used for a person, however often they were merged} */
    String standing(String person) {
        String standing = person;
        MergedPerson merged = merges.find(eq("_id", standing)).first();
        while (merged != null) {
            standing = merged.into();
            merged = merges.find(eq("_id", standing)).first();
        }
        return standing;
    }
}
