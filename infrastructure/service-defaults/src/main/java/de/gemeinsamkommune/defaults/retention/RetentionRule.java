package de.gemeinsamkommune.defaults.retention;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * One rule of how long something is kept, as the service that keeps it carries it out. When a rule
 * is due and what it is called stands in the service's {@code processing.yaml} under the same code.
 *
 * <p>A record has one moment from which its period runs; that moment never changes, so what was due
 * stays due until it is dealt with.
 */
public interface RetentionRule {

    /** {@return the code of the rule, kebab-case} */
    String code();

    /**
     * Counts what is due.
     *
     * @param before what began before this moment
     * @param except references to leave out
     */
    long count(Instant before, Collection<String> except);

    /**
     * Finds what is due, the oldest first.
     *
     * @param before what began before this moment
     * @param except references to leave out
     * @param limit at most this many, from 1
     * @return random ids, no personal data
     */
    List<String> due(Instant before, Collection<String> except, int limit);

    /**
     * {@return the earliest moment a period began at or after this one; null when there is none}
     */
    @Nullable Instant next(Instant from);

    /**
     * Deals with one record. May be repeated; a record that is no longer due is left alone.
     *
     * @param before as it was due
     * @return whether it was dealt with
     */
    boolean act(String reference, Instant before);
}
