package de.gemeinsamkommune.advisory.request;

import de.gemeinsamkommune.defaults.ProblemException;
import de.gemeinsamkommune.defaults.Problems;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** How refusals are answered. */
@RestControllerAdvice
class RequestProblems {

    @ExceptionHandler
    ProblemException on(RequestNotFound refusal) {
        return Problems.notFound();
    }

    @ExceptionHandler
    ProblemException on(PersonErased refusal) {
        return Problems.of(HttpStatus.CONFLICT, "person-erased");
    }

    @ExceptionHandler
    ProblemException on(PersonMerged refusal) {
        return Problems.of(HttpStatus.CONFLICT, "person-merged");
    }

    @ExceptionHandler
    ProblemException on(UnknownTopic refusal) {
        return Problems.of(HttpStatus.BAD_REQUEST, "unknown-topic");
    }

    @ExceptionHandler
    ProblemException on(MunicipalityNotTheCallers refusal) {
        return Problems.of(HttpStatus.BAD_REQUEST, "municipality-not-yours");
    }

    @ExceptionHandler
    ProblemException on(MunicipalityMissing refusal) {
        return Problems.of(HttpStatus.BAD_REQUEST, "municipality-missing");
    }

    @ExceptionHandler
    ProblemException on(EffortOutOfBounds refusal) {
        return Problems.of(HttpStatus.BAD_REQUEST, "effort-out-of-bounds")
                .member("property", refusal.property());
    }

    @ExceptionHandler
    ProblemException on(RequestAlreadyAssigned refusal) {
        return Problems.of(HttpStatus.CONFLICT, "request-already-assigned");
    }

    @ExceptionHandler
    ProblemException on(RequestNotAccepted refusal) {
        return Problems.of(HttpStatus.CONFLICT, "request-not-accepted");
    }

    @ExceptionHandler
    ProblemException on(RequestClosed refusal) {
        return Problems.of(HttpStatus.CONFLICT, "request-closed");
    }

    @ExceptionHandler
    ProblemException on(RequestFull refusal) {
        return Problems.of(HttpStatus.CONFLICT, "request-full");
    }

    @ExceptionHandler
    ProblemException on(OwnRequest refusal) {
        return Problems.of(HttpStatus.CONFLICT, "own-request");
    }

    @ExceptionHandler
    ProblemException on(NotAssigned refusal) {
        return Problems.of(HttpStatus.CONFLICT, "not-assigned");
    }

    @ExceptionHandler
    ProblemException on(OnlyTheAsker refusal) {
        return Problems.of(HttpStatus.FORBIDDEN, "only-the-asker");
    }

    @ExceptionHandler
    ProblemException on(CreatedDifferently refusal) {
        return Problems.of(HttpStatus.CONFLICT, "idempotency-key-reused");
    }
}
