package de.gemeinsamkommune.membership.municipality;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;

/**
 * What a partner and the network have agreed on.
 *
 * @param from first day
 * @param to last day, not before the first; absent when it runs until it is ended
 * @param minutesPerWeek agreed working time, a quarter of an hour to 40 hours
 */
public record Contract(LocalDate from, @Nullable LocalDate to, int minutesPerWeek) {

    /** A quarter of an hour. */
    static final int LEAST_MINUTES = 15;

    /** 40 hours. */
    static final int MOST_MINUTES = 40 * 60;

    /** Refuses a last day before the first, and working times nobody agrees on. */
    public Contract {
        if (to != null && to.isBefore(from)) {
            throw new IllegalArgumentException("a contract that ends before it begins");
        }
        if (minutesPerWeek < LEAST_MINUTES || minutesPerWeek > MOST_MINUTES) {
            throw new IllegalArgumentException("a contract of 15 to 2400 minutes a week");
        }
    }
}
