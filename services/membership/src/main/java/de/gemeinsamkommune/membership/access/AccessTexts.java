package de.gemeinsamkommune.membership.access;

import org.springframework.context.support.ResourceBundleMessageSource;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/** The words of an export in one language. */
final class AccessTexts {

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final ResourceBundleMessageSource TEXTS = new ResourceBundleMessageSource();

    static {
        TEXTS.setBasename("membership/access");
        TEXTS.setDefaultEncoding("UTF-8");
        TEXTS.setFallbackToSystemLocale(false);
        TEXTS.setDefaultLocale(Locale.GERMAN);
    }

    private final Locale locale;

    /** Finding the pattern of a language takes longer than writing a moment. */
    private final DateTimeFormatter moments;

    AccessTexts(Locale locale) {
        this.locale = locale;
        this.moments =
                DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.MEDIUM)
                        .withLocale(locale)
                        .withZone(ZONE);
    }

    String language() {
        return locale.getLanguage();
    }

    String text(String key, Object... arguments) {
        return TEXTS.getMessage(key, arguments, locale);
    }

    /** A code this release has no text for is shown as it is. */
    String code(String group, String code) {
        String text = TEXTS.getMessage(group + "." + code, null, code, locale);
        return text == null ? code : text;
    }

    /** Local date and time. */
    String moment(Instant at) {
        return moments.format(at);
    }
}
