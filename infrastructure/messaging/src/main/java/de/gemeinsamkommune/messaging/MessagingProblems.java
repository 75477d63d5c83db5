package de.gemeinsamkommune.messaging;

import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

import java.net.URI;
import java.util.Locale;

/** Answers of the aggregate stores' refusals as RFC 9457 problems, in German or English. */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE - 100)
final class MessagingProblems {

    private static final String RETRY_AFTER_SECONDS = "2";

    private final ResourceBundleMessageSource texts = new ResourceBundleMessageSource();

    MessagingProblems() {
        texts.setBasename("messaging/problems");
        texts.setDefaultEncoding("UTF-8");
        texts.setFallbackToSystemLocale(false);
        texts.setDefaultLocale(Locale.GERMAN);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> on(StaleVersion refusal) {
        return problem(HttpStatus.PRECONDITION_FAILED, "stale-version");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> on(AggregateNotFound refusal) {
        return problem(HttpStatus.NOT_FOUND, "not-found");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> on(AggregateExists refusal) {
        return problem(HttpStatus.CONFLICT, "exists-already");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> on(MessagesPending refusal) {
        return problem(HttpStatus.SERVICE_UNAVAILABLE, "try-later");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> on(TooManyPending refusal) {
        return problem(HttpStatus.SERVICE_UNAVAILABLE, "try-later");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> on(MessageTooLarge refusal) {
        return problem(HttpStatus.BAD_REQUEST, "message-too-large");
    }

    private ResponseEntity<ProblemDetail> problem(HttpStatus status, String type) {
        Locale locale = LocaleContextHolder.getLocale();
        ProblemDetail problem = ProblemDetail.forStatus(status);
        problem.setType(URI.create("/problems/" + type));
        problem.setTitle(texts.getMessage(type + ".title", null, locale));
        problem.setDetail(texts.getMessage(type + ".detail", null, locale));
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return answer.body(problem);
    }
}
