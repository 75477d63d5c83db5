package de.gemeinsamkommune.membership.duplicate;

import java.util.Comparator;

/**
 * Two people who may be the same.
 *
 * @param reason the best one
 * @param first the lesser id
 * @param second the greater id
 */
record Pair(Reason reason, String first, String second) implements Comparable<Pair> {

    private static final Comparator<Pair> ORDER =
            Comparator.comparing(Pair::reason)
                    .thenComparing(Pair::first)
                    .thenComparing(Pair::second);

    static Pair of(Reason reason, Known one, Known two) {
        boolean ordered = one.id().compareTo(two.id()) < 0;
        return new Pair(reason, ordered ? one.id() : two.id(), ordered ? two.id() : one.id());
    }

    /** {@return what tells the pair, whatever the reason} */
    String key() {
        return first + "|" + second;
    }

    @Override
    public int compareTo(Pair other) {
        return ORDER.compare(this, other);
    }
}
