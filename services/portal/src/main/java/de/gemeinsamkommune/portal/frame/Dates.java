package de.gemeinsamkommune.portal.frame;

import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/** Writes days and times out in the reader's language, as the clocks in Bavaria show them. */
@Component
public final class Dates {
    /** Where the network is. */
    public static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private final Clock clock;

    Dates(Clock clock) {
        this.clock = clock;
    }

    /** Today in Bavaria. */
    public LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZONE);
    }

    /** Whether the moment is over. */
    public boolean past(Instant instant) {
        return instant.isBefore(clock.instant());
    }

    /** As in "Donnerstag, 12. November 2026". */
    public String weekday(Instant instant) {
        return write(instant, "EEEE, d. MMMM yyyy", "EEEE, d MMMM yyyy");
    }

    /** As in "12. November 2026". */
    public String day(Instant instant) {
        return write(instant, "d. MMMM yyyy", "d MMMM yyyy");
    }

    /** As in "12. November 2026". */
    public String day(LocalDate date) {
        return write(date, "d. MMMM yyyy", "d MMMM yyyy");
    }

    /** As in "12. November 2026, 9:30 Uhr". */
    public String moment(Instant instant) {
        return write(instant, "d. MMMM yyyy, H:mm 'Uhr'", "d MMMM yyyy, H:mm");
    }

    /** From when to when, with the second day only where it is another one. */
    public String span(Instant start, Instant end) {
        boolean sameDay = LocalDate.ofInstant(start, ZONE).equals(LocalDate.ofInstant(end, ZONE));
        String between = english() ? " to " : " bis ";
        return sameDay
                ? weekday(start) + ", " + hours(start, end)
                : moment(start) + between + moment(end);
    }

    /** As in "10:00 bis 16:00 Uhr". */
    public String hours(Instant start, Instant end) {
        return write(start, "H:mm", "H:mm")
                + (english() ? " to " : " bis ")
                + write(end, "H:mm 'Uhr'", "H:mm");
    }

    /** The number of the day in the month, for a calendar leaf. */
    public String dayOfMonth(Instant instant) {
        return write(instant, "d", "d");
    }

    /** The month in short, for a calendar leaf. */
    public String month(Instant instant) {
        return write(instant, "MMM", "MMM");
    }

    /** The year, for a calendar leaf. */
    public String year(Instant instant) {
        return write(instant, "yyyy", "yyyy");
    }

    /** How many whole minutes lie between the moments. */
    public long minutes(Instant start, Instant end) {
        return Duration.between(start, end).toMinutes();
    }

    /** The day as machines and date fields write it. */
    public String isoDay(Instant instant) {
        return LocalDate.ofInstant(instant, ZONE).toString();
    }

    /** The time as time fields write it. */
    public String isoTime(Instant instant) {
        return DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT)
                .format(LocalTime.ofInstant(instant, ZONE));
    }

    /** The moment as machines read it, with the offset of Bavaria. */
    public String iso(Instant instant) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.atZone(ZONE));
    }

    /** What was put into a date field; empty when it is no day. */
    public static Optional<LocalDate> day(@Nullable String typed) {
        try {
            return typed == null || typed.isBlank()
                    ? Optional.empty()
                    : Optional.of(LocalDate.parse(typed.strip()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** What was put into a time field; empty when it is no time. */
    public static Optional<LocalTime> time(@Nullable String typed) {
        try {
            return typed == null || typed.isBlank()
                    ? Optional.empty()
                    : Optional.of(LocalTime.parse(typed.strip()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static String write(TemporalAccessor when, String german, String english) {
        return DateTimeFormatter.ofPattern(
                        english() ? english : german, english() ? Locale.UK : Locale.GERMANY)
                .withZone(ZONE)
                .format(when);
    }

    private static boolean english() {
        return LocaleContextHolder.getLocale().getLanguage().equals("en");
    }
}
