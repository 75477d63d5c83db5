package de.gemeinsamkommune.events.attendance;

import static com.mongodb.client.model.Filters.empty;

import de.gemeinsamkommune.defaults.retention.DatedDocuments;
import de.gemeinsamkommune.messaging.Messaging;

import org.springframework.stereotype.Component;

import java.time.Instant;

/**
 * Proofs of use that are old enough to go. When the funder has made the last payment is known to
 * people alone, so this is proposed and done only when somebody says so.
 */
@Component
class OldProofs extends DatedDocuments {

    OldProofs(Messaging messaging) {
        super(
                "attendance-proofs",
                messaging.database().getCollection("attendance_proofs"),
                "recordedAt",
                empty());
    }

    @Override
    public boolean act(String proof, Instant before) {
        return delete(proof, before);
    }
}
