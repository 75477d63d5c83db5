package de.gemeinsamkommune.membership.directory;

import jakarta.validation.ConstraintValidatorContext;

import org.springframework.context.i18n.LocaleContextHolder;

import java.util.Locale;
import java.util.ResourceBundle;

/** Says in the asker's language why a value of a request is refused. */
final class Refusals {

    private Refusals() {}

    /**
     * Puts the text in the place of its key.
     *
     * @return false, what a check answers that refuses
     */
    static boolean refuse(ConstraintValidatorContext context) {
        boolean english =
                LocaleContextHolder.getLocale().getLanguage().equals(Locale.ENGLISH.toString());
        String text =
                ResourceBundle.getBundle(
                                "membership/problems", english ? Locale.ENGLISH : Locale.GERMAN)
                        .getString(context.getDefaultConstraintMessageTemplate());
        context.disableDefaultConstraintViolation();
        context.buildConstraintViolationWithTemplate(text).addConstraintViolation();
        return false;
    }
}
