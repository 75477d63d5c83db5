package de.gemeinsamkommune.membership.erasure;

import static com.mongodb.client.model.Filters.eq;

import de.gemeinsamkommune.defaults.retention.DatedDocuments;
import de.gemeinsamkommune.messaging.Messaging;

import org.springframework.stereotype.Component;

import java.time.Instant;

/**
 * Whoever never accepted an invitation is forgotten, in all services, as if they had asked for it.
 */
@Component
class OpenInvitations extends DatedDocuments {

    private final Erasures erasures;

    OpenInvitations(Erasures erasures, Messaging messaging) {
        super(
                "open-invitations",
                messaging.database().getCollection("people"),
                "state.profile.registeredAt",
                eq("state.status", "INVITED"));
        this.erasures = erasures;
    }

    @Override
    public boolean act(String person, Instant before) {
        return erasures.requestForInvited(person);
    }
}
