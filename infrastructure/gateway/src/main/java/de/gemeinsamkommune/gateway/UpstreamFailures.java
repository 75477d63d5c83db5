package de.gemeinsamkommune.gateway;

import de.gemeinsamkommune.defaults.ProblemWriter;
import de.gemeinsamkommune.defaults.RequestTooLarge;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;

/** Answers with a problem when a service cannot be reached or does not answer. */
@Component
class UpstreamFailures implements HandlerFilterFunction<ServerResponse, ServerResponse> {

    private static final Logger LOG = LoggerFactory.getLogger(UpstreamFailures.class);
    private static final String RETRY_AFTER_SECONDS = "2";

    private final ProblemWriter problems;

    UpstreamFailures(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    public ServerResponse filter(ServerRequest request, HandlerFunction<ServerResponse> next)
            throws Exception {
        try {
            return next.handle(request);
        } catch (ResourceAccessException failure) {
            return answer(failure);
        }
    }

    private ServerResponse answer(ResourceAccessException failure) {
        if (RequestTooLarge.causes(failure)) {
            return problem(HttpStatus.CONTENT_TOO_LARGE, "request-too-large");
        }
        Throwable cause = failure.getCause();
        LOG.warn("A service did not answer: {}", String.valueOf(cause));
        return switch (cause) {
            case ConnectException _,
                    ConnectTimeoutException _,
                    ConnectionRequestTimeoutException _,
                    NoRouteToHostException _,
                    UnknownHostException _ ->
                    problem(HttpStatus.SERVICE_UNAVAILABLE, "unavailable");
            case SocketTimeoutException _ -> problem(HttpStatus.GATEWAY_TIMEOUT, "gateway-timeout");
            case null, default -> problem(HttpStatus.BAD_GATEWAY, "bad-gateway");
        };
    }

    private ServerResponse problem(HttpStatus status, String type) {
        return ServerResponse.status(status)
                .build(
                        (request, response) -> {
                            write(request, response, status, type);
                            return null;
                        });
    }

    private void write(
            HttpServletRequest request,
            HttpServletResponse response,
            HttpStatus status,
            String type)
            throws IOException {
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
        }
        problems.write(request, response, status, type);
    }
}
