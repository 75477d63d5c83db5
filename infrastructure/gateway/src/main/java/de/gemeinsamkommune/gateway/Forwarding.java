package de.gemeinsamkommune.gateway;

import de.gemeinsamkommune.defaults.Problems;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Passes a request on to one service: path, query and body as they came, byte by byte. (The
 * gateway's own handler takes query and forms apart and puts them together anew, in another order.)
 * Tells the service the client's address and the public address of the network, and lets nobody
 * outside say so.
 */
final class Forwarding implements HandlerFunction<ServerResponse> {

    /** RFC 9110, section 7.6.1: they concern one connection and not the message. */
    private static final Set<String> OF_THE_CONNECTION =
            Set.of(
                    "connection",
                    "keep-alive",
                    "proxy-authenticate",
                    "proxy-authorization",
                    "proxy-connection",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade");

    private static final Set<String> CLAIMS =
            Set.of(
                    "host",
                    "forwarded",
                    "x-real-ip",
                    "x-original-url",
                    "x-rewrite-url",
                    "x-http-method-override");

    private final ProxyExchange exchange;
    private final String service;
    private final String publicScheme;
    private final String publicHost;
    private final String publicPort;

    Forwarding(ProxyExchange exchange, URI service, URI publicUrl) {
        boolean secure = "https".equals(publicUrl.getScheme());
        this.exchange = exchange;
        this.service = service.getScheme() + "://" + service.getAuthority();
        this.publicScheme = secure ? "https" : "http";
        this.publicHost = publicUrl.getAuthority();
        this.publicPort =
                String.valueOf(publicUrl.getPort() >= 0 ? publicUrl.getPort() : secure ? 443 : 80);
    }

    @Override
    public ServerResponse handle(ServerRequest request) {
        HttpServletRequest from = request.servletRequest();
        String query = from.getQueryString();
        String target = from.getRequestURI() + (query == null ? "" : "?" + query);
        return exchange.exchange(
                exchange.request(request)
                        .uri(uri(target))
                        .headers(requestHeaders(from))
                        .responseConsumer(
                                (answer, response) ->
                                        copyResponseHeaders(
                                                answer.getHeaders(), response.headers()))
                        .build());
    }

    private URI uri(String target) {
        try {
            return new URI(service + target);
        } catch (URISyntaxException malformed) {
            // says nothing of the target, in which a token may be
            throw Problems.of(HttpStatus.BAD_REQUEST, "malformed-request");
        }
    }

    private HttpHeaders requestHeaders(HttpServletRequest from) {
        Set<String> dropped = connectionHeaders(Collections.list(from.getHeaders("Connection")));
        HttpHeaders headers = new HttpHeaders();
        for (String name : Collections.list(from.getHeaderNames())) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!dropped.contains(lower)
                    && !CLAIMS.contains(lower)
                    && !lower.startsWith("x-forwarded-")) {
                headers.put(name, Collections.list(from.getHeaders(name)));
            }
        }
        headers.set(HttpHeaders.HOST, publicHost);
        headers.set("X-Forwarded-For", from.getRemoteAddr());
        headers.set("X-Forwarded-Proto", publicScheme);
        headers.set("X-Forwarded-Host", publicHost);
        headers.set("X-Forwarded-Port", publicPort);
        return headers;
    }

    private static void copyResponseHeaders(HttpHeaders answer, HttpHeaders response) {
        if (answer.containsHeader(SecurityHeaders.POLICY)) {
            SecurityHeaders.leavePolicyToService();
        }
        Set<String> dropped = connectionHeaders(answer.getOrEmpty(HttpHeaders.CONNECTION));
        answer.forEach(
                (name, values) -> {
                    if (!dropped.contains(name.toLowerCase(Locale.ROOT))
                            && !SecurityHeaders.replaces(name)) {
                        response.put(name, values);
                    }
                });
    }

    private static Set<String> connectionHeaders(Iterable<String> connection) {
        Set<String> names = new HashSet<>(OF_THE_CONNECTION);
        for (String value : connection) {
            Arrays.stream(value.split(","))
                    .map(name -> name.strip().toLowerCase(Locale.ROOT))
                    .forEach(names::add);
        }
        return names;
    }
}
