package de.gemeinsamkommune.defaults.retention;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.Locale;

/**
 * When a rule is due and why, as a service's {@code processing.yaml} declares it.
 *
 * @param code of the rule
 * @param nameDe what it is called in German
 * @param nameEn what it is called in English
 * @param startsDe what the period runs from, in German
 * @param startsEn what the period runs from, in English
 * @param period how long is kept (ISO 8601)
 * @param yearEnd whether the period runs from the end of the year (Europe/Berlin)
 * @param effect what it does
 * @param norm what the period is taken from, in German
 */
public record RetentionTerms(
        String code,
        String nameDe,
        String nameEn,
        String startsDe,
        String startsEn,
        Period period,
        boolean yearEnd,
        Effect effect,
        String norm) {

    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    /** Refuses a period of no length. */
    public RetentionTerms {
        if (period.isZero() || period.isNegative()) {
            throw new IllegalArgumentException("Rule " + code + " keeps for no time");
        }
    }

    /** {@return the moment before which something must have begun to be due now} */
    Instant cutoff(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZONE);
        LocalDate from = yearEnd ? today.withDayOfYear(1) : today;
        return from.minus(period).atStartOfDay(ZONE).toInstant();
    }

    /** {@return the first day on which what began then is due; null when nothing did} */
    @Nullable LocalDate dueOn(@Nullable Instant began) {
        if (began == null) {
            return null;
        }
        LocalDate day = LocalDate.ofInstant(began, ZONE);
        return yearEnd
                ? day.withDayOfYear(1).plusYears(1).plus(period)
                : day.plusDays(1).plus(period);
    }

    String name(Locale locale) {
        return isGerman(locale) ? nameDe : nameEn;
    }

    String starts(Locale locale) {
        return isGerman(locale) ? startsDe : startsEn;
    }

    private static boolean isGerman(Locale locale) {
        return !locale.getLanguage().equals("en");
    }
}
