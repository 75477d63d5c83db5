package de.gemeinsamkommune.membership.roster;

import de.gemeinsamkommune.defaults.ProblemException;
import de.gemeinsamkommune.defaults.Problems;

import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** How refusals of lists of people are answered. */
@RestControllerAdvice
@Order(0)
class RosterProblems {

    @ExceptionHandler
    ProblemException on(RosterRefused refusal) {
        return Problems.of(HttpStatus.BAD_REQUEST, refusal.reason().problem(), refusal.arguments());
    }

    @ExceptionHandler
    ProblemException on(ImportNotPossible refusal) {
        return Problems.of(HttpStatus.CONFLICT, refusal.problem(), refusal.count())
                .member("import", refusal.id());
    }
}
