package de.gemeinsamkommune.membership.erasure;

import de.gemeinsamkommune.membership.erasure.Erasure.Hold;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;

/** Says in a person's language what is kept, why and how long. */
final class HoldTexts {

    private final MessageSource texts;
    private final Locale locale;

    HoldTexts(MessageSource texts, Locale locale) {
        this.texts = texts;
        this.locale = locale;
    }

    String explain(Hold hold) {
        return String.join(
                " ",
                text("hold.what", hold.what()),
                text("hold.reason", hold.reason()),
                until(hold.until()));
    }

    private String until(@Nullable LocalDate day) {
        return day == null
                ? texts.getMessage("hold.until-unknown", null, locale)
                : texts.getMessage(
                        "hold.until",
                        new Object[] {
                            DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                                    .withLocale(locale)
                                    .format(day)
                        },
                        locale);
    }

    /** A code this release has no text for is shown as it is. */
    private String text(String group, String code) {
        String general = texts.getMessage(group + ".other", new Object[] {code}, locale);
        String text = texts.getMessage(group + "." + code, null, general, locale);
        return text == null ? general : text;
    }
}
