package de.gemeinsamkommune.newsletter;

import de.gemeinsamkommune.defaults.Problems;
import de.gemeinsamkommune.newsletter.peer.PeerUnavailable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers to what may happen in more than one controller. */
@RestControllerAdvice
class NewsletterProblems {

    @ExceptionHandler
    RuntimeException on(PeerUnavailable e) {
        return Problems.of(HttpStatus.SERVICE_UNAVAILABLE, "look-up-unavailable")
                .header("Retry-After", "10");
    }
}
