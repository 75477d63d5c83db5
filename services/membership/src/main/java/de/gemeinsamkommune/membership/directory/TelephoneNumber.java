package de.gemeinsamkommune.membership.directory;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;

import org.jspecify.annotations.Nullable;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A telephone number in a request, as {@link Telephone} takes it; a blank one is none. */
@Constraint(validatedBy = TelephoneNumber.Validity.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
@interface TelephoneNumber {

    /** {@return key of the text for people in {@code membership/problems}} */
    String message() default "telephone-number";

    /** {@return groups, as the specification demands} */
    Class<?>[] groups() default {};

    /** {@return payload, as the specification demands} */
    Class<? extends Payload>[] payload() default {};

    /** Asks {@link Telephone}. */
    final class Validity implements ConstraintValidator<TelephoneNumber, String> {

        @Override
        public boolean isValid(@Nullable String value, ConstraintValidatorContext context) {
            return value == null
                    || value.isBlank()
                    || Telephone.parse(value).isPresent()
                    || Refusals.refuse(context);
        }
    }
}
