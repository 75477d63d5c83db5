package de.gemeinsamkommune.advisory.request;

import de.gemeinsamkommune.advisory.request.AdvisoryRequest.ContactBy;
import de.gemeinsamkommune.advisory.request.AdvisoryRequest.Outcome;
import de.gemeinsamkommune.advisory.request.AdvisoryRequestCommand.Ask;
import de.gemeinsamkommune.advisory.request.AdvisoryRequestCommand.Assign;
import de.gemeinsamkommune.advisory.request.AdvisoryRequestCommand.Conclude;
import de.gemeinsamkommune.advisory.request.AdvisoryRequestEvent.RequestReceived;

import java.time.Instant;
import java.util.List;

/** Requests for tests, each made by the commands that lead to it. */
final class Requests {

    static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    static final Actor ASKER = new Actor("asker-id", false, false);
    static final Actor ADVISER = new Actor("adviser-id", true, false);
    static final Actor COLLEAGUE = new Actor("colleague-id", true, false);
    static final Actor PROJECT_LEAD = new Actor("lead", false, true);
    static final Actor STRANGER = new Actor("stranger", false, false);

    private Requests() {}

    static Ask aQuestion() {
        return new Ask(
                "r1",
                "monitoring",
                "Welche Indikatoren?",
                "Wie fangen wir an?",
                ContactBy.VIDEO,
                "09762",
                "f1");
    }

    static AdvisoryRequest aReceivedRequest() {
        Ask question = aQuestion();
        RequestReceived received = AdvisoryRequest.receive(question, ASKER);
        return AdvisoryRequest.of(
                received,
                new Particulars(
                        ASKER.id(),
                        NOW,
                        question.subject(),
                        question.question(),
                        question.fingerprint()));
    }

    static AdvisoryRequest anAcceptedRequest() {
        AdvisoryRequest received = aReceivedRequest();
        return after(
                received,
                received.assign(new Assign(false), ADVISER),
                Particulars.of(ADVISER.id(), NOW));
    }

    static AdvisoryRequest aConcludedRequest() {
        AdvisoryRequest accepted = anAcceptedRequest();
        return after(
                accepted,
                accepted.conclude(new Conclude(Outcome.ADVICE_GIVEN, "Alles besprochen."), ADVISER),
                Particulars.of(ADVISER.id(), NOW, "Alles besprochen.", null));
    }

    static AdvisoryRequest aWithdrawnRequest() {
        AdvisoryRequest received = aReceivedRequest();
        return after(received, received.withdraw(ASKER), Particulars.of(ASKER.id(), NOW));
    }

    static AdvisoryRequest after(
            AdvisoryRequest before, List<AdvisoryRequestEvent> events, Particulars particulars) {
        AdvisoryRequest request = before;
        for (AdvisoryRequestEvent event : events) {
            request = request.apply(event, particulars);
        }
        return request;
    }
}
