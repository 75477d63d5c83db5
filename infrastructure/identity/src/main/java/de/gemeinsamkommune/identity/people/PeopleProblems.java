package de.gemeinsamkommune.identity.people;

import de.gemeinsamkommune.defaults.ProblemException;
import de.gemeinsamkommune.defaults.Problems;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Asks to try again when membership gave no answer. */
@RestControllerAdvice
final class PeopleProblems {

    @ExceptionHandler
    ProblemException on(MembershipUnreachable unreachable) {
        return Problems.of(HttpStatus.SERVICE_UNAVAILABLE, "unavailable")
                .header(HttpHeaders.RETRY_AFTER, "5");
    }
}
