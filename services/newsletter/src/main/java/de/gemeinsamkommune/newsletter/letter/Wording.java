package de.gemeinsamkommune.newsletter.letter;

import org.jspecify.annotations.Nullable;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.stereotype.Component;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The texts of the letters, in German and English. */
@Component
public final class Wording {

    /** Days and hours in letters are those of the network's region. */
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private final ResourceBundleMessageSource texts = new ResourceBundleMessageSource();

    Wording() {
        texts.setBasename("newsletter/mails");
        texts.setDefaultEncoding("UTF-8");
        texts.setFallbackToSystemLocale(false);
        texts.setDefaultLocale(Locale.GERMAN);
    }

    /** The text of the key; a missing key is a programming error and fails. */
    public String text(Locale locale, String key, Object... args) {
        return texts.getMessage(key, args, locale);
    }

    /** The texts {@code key.1}, {@code key.2} … as far as there are any, at least one. */
    public List<String> paragraphs(Locale locale, String key, Object... args) {
        List<String> found = new ArrayList<>();
        found.add(text(locale, key + ".1", args));
        for (int number = 2; ; number++) {
            String next = texts.getMessage(key + "." + number, args, null, locale);
            if (next == null) {
                return found;
            }
            found.add(next);
        }
    }

    /** The salutation: with the name when there is one. */
    public String greeting(Locale locale, @Nullable String name) {
        return name == null || name.isBlank()
                ? text(locale, "greeting")
                : text(locale, "greeting.name", name.strip());
    }

    /** Day and time of a beginning and an end, in words of the language. */
    public String span(Locale locale, ZonedDateTime from, ZonedDateTime to) {
        ZonedDateTime start = from.withZoneSameInstant(ZONE);
        ZonedDateTime end = to.withZoneSameInstant(ZONE);
        boolean sameDay = start.toLocalDate().equals(end.toLocalDate());
        return text(
                locale,
                sameDay ? "span.day" : "span.days",
                day(locale, start),
                time(start),
                day(locale, end),
                time(end));
    }

    /** A day with time, in words of the language. */
    public String moment(Locale locale, ZonedDateTime at) {
        ZonedDateTime local = at.withZoneSameInstant(ZONE);
        return text(locale, "moment", day(locale, local), time(local));
    }

    /** German unless the tag asks for English. */
    public static Locale locale(@Nullable String tag) {
        return tag != null && tag.toLowerCase(Locale.ROOT).startsWith("en")
                ? Locale.ENGLISH
                : Locale.GERMAN;
    }

    private static String day(Locale locale, ZonedDateTime at) {
        String pattern = locale.equals(Locale.ENGLISH) ? "EEEE, d MMMM uuuu" : "EEEE, d. MMMM uuuu";
        return DateTimeFormatter.ofPattern(pattern, locale).format(at);
    }

    private static String time(ZonedDateTime at) {
        return DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).format(at);
    }
}
