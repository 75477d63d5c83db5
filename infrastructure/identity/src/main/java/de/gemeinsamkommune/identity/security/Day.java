package de.gemeinsamkommune.identity.security;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Optional;

/** Days as people read them. */
final class Day {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private Day() {}

    /** {@return the day, null for none} */
    static @Nullable String of(Optional<Instant> at, Locale locale) {
        return at.map(instant -> of(instant, locale)).orElse(null);
    }

    /** {@return the day} */
    static String of(Instant at, Locale locale) {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(locale)
                .format(at.atZone(BERLIN));
    }
}
