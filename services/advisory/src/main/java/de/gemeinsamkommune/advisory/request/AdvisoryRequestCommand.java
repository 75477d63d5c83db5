package de.gemeinsamkommune.advisory.request;

import de.gemeinsamkommune.advisory.request.AdvisoryRequest.Activity;
import de.gemeinsamkommune.advisory.request.AdvisoryRequest.ContactBy;
import de.gemeinsamkommune.advisory.request.AdvisoryRequest.Outcome;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/** What people can ask of a request for advice. Texts are 1 to 20,000 characters. */
public sealed interface AdvisoryRequestCommand {

    /**
     * Asks for advice.
     *
     * @param id id of the new request (UUID)
     * @param topic key of a topic of the catalogue
     * @param subject one line of 1 to 200 characters
     * @param municipality official key of the municipality asked for, null for none
     * @param fingerprint SHA-256 of the creating body
     */
    record Ask(
            String id,
            String topic,
            String subject,
            String question,
            ContactBy contactBy,
            @Nullable String municipality,
            String fingerprint)
            implements AdvisoryRequestCommand {}

    /**
     * Takes a request.
     *
     * @param takeOver whether a request of a colleague is to change hands
     */
    record Assign(boolean takeOver) implements AdvisoryRequestCommand {}

    /** Writes to the other side; a repeat with the same id and fingerprint has no effect. */
    record GiveReply(String id, String text, String fingerprint)
            implements AdvisoryRequestCommand {}

    /**
     * Records work done.
     *
     * @param id id of the entry; a repeat with the same fingerprint has no effect
     * @param minutes 1 to 1,440
     * @param on the day (Europe/Berlin) of the work
     */
    record RecordEffort(String id, Activity activity, int minutes, LocalDate on, String fingerprint)
            implements AdvisoryRequestCommand {}

    /** Ends the advice with an outcome. */
    record Conclude(Outcome outcome, String text) implements AdvisoryRequestCommand {}

    /** Takes the question back. */
    record Withdraw() implements AdvisoryRequestCommand {}
}
