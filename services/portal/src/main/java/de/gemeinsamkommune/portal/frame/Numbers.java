package de.gemeinsamkommune.portal.frame;

import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.text.ParseException;
import java.util.Locale;
import java.util.Optional;

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

    /** An amount in euros, with cents where there are some, as it is typed into a form. */
    public String amount(long cents) {
        NumberFormat format = NumberFormat.getNumberInstance(locale());
        int digits = cents % 100 == 0 ? 0 : 2;
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        return format.format(BigDecimal.valueOf(cents, 2));
    }

    /** The cents of an amount in euros as the reader's language writes it; empty for others. */
    static Optional<Long> cents(String typed) {
        DecimalFormat format = (DecimalFormat) NumberFormat.getNumberInstance(locale());
        format.setParseBigDecimal(true);
        // strictly in threes, or not at all: 1.234.50 is neither 1234.50 nor 123450
        char separator = format.getDecimalFormatSymbols().getGroupingSeparator();
        format.setGroupingUsed(typed.indexOf(separator) >= 0);
        format.setStrict(true);
        try {
            BigDecimal euros = (BigDecimal) format.parse(typed);
            return Optional.of(euros.movePointRight(2).longValueExact()).filter(c -> c >= 0);
        } catch (ParseException | ArithmeticException noAmount) {
            return Optional.empty();
        }
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
