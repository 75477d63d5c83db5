package de.gemeinsamkommune.analytics.stream;

import de.gemeinsamkommune.defaults.Cursor;
import de.gemeinsamkommune.defaults.ProblemException;
import de.gemeinsamkommune.defaults.Problems;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** How refusals are answered. */
@RestControllerAdvice
class StreamProblems {

    private static final String RETRY_AFTER_SECONDS = "5";

    @ExceptionHandler
    ProblemException on(PositionBeyondEnd refusal) {
        return Cursor.malformed();
    }

    @ExceptionHandler
    ProblemException on(FeedUnavailable refusal) {
        return Problems.of(HttpStatus.SERVICE_UNAVAILABLE, "feed-unavailable")
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
}
