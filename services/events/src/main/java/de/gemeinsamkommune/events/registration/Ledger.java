package de.gemeinsamkommune.events.registration;

import de.gemeinsamkommune.events.announcement.Decision;

import java.util.List;

/** Documents that follow the decisions made on the heads of events. */
public interface Ledger {

    /**
     * Brings the documents up to the decisions. Repeats and late calls have no effect: a document
     * that has followed a decision ignores it and all earlier ones.
     *
     * @param event id of the event
     * @param decisions in order; all earlier decisions of the event were followed before
     */
    void follow(String event, List<Decision> decisions);
}
