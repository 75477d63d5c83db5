package de.gemeinsamkommune.membership.person;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;

import org.jspecify.annotations.Nullable;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** An e-mail address in a request, as {@link EmailAddress} takes it. */
@Constraint(validatedBy = MailAddress.Validity.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
public @interface MailAddress {

    /** {@return the text for people} */
    String message() default "{jakarta.validation.constraints.Email.message}";

    /** {@return groups, as the specification demands} */
    Class<?>[] groups() default {};

    /** {@return payload, as the specification demands} */
    Class<? extends Payload>[] payload() default {};

    /** Asks {@link EmailAddress}. */
    final class Validity implements ConstraintValidator<MailAddress, String> {

        @Override
        public boolean isValid(@Nullable String value, ConstraintValidatorContext context) {
            return value == null || EmailAddress.parse(value).isPresent();
        }
    }
}
