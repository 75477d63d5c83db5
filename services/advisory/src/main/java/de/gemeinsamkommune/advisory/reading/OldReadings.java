package de.gemeinsamkommune.advisory.reading;

import static com.mongodb.client.model.Filters.empty;

import de.gemeinsamkommune.defaults.retention.DatedDocuments;
import de.gemeinsamkommune.messaging.Messaging;

import org.springframework.stereotype.Component;

import java.time.Instant;

/** The log of readings is kept for a time and then goes. */
@Component
class OldReadings extends DatedDocuments {

    OldReadings(Messaging messaging) {
        super("advice-readings", messaging.database().getCollection("readings"), "at", empty());
    }

    @Override
    public boolean act(String reading, Instant before) {
        return delete(reading, before);
    }
}
