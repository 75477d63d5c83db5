package de.gemeinsamkommune.portal.municipality;

import org.springframework.context.i18n.LocaleContextHolder;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** Hours as people write them, minutes as membership keeps them. */
public final class Hours {
    private static final BigDecimal MINUTES = BigDecimal.valueOf(60);
    private static final int LONGEST = 8;

    private Hours() {}

    /** The minutes of {@code 10}, {@code 7,5} or {@code 7.5} hours; empty when it is no number. */
    public static Optional<Integer> minutes(String typed) {
        String text = typed.strip().replace(',', '.');
        if (text.length() > LONGEST || !text.matches("[0-9]+([.][0-9]+)?")) {
            return Optional.empty();
        }
        return Optional.of(
                new BigDecimal(text)
                        .multiply(MINUTES)
                        .setScale(0, RoundingMode.HALF_UP)
                        .intValueExact());
    }

    /** The hours as the reader's language writes them, as in {@code 7,5}. */
    public static String of(int minutes) {
        String hours =
                BigDecimal.valueOf(minutes)
                        .divide(MINUTES, 2, RoundingMode.HALF_UP)
                        .stripTrailingZeros()
                        .toPlainString();
        return LocaleContextHolder.getLocale().getLanguage().equals("en")
                ? hours
                : hours.replace('.', ',');
    }
}
