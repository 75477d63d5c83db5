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

/** The code of a topic in a request, as {@link Topics} has it. */
@Constraint(validatedBy = TopicCode.Validity.class)
@Target({ElementType.TYPE_USE, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@interface TopicCode {

    /** {@return key of the text for people in {@code membership/problems}} */
    String message() default "topic-code";

    /** {@return groups, as the specification demands} */
    Class<?>[] groups() default {};

    /** {@return payload, as the specification demands} */
    Class<? extends Payload>[] payload() default {};

    /** Asks {@link Topics}. */
    final class Validity implements ConstraintValidator<TopicCode, String> {

        private final Topics topics;

        Validity(Topics topics) {
            this.topics = topics;
        }

        @Override
        public boolean isValid(@Nullable String value, ConstraintValidatorContext context) {
            return value == null || topics.contains(value) || Refusals.refuse(context);
        }
    }
}
