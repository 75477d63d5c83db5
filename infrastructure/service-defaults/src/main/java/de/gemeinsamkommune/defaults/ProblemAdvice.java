package de.gemeinsamkommune.defaults;

import jakarta.servlet.http.HttpServletRequest;

import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.DatabindException;

import java.util.Locale;
import java.util.Objects;

/**
 * The last resort of every controller: what no advice of the service has answered becomes a problem
 * here, and what nobody thought of a 500 that tells nothing but its trace id.
 */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
final class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

    private final ProblemTexts texts;

    ProblemAdvice(ProblemTexts texts) {
        this.texts = texts;
    }

    @ExceptionHandler
    ProblemException on(ProblemException problem) {
        return problem;
    }

    @ExceptionHandler
    ProblemException on(IdempotencyKeyReused reused) {
        return Problems.of(HttpStatus.CONFLICT, ProblemTypes.IDEMPOTENCY_KEY_REUSED);
    }

    /** Left to the filters of Spring Security, which know how to ask for a token. */
    @ExceptionHandler({AccessDeniedException.class, AuthenticationException.class})
    void leaveToSecurity(RuntimeException refusal) {
        throw refusal;
    }

    /** Query or form parameters that Tomcat could not or would not read. */
    @ExceptionHandler
    @Nullable ResponseEntity<Object> on(InvalidParameterException parameters, WebRequest request) {
        HttpStatusCode status = HttpStatusCode.valueOf(parameters.getErrorCode());
        return answer(
                parameters,
                new Problem(status, ProblemTypes.of(status)),
                new HttpHeaders(),
                request);
    }

    @ExceptionHandler
    @Nullable ResponseEntity<Object> onAnythingElse(
            Exception failure, HttpServletRequest request, WebRequest webRequest) {
        if (RequestTooLarge.causes(failure)) {
            return answer(
                    failure,
                    new Problem(HttpStatus.CONTENT_TOO_LARGE, ProblemTypes.TOO_LARGE),
                    new HttpHeaders(),
                    webRequest);
        }
        // the pattern and not the path, which may hold an id or a token
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        LOG.error("{} {} failed", request.getMethod(), pattern, failure);
        return answer(
                failure,
                new Problem(HttpStatus.INTERNAL_SERVER_ERROR, ProblemTypes.INTERNAL),
                new HttpHeaders(),
                webRequest);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        if (RequestTooLarge.causes(unreadable)) {
            return answer(
                    unreadable,
                    new Problem(HttpStatus.CONTENT_TOO_LARGE, ProblemTypes.TOO_LARGE),
                    headers,
                    request);
        }
        return answer(unreadable, unreadableBody(unreadable, language()), headers, request);
    }

    private Problem unreadableBody(HttpMessageNotReadableException unreadable, Locale locale) {
        for (Throwable t = unreadable.getCause(); t != null; t = t.getCause()) {
            boolean wrongValue =
                    t instanceof DatabindException || t instanceof InputCoercionException;
            if (wrongValue && t instanceof JacksonException at && !at.getPath().isEmpty()) {
                String detail = texts.input("mismatch", locale);
                return new Problem(HttpStatus.BAD_REQUEST, ProblemTypes.INVALID)
                        .with(InputError.inBody(pointer(at), detail));
            }
        }
        return new Problem(HttpStatus.BAD_REQUEST, ProblemTypes.MALFORMED);
    }

    private static String pointer(JacksonException mismatch) {
        StringBuilder pointer = new StringBuilder("#");
        for (JacksonException.Reference step : mismatch.getPath()) {
            String property = step.getPropertyName();
            pointer.append('/');
            pointer.append(property == null ? String.valueOf(step.getIndex()) : escape(property));
        }
        return pointer.toString();
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException invalid,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        Problem problem = new Problem(HttpStatus.BAD_REQUEST, ProblemTypes.INVALID);
        boolean body = invalid.getParameter().hasParameterAnnotation(RequestBody.class);
        invalid.getAllErrors().forEach(error -> problem.with(inputError(error, body)));
        return answer(invalid, problem, headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException invalid,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        if (invalid.getStatusCode().is5xxServerError()) {
            LOG.error("A controller returned something invalid", invalid);
            return answer(
                    invalid,
                    new Problem(HttpStatus.INTERNAL_SERVER_ERROR, ProblemTypes.INTERNAL),
                    headers,
                    request);
        }
        Problem problem = new Problem(HttpStatus.BAD_REQUEST, ProblemTypes.INVALID);
        for (ParameterValidationResult result : invalid.getParameterValidationResults()) {
            if (result.getMethodParameter().hasParameterAnnotation(PathVariable.class)) {
                return answer(
                        invalid,
                        new Problem(HttpStatus.NOT_FOUND, ProblemTypes.NOT_FOUND),
                        headers,
                        request);
            }
            boolean body = result.getMethodParameter().hasParameterAnnotation(RequestBody.class);
            if (result instanceof ParameterErrors errors) {
                errors.getAllErrors().forEach(error -> problem.with(inputError(error, body)));
            } else {
                String name = result.getMethodParameter().getParameterName();
                for (MessageSourceResolvable error : result.getResolvableErrors()) {
                    String detail = text(error);
                    problem.with(
                            body
                                    ? InputError.inBody("#", detail)
                                    : InputError.inParameter(
                                            Objects.requireNonNullElse(name, "?"), detail));
                }
            }
        }
        return answer(invalid, problem, headers, request);
    }

    private static InputError inputError(ObjectError error, boolean body) {
        String field = error instanceof FieldError of ? of.getField() : "";
        return body
                ? InputError.inBody(pointer(field), text(error))
                : InputError.inParameter(field, text(error));
    }

    private static String text(MessageSourceResolvable error) {
        return Objects.requireNonNullElse(error.getDefaultMessage(), "");
    }

    /** {@code blocks[0].heading} as {@code #/blocks/0/heading}. */
    private static String pointer(String path) {
        if (path.isEmpty()) {
            return "#";
        }
        return "#/" + escape(path).replace("[", "/").replace("]", "").replace('.', '/');
    }

    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException mismatch,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        if (mismatch instanceof MethodArgumentTypeMismatchException argument) {
            if (argument.getParameter().hasParameterAnnotation(PathVariable.class)) {
                // nothing can have an id of another form
                return answer(
                        mismatch,
                        new Problem(HttpStatus.NOT_FOUND, ProblemTypes.NOT_FOUND),
                        headers,
                        request);
            }
            String detail = texts.input("mismatch", language());
            return answer(
                    mismatch,
                    new Problem(HttpStatus.BAD_REQUEST, ProblemTypes.INVALID)
                            .with(InputError.inParameter(argument.getName(), detail)),
                    headers,
                    request);
        }
        return super.handleTypeMismatch(mismatch, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception failure,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        if (body instanceof Problem problem) {
            return answer(failure, problem, headers, request);
        }
        if (status.is5xxServerError() && status.value() != 503) {
            LOG.error("A request failed", failure);
        }
        // what the framework says in its own words is not for people, and always English
        return answer(failure, new Problem(status, ProblemTypes.of(status)), headers, request);
    }

    private @Nullable ResponseEntity<Object> answer(
            Exception failure, Problem problem, HttpHeaders headers, WebRequest request) {
        HttpHeaders all = new HttpHeaders();
        all.putAll(headers);
        // named, because the request's Accept header may be what is wrong
        all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        return super.handleExceptionInternal(
                failure, problem, all, HttpStatusCode.valueOf(problem.getStatus()), request);
    }

    private static Locale language() {
        return Languages.nearest(LocaleContextHolder.getLocale());
    }
}
