package de.gemeinsamkommune.defaults;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;

/** Marks what a request logs with the service's name, and keeps the trace id for the error path. */
final class RequestContext extends OncePerRequestFilter {

    private static final String TRACE_ID = RequestContext.class.getName() + ".traceId";

    private final String service;

    RequestContext(String service) {
        this.service = service;
    }

    static @Nullable String traceId(HttpServletRequest request) {
        return (String) request.getAttribute(TRACE_ID);
    }

    static Runnable named(String service, Runnable task) {
        return () -> {
            MDC.put(ServiceApplication.MDC_SERVICE, service);
            try {
                task.run();
            } finally {
                MDC.remove(ServiceApplication.MDC_SERVICE);
            }
        };
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String traceId = ProblemTexts.traceId();
        if (traceId != null) {
            request.setAttribute(TRACE_ID, traceId);
        }
        MDC.put(ServiceApplication.MDC_SERVICE, service);
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(ServiceApplication.MDC_SERVICE);
        }
    }
}
