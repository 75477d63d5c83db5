package de.gemeinsamkommune.advisory.request;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.or;

import de.gemeinsamkommune.advisory.request.AdvisoryRequest.Status;
import de.gemeinsamkommune.defaults.retention.DatedDocuments;
import de.gemeinsamkommune.messaging.Messaging;

import org.springframework.stereotype.Component;

import java.time.Instant;

/** Of a request that ended long ago nothing stays but figures. */
@Component
class ClosedRequests extends DatedDocuments {

    private final RequestRegister register;

    ClosedRequests(RequestRegister register, Messaging messaging) {
        super(
                "closed-requests",
                messaging.database().getCollection("requests"),
                "state.closedAt",
                and(
                        in("state.status", Status.CONCLUDED.name(), Status.WITHDRAWN.name()),
                        // somebody is named or something was said, whoever may have been erased
                        // already
                        or(
                                exists("state.asker"),
                                exists("state.question"),
                                exists("state.adviser"),
                                exists("state.replies.author"),
                                exists("state.efforts.by"))));
        this.register = register;
    }

    @Override
    public boolean act(String request, Instant before) {
        return register.anonymise(request, before);
    }
}
