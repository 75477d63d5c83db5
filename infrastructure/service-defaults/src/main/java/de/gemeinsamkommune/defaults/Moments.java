package de.gemeinsamkommune.defaults;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * Times as the network takes them in: RFC 3339 with offset, from 1900 to 9999. Earlier ones have
 * offsets that RFC 3339 cannot write, later ones have five digits, and both only come from mistakes
 * or from those who look for some.
 */
public final class Moments {

    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 9999;

    private Moments() {}

    /**
     * Reads a time.
     *
     * @param text such as {@code 2026-11-24T10:00:00+01:00}
     * @throws DateTimeException when it is none, or one outside the years 1900 to 9999
     */
    public static OffsetDateTime parse(String text) {
        OffsetDateTime moment = OffsetDateTime.parse(text);
        if (moment.getYear() < FIRST_YEAR || moment.getYear() > LAST_YEAR) {
            throw new DateTimeException("outside the years 1900 to 9999");
        }
        return moment;
    }

    /** As {@link #parse}, without the offset. */
    public static Instant parseInstant(String text) {
        return parse(text).toInstant();
    }
}
