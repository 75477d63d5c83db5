package de.gemeinsamkommune.defaults;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

import java.io.IOException;
import java.util.Objects;

/** Answers what went wrong outside Spring MVC: in the container, the firewall or a filter. */
@Controller
final class ProblemErrorController implements ErrorController {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemErrorController.class);

    private final ProblemWriter problems;

    ProblemErrorController(ProblemWriter problems) {
        this.problems = problems;
    }

    @RequestMapping("${spring.web.error.path:${server.error.path:${error.path:/error}}}")
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Throwable failure = (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        HttpStatus status = status(request, failure);
        if (status == HttpStatus.INTERNAL_SERVER_ERROR) {
            LOG.error("A request failed outside of a controller", failure);
        } else if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            LOG.warn("A token could not be checked", failure);
            response.setHeader("Retry-After", "5");
        }
        String path =
                Objects.requireNonNullElse(
                        (String) request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI), "/");
        problems.write(request, response, status, ProblemTypes.of(status), path);
    }

    private static HttpStatus status(HttpServletRequest request, @Nullable Throwable failure) {
        if (failure != null && RequestTooLarge.causes(failure)) {
            return HttpStatus.CONTENT_TOO_LARGE;
        }
        if (failure instanceof InvalidParameterException parameters) {
            HttpStatus refused = HttpStatus.resolve(parameters.getErrorCode());
            return refused == null ? HttpStatus.BAD_REQUEST : refused;
        }
        if (failure instanceof AuthenticationServiceException) {
            return HttpStatus.SERVICE_UNAVAILABLE;
        }
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        HttpStatus status = code instanceof Integer number ? HttpStatus.resolve(number) : null;
        if (status == null) {
            // nobody dispatched here: somebody asked for the path itself
            return code == null ? HttpStatus.NOT_FOUND : HttpStatus.INTERNAL_SERVER_ERROR;
        }
        return status;
    }
}
