package de.gemeinsamkommune.membership.municipality;

import de.gemeinsamkommune.defaults.ProblemException;
import de.gemeinsamkommune.defaults.Problems;

import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

import java.util.Locale;

/** How refusals about municipalities are answered. */
@RestControllerAdvice
@Order(0)
class MunicipalityProblems {

    private final ResourceBundleMessageSource texts = new ResourceBundleMessageSource();

    MunicipalityProblems() {
        texts.setBasename("membership/problems");
        texts.setDefaultEncoding("UTF-8");
        texts.setFallbackToSystemLocale(false);
        texts.setDefaultLocale(Locale.GERMAN);
    }

    @ExceptionHandler
    ProblemException on(MunicipalityNotFound refusal) {
        return Problems.of(HttpStatus.NOT_FOUND, "municipality-not-found");
    }

    @ExceptionHandler
    ProblemException on(MunicipalityExists refusal) {
        return Problems.of(HttpStatus.CONFLICT, "municipality-exists");
    }

    @ExceptionHandler
    ProblemException on(MunicipalityChangedMeanwhile refusal) {
        return Problems.of(HttpStatus.PRECONDITION_FAILED, "municipality-changed-meanwhile");
    }

    @ExceptionHandler
    ProblemException on(TermsRefused refusal) {
        return Problems.of(HttpStatus.BAD_REQUEST, "invalid-request")
                .error(
                        refusal.flaw().pointer(),
                        texts.getMessage(
                                refusal.flaw().text(), null, LocaleContextHolder.getLocale()));
    }
}
