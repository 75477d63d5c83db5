package de.gemeinsamkommune.membership.register;

import de.gemeinsamkommune.defaults.ProblemException;
import de.gemeinsamkommune.defaults.Problems;

import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** How refusals of files are answered. */
@RestControllerAdvice
@Order(0)
class RegisterProblems {

    @ExceptionHandler
    ProblemException on(FileRefused refusal) {
        return Problems.of(HttpStatus.BAD_REQUEST, refusal.reason().problem());
    }

    @ExceptionHandler
    ProblemException on(ImportRefused refusal) {
        return Problems.of(HttpStatus.CONFLICT, refusal.reason().problem());
    }
}
