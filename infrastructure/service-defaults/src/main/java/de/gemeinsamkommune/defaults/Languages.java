package de.gemeinsamkommune.defaults;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/** German and English, German when a request names neither. */
final class Languages {

    static final Locale DEFAULT = Locale.GERMAN;
    static final List<Locale> SUPPORTED = List.of(Locale.GERMAN, Locale.ENGLISH);

    private Languages() {}

    static Locale of(HttpServletRequest request) {
        return of(request.getHeader("Accept-Language"));
    }

    static Locale of(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.isBlank()) {
            return DEFAULT;
        }
        try {
            Locale found = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), SUPPORTED);
            return found == null ? DEFAULT : found;
        } catch (IllegalArgumentException malformed) {
            return DEFAULT;
        }
    }

    /** The supported language nearest to the given one. */
    static Locale nearest(Locale locale) {
        return locale.getLanguage().equals("en") ? Locale.ENGLISH : DEFAULT;
    }
}
