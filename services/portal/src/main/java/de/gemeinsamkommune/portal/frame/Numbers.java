package de.gemeinsamkommune.portal.frame;

import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

import java.text.NumberFormat;
import java.util.Locale;

/** Writes numbers as the reader's language does. */
@Component
public final class Numbers {

    /** A whole number with separators between the thousands. */
    public String whole(long number) {
        return NumberFormat.getIntegerInstance(locale()).format(number);
    }

    /** An amount in euros without cents. */
    public String euros(long cents) {
        NumberFormat format = NumberFormat.getIntegerInstance(locale());
        return format.format(Math.round(cents / 100.0)) + " €";
    }

    /** Minutes as hours and minutes, as in "2 h 30 min". */
    public String duration(long minutes) {
        long hours = minutes / 60;
        long rest = minutes % 60;
        if (hours == 0) {
            return rest + " min";
        }
        return whole(hours) + " h" + (rest == 0 ? "" : " " + rest + " min");
    }

    private static Locale locale() {
        return LocaleContextHolder.getLocale().getLanguage().equals("en")
                ? Locale.UK
                : Locale.GERMANY;
    }
}
