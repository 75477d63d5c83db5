package de.gemeinsamkommune.membership.application;

import de.gemeinsamkommune.defaults.ProblemException;
import de.gemeinsamkommune.defaults.Problems;

import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** How refusals about applications are answered. */
@RestControllerAdvice
@Order(0)
class ApplicationProblems {

    @ExceptionHandler
    ProblemException on(ApplicationNotFound refusal) {
        return Problems.of(HttpStatus.NOT_FOUND, "application-not-found");
    }

    @ExceptionHandler
    ProblemException on(LinkNotValid refusal) {
        return Problems.of(HttpStatus.NOT_FOUND, "application-link-not-valid");
    }

    @ExceptionHandler
    ProblemException on(AlreadyDecided refusal) {
        return Problems.of(HttpStatus.CONFLICT, "application-already-decided");
    }

    @ExceptionHandler
    ProblemException on(ApplicationChangedMeanwhile refusal) {
        return Problems.of(HttpStatus.PRECONDITION_FAILED, "application-changed-meanwhile");
    }

    @ExceptionHandler
    ProblemException on(NoticeOutdated refusal) {
        return Problems.of(HttpStatus.CONFLICT, "privacy-notice-outdated");
    }

    @ExceptionHandler
    ProblemException on(UnitMissing refusal) {
        return Problems.of(HttpStatus.BAD_REQUEST, "unit-missing");
    }

    @ExceptionHandler
    ProblemException on(AdmissionMissing refusal) {
        return Problems.of(HttpStatus.BAD_REQUEST, "admission-missing");
    }

    @ExceptionHandler
    ProblemException on(UnitUnknown refusal) {
        return Problems.of(HttpStatus.BAD_REQUEST, "unit-unknown");
    }
}
