package de.gemeinsamkommune.defaults.sample;

import de.gemeinsamkommune.defaults.ProblemException;
import de.gemeinsamkommune.defaults.Problems;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

@RestControllerAdvice
class SampleProblems {

    @ExceptionHandler
    ProblemException on(ShelfFull full) {
        return Problems.of(HttpStatus.CONFLICT, "shelf-full", full.shelf, 3)
                .header("Retry-After", "7");
    }
}
