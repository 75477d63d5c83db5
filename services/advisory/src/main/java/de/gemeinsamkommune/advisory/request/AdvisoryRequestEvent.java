package de.gemeinsamkommune.advisory.request;

import de.gemeinsamkommune.advisory.request.AdvisoryRequest.Activity;
import de.gemeinsamkommune.advisory.request.AdvisoryRequest.ContactBy;
import de.gemeinsamkommune.advisory.request.AdvisoryRequest.Outcome;
import de.gemeinsamkommune.advisory.request.AdvisoryRequest.Side;
import de.gemeinsamkommune.messaging.DomainEvent;
import de.gemeinsamkommune.messaging.EventType;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/**
 * What can happen to a request for advice.
 *
 * <p>These records travel as messages and are kept for ever, so they hold ids, codes and facts
 * only; what was asked and answered stays in the aggregate (see {@link Particulars}).
 */
public sealed interface AdvisoryRequestEvent extends DomainEvent {

    /** The id of the request. */
    String request();

    /** A person asked for advice. */
    @EventType("advisory.request-received.v1")
    record RequestReceived(
            String request,
            String person,
            @Nullable String municipality,
            String topic,
            ContactBy contactBy)
            implements AdvisoryRequestEvent {}

    /** An adviser took the request, for the first time or over from a colleague. */
    @EventType("advisory.request-accepted.v1")
    record RequestAccepted(String request, String adviser) implements AdvisoryRequestEvent {}

    /** One side wrote to the other. */
    @EventType("advisory.reply-given.v1")
    record ReplyGiven(String request, String reply, Side by, String to)
            implements AdvisoryRequestEvent {}

    /** Work of so many minutes was done for the request on a day (Europe/Berlin). */
    @EventType("advisory.effort-recorded.v1")
    record EffortRecorded(
            String request, String effort, Activity activity, int minutes, LocalDate on)
            implements AdvisoryRequestEvent {}

    /** The advice came to its end. */
    @EventType("advisory.request-concluded.v1")
    record RequestConcluded(String request, Outcome outcome) implements AdvisoryRequestEvent {}

    /** The asker no longer needs the advice, or has been erased. */
    @EventType("advisory.request-withdrawn.v1")
    record RequestWithdrawn(String request) implements AdvisoryRequestEvent {}
}
