package de.gemeinsamkommune.membership.person;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;

import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Locale;
import java.util.ResourceBundle;

/** A given or a family name in a request, as {@link PersonName} takes it. */
@Constraint(validatedBy = NamePart.Validity.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
public @interface NamePart {

    /** {@return key of the text for people in {@code membership/problems}} */
    String message() default "name-part";

    /** {@return groups, as the specification demands} */
    Class<?>[] groups() default {};

    /** {@return payload, as the specification demands} */
    Class<? extends Payload>[] payload() default {};

    /** Asks {@link PersonName}. */
    final class Validity implements ConstraintValidator<NamePart, String> {

        @Override
        public boolean isValid(@Nullable String value, ConstraintValidatorContext context) {
            if (value == null || PersonName.isValid(value)) {
                return true;
            }
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
}
