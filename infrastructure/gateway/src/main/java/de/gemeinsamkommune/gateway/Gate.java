package de.gemeinsamkommune.gateway;

import de.gemeinsamkommune.defaults.ProblemWriter;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/** Keeps out what is not for the outside, and who comes too often. */
final class Gate extends OncePerRequestFilter {

    /** Of all that Actuator answers, what a load balancer asks. */
    private static final Set<String> HEALTH =
            Set.of("/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness");

    private final ClientLimits limits;
    private final ProblemWriter problems;

    Gate(ClientLimits limits, ProblemWriter problems) {
        this.limits = limits;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = request.getServletPath(); // decoded, the firewall has made sure it is plain
        if (isInside(path)) {
            problems.write(request, response, HttpStatus.NOT_FOUND, "not-found");
            return;
        }
        Duration wait = limits.waitOf(request.getMethod(), path, request.getRemoteAddr());
        if (wait.isPositive()) {
            response.setHeader("Retry-After", String.valueOf(wait.plusMillis(999).toSeconds()));
            problems.write(request, response, HttpStatus.TOO_MANY_REQUESTS, "too-many-requests");
            return;
        }
        chain.doFilter(request, response);
    }

    private static boolean isInside(String path) {
        return isBelow(path, "/internal") || (isBelow(path, "/actuator") && !HEALTH.contains(path));
    }

    private static boolean isBelow(String path, String folder) {
        return path.equals(folder) || path.startsWith(folder + "/");
    }
}
