package de.gemeinsamkommune.membership.person;

import de.gemeinsamkommune.defaults.ProblemException;
import de.gemeinsamkommune.defaults.Problems;

import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** How refusals about people are answered. */
@RestControllerAdvice
@Order(0)
class PersonProblems {

    @ExceptionHandler
    ProblemException on(PersonNotFound refusal) {
        return Problems.of(HttpStatus.NOT_FOUND, "person-not-found");
    }

    @ExceptionHandler
    ProblemException on(PersonAlreadyKnown refusal) {
        return Problems.of(HttpStatus.CONFLICT, "person-already-known");
    }

    @ExceptionHandler
    ProblemException on(PersonChangedMeanwhile refusal) {
        return Problems.of(HttpStatus.PRECONDITION_FAILED, "person-changed-meanwhile");
    }

    @ExceptionHandler
    ProblemException on(InvitationRefused refusal) {
        return Problems.of(HttpStatus.FORBIDDEN, "invitation-refused");
    }

    @ExceptionHandler
    ProblemException on(MunicipalityUnknown refusal) {
        return Problems.of(HttpStatus.BAD_REQUEST, "municipality-unknown");
    }

    @ExceptionHandler
    ProblemException on(LastAdministratorStays refusal) {
        return Problems.of(HttpStatus.CONFLICT, "last-administrator-stays");
    }

    @ExceptionHandler
    ProblemException on(LastRoleStays refusal) {
        return Problems.of(HttpStatus.CONFLICT, "last-role-stays");
    }

    @ExceptionHandler
    ProblemException on(PersonMerged refusal) {
        return Problems.of(HttpStatus.GONE, "person-merged");
    }

    @ExceptionHandler
    ProblemException on(CallerMerged refusal) {
        return Problems.of(HttpStatus.FORBIDDEN, "caller-merged");
    }

    @ExceptionHandler
    ProblemException on(MergeRefused refusal) {
        return Problems.of(HttpStatus.FORBIDDEN, "merge-refused");
    }

    @ExceptionHandler
    ProblemException on(MergeWithItself refusal) {
        return Problems.of(HttpStatus.BAD_REQUEST, "merge-with-itself");
    }

    @ExceptionHandler
    ProblemException on(MergeOfCaller refusal) {
        return Problems.of(HttpStatus.CONFLICT, "merge-of-caller");
    }

    @ExceptionHandler
    ProblemException on(MergeOfUnprovedAddress refusal) {
        return Problems.of(HttpStatus.CONFLICT, "merge-of-unproved-address");
    }

    @ExceptionHandler
    ProblemException on(CallerErased refusal) {
        return Problems.of(HttpStatus.FORBIDDEN, "caller-erased");
    }
}
