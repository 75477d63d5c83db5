package de.gemeinsamkommune.advisory.merge;

import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;

import de.gemeinsamkommune.advisory.request.MergedPeople;
import de.gemeinsamkommune.messaging.Messaging;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Keeps which id is used for whom. */
@Component
class Merges implements MergedPeople {

    private final MongoCollection<MergedPerson> merges;
    private final Clock clock;

    Merges(Messaging messaging, Clock clock) {
        this.merges = messaging.database().getCollection("merges", MergedPerson.class);
        this.clock = clock;
        merges.createIndex(Indexes.ascending("since"));
    }

    /** From here on nothing is taken in under the former id; a repeat changes nothing. */
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

    @Override
    public String standing(String person) {
        String standing = person;
        MergedPerson merged = merges.find(eq("_id", standing)).first();
        while (merged != null) {
            standing = merged.into();
            merged = merges.find(eq("_id", standing)).first();
        }
        return standing;
    }

    /** {@return the former ids of those merged since then, or of all when null} */
    List<String> since(@Nullable Instant from) {
        return merges.find(from == null ? empty() : gte("since", from))
                .map(MergedPerson::person)
                .into(new ArrayList<>());
    }
}
