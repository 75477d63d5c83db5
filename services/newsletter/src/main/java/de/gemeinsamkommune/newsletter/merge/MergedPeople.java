package de.gemeinsamkommune.newsletter.merge;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;

import de.gemeinsamkommune.messaging.Messaging;

import org.springframework.stereotype.Component;

import java.time.Clock;

/** Which id is used for whom, in the collection {@code merges}. */
@Component
public class MergedPeople {

    private final MongoCollection<MergedPerson> merges;
    private final Clock clock;

    MergedPeople(Messaging messaging, Clock clock) {
        this.merges = messaging.database().getCollection("merges", MergedPerson.class);
        this.clock = clock;
    }

    /** {@return the id that is used for the person, the given one when they were never merged} */
    public String standing(String person) {
        String standing = person;
        MergedPerson merged = merges.find(eq("_id", standing)).first();
        while (merged != null) {
            standing = merged.into();
            merged = merges.find(eq("_id", standing)).first();
        }
        return standing;
    }

    void begin(String person, String into) {
        if (standing(into).equals(person)) {
            // both are one person already, under the other id
            return;
        }
        merges.updateOne(
                eq("_id", person),
                Updates.combine(
                        Updates.setOnInsert("into", into),
                        Updates.setOnInsert("since", clock.instant())),
                new UpdateOptions().upsert(true));
    }
}
