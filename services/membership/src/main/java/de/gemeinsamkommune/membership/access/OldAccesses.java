package de.gemeinsamkommune.membership.access;

import static com.mongodb.client.model.Filters.empty;

import de.gemeinsamkommune.defaults.retention.DatedDocuments;
import de.gemeinsamkommune.messaging.Messaging;

import org.springframework.stereotype.Component;

import java.time.Instant;

/** Who fetched whose export is kept for a time and then goes. */
@Component
class OldAccesses extends DatedDocuments {

    OldAccesses(Messaging messaging) {
        super("data-accesses", messaging.database().getCollection("data_accesses"), "at", empty());
    }

    @Override
    public boolean act(String access, Instant before) {
        return delete(access, before);
    }
}
