package de.gemeinsamkommune.portal.frame;

import de.gemeinsamkommune.portal.api.RequestRefused;
import de.gemeinsamkommune.portal.api.ServiceUnreachable;
import de.gemeinsamkommune.portal.api.SignInExpired;

import jakarta.annotation.security.PermitAll;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;

import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** Says in the frame, in the person's language, what went wrong and how to go on. */
@ControllerAdvice
@Controller
@Order(Ordered.HIGHEST_PRECEDENCE)
class PageErrors implements ErrorController {
    private static final Logger log = LoggerFactory.getLogger(PageErrors.class);

    /** Left to the security filters, which ask for a sign-in or refuse. */
    @ExceptionHandler({AuthenticationException.class, AccessDeniedException.class})
    void security(RuntimeException refused) {
        throw refused;
    }

    @ExceptionHandler
    String expired(SignInExpired expired, HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        SecurityContextHolder.clearContext();
        return "redirect:/anmelden?abgelaufen";
    }

    @ExceptionHandler
    ModelAndView refused(RequestRefused refused) {
        int status = refused.status() >= 500 ? 503 : refused.status();
        log.info("{}", refused.getMessage());
        return page(status, refused.text(), refused.traceId());
    }

    @ExceptionHandler
    ModelAndView unreachable(ServiceUnreachable unreachable, HttpServletResponse response) {
        log.warn("{}", unreachable.getMessage(), unreachable.getCause());
        response.setHeader("Retry-After", "10");
        return page(503, null, null);
    }

    @ExceptionHandler
    ModelAndView failed(Exception failure) {
        if (failure instanceof InvalidParameterException unreadable) {
            return page(unreadable.getErrorCode(), null, null);
        }
        if (failure instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            return page(known.getStatusCode().value(), null, null);
        }
        log.error("A page failed", failure);
        return page(500, null, null);
    }

    /** What the container or a filter refused before it reached a page. */
    @RequestMapping("${spring.web.error.path:/error}")
    @PermitAll
    ModelAndView container(HttpServletRequest request) {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        return page(status instanceof Integer code ? code : 404, null, null);
    }

    private static ModelAndView page(int status, @Nullable String text, @Nullable String traceId) {
        String kind =
                switch (status) {
                    case 401, 403 -> "403";
                    case 404, 410 -> "404";
                    case 413 -> "413";
                    case 503, 504, 502 -> "503";
                    default -> status < 500 ? "400" : "500";
                };
        ModelAndView page = new ModelAndView("frame/error");
        HttpStatus known = HttpStatus.resolve(status);
        page.setStatus(known == null ? HttpStatus.INTERNAL_SERVER_ERROR : known);
        page.addObject("kind", kind);
        page.addObject("text", text);
        page.addObject("traceId", traceId);
        return page;
    }
}
