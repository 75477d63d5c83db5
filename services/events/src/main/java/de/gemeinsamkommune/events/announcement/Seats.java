package de.gemeinsamkommune.events.announcement;

import java.util.ArrayList;
import java.util.List;

/**
 * How the seats of an event are taken; changes only by decisions.
 *
 * @param confirmed registrations with a seat
 * @param waiting registrations that wait for one
 * @param lastPlace place of the latest registration; places are never given twice
 * @param lastDecision number of the latest decision
 * @param unapplied the decisions of the latest write, which documents may not yet have followed
 */
public record Seats(
        int confirmed, int waiting, long lastPlace, long lastDecision, List<Decision> unapplied) {

    static Seats none() {
        return new Seats(0, 0, 0, 0, List.of());
    }

    /** {@return the seats after a write that needs no longer remember earlier decisions} */
    public Seats applied() {
        return new Seats(confirmed, waiting, lastPlace, lastDecision, List.of());
    }

    /**
     * Takes in a decision.
     *
     * @throws IllegalArgumentException when it is not the next one
     */
    public Seats apply(Decision decision) {
        if (decision.number() != lastDecision + 1) {
            throw new IllegalArgumentException("decision out of order");
        }
        long place = decision.place() == null ? lastPlace : Math.max(lastPlace, decision.place());
        return switch (decision.kind()) {
            case CONFIRM -> next(decision, confirmed + 1, waiting, lastPlace + 1);
            case WAITLIST -> next(decision, confirmed, waiting + 1, lastPlace + 1);
            case PROMOTE -> next(decision, confirmed + 1, waiting - 1, lastPlace);
            case CANCEL_CONFIRMED -> next(decision, confirmed - 1, waiting, place);
            case CANCEL_WAITING -> next(decision, confirmed, waiting - 1, place);
            case CANCEL_ALL -> next(decision, 0, 0, lastPlace);
            case ATTEND -> next(decision, confirmed, waiting, lastPlace);
            case TAKE_OVER_SEAT -> next(decision, confirmed + 1, waiting, place);
            case TAKE_OVER_WAITING -> next(decision, confirmed, waiting + 1, place);
        };
    }

    private Seats next(Decision decision, int nowConfirmed, int nowWaiting, long nowLastPlace) {
        List<Decision> remembered = new ArrayList<>(unapplied);
        remembered.add(decision);
        return new Seats(
                nowConfirmed, nowWaiting, nowLastPlace, decision.number(), List.copyOf(remembered));
    }
}
