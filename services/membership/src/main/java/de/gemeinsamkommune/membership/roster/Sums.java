package de.gemeinsamkommune.membership.roster;

/**
 * How many rows have which outcome.
 *
 * @param likelyKnown probably the same person under another address
 */
public record Sums(
        int ready,
        int known,
        int invitedBefore,
        int twice,
        int likelyKnown,
        int refused,
        int invited) {

    static final Sums NOTHING = new Sums(0, 0, 0, 0, 0, 0, 0);

    Sums plus(Outcome outcome) {
        return new Sums(
                ready + (outcome == Outcome.READY ? 1 : 0),
                known + (outcome == Outcome.KNOWN ? 1 : 0),
                invitedBefore + (outcome == Outcome.INVITED_BEFORE ? 1 : 0),
                twice + (outcome == Outcome.TWICE ? 1 : 0),
                likelyKnown + (outcome == Outcome.LIKELY_KNOWN ? 1 : 0),
                refused + (outcome == Outcome.REFUSED ? 1 : 0),
                invited + (outcome == Outcome.INVITED ? 1 : 0));
    }
}
