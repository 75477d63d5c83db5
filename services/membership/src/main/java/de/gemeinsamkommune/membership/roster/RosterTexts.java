package de.gemeinsamkommune.membership.roster;

import org.springframework.context.support.ResourceBundleMessageSource;

import java.util.Locale;

/** The words about rows of lists of people. */
final class RosterTexts {

    private static final ResourceBundleMessageSource TEXTS = new ResourceBundleMessageSource();

    static {
        TEXTS.setBasename("membership/roster");
        TEXTS.setDefaultEncoding("UTF-8");
        TEXTS.setFallbackToSystemLocale(false);
        TEXTS.setDefaultLocale(Locale.GERMAN);
    }

    private RosterTexts() {}

    static String of(String key, Locale locale, Object... arguments) {
        return TEXTS.getMessage(key, arguments, locale);
    }
}
