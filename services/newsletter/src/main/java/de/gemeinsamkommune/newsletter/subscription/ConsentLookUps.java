package de.gemeinsamkommune.newsletter.subscription;

import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;

import de.gemeinsamkommune.defaults.retention.DatedDocuments;
import de.gemeinsamkommune.messaging.Messaging;

import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Who looked up which consents; kept for a time, then it goes. */
@Component
class ConsentLookUps extends DatedDocuments {

    private final MongoCollection<ConsentLookUp> lookUps;
    private final Clock clock;

    ConsentLookUps(Messaging messaging, Clock clock) {
        super(
                "consent-look-ups",
                messaging.database().getCollection("consent_look_ups"),
                "at",
                empty());
        this.lookUps = messaging.database().getCollection("consent_look_ups", ConsentLookUp.class);
        this.clock = clock;
        lookUps.createIndex(Indexes.ascending("subscriptions"));
        lookUps.createIndex(Indexes.ascending("at"));
    }

    /** Notes a look-up before it is answered; a failure of the store is thrown. */
    void note(List<String> subscriptions, String by, String role) {
        lookUps.insertOne(
                new ConsentLookUp(
                        UUID.randomUUID().toString(),
                        subscriptions,
                        by,
                        role,
                        clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    }

    /** {@return all look-ups of any of these subscriptions, the oldest first} */
    List<ConsentLookUp> of(Collection<String> subscriptions) {
        return subscriptions.isEmpty()
                ? List.of()
                : lookUps.find(in("subscriptions", subscriptions))
                        .sort(Sorts.ascending("at", "_id"))
                        .into(new ArrayList<>());
    }

    @Override
    public boolean act(String lookUp, Instant before) {
        return delete(lookUp, before);
    }
}
