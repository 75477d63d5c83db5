package de.gemeinsamkommune.advisory.demo;

import de.gemeinsamkommune.advisory.request.AdvisoryRequest.Activity;
import de.gemeinsamkommune.advisory.request.AdvisoryRequest.ContactBy;
import de.gemeinsamkommune.advisory.request.AdvisoryRequest.Outcome;
import de.gemeinsamkommune.advisory.request.AdvisoryRequest.Side;
import de.gemeinsamkommune.advisory.request.AdvisoryRequest.Status;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * An invented case.
 *
 * @param day when it was asked, in days from now; also all other days are such
 * @param status how far it is to be played
 */
record DemoCase(
        String topic,
        String municipality,
        ContactBy contactBy,
        int day,
        Status status,
        String subject,
        String question,
        List<Reply> replies,
        List<Effort> efforts,
        @Nullable Conclusion conclusion) {

    record Reply(Side by, int day, String text) {}

    record Effort(Activity activity, int minutes, int day) {}

    record Conclusion(Outcome outcome, int day, String text) {}
}
