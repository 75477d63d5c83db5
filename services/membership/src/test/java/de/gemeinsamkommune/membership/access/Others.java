package de.gemeinsamkommune.membership.access;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** The other services as this one sees them: what each says about a person, or fails to. */
final class Others {

    /** How a service behaves. */
    enum Manner {
        ANSWERS,
        REFUSES,
        BREAKS_OFF,
        SAYS_SOMETHING_ELSE,
        IS_SILENT
    }

    private final HttpServer server;
    private final Map<String, Manner> manners = new ConcurrentHashMap<>();
    private final CountDownLatch end = new CountDownLatch(1);

    Others() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/internal/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Lets a service behave in another way from now on. */
    void let(String service, Manner manner) {
        manners.put(service, manner);
    }

    void behave() {
        manners.clear();
    }

    void close() {
        end.countDown();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/");
        String service = path[2];
        String person = path[4];
        String body =
                """
                {"service":"%s","collectedAt":"2026-11-24T10:00:00Z","categories":[
                {"code":"sample","purpose":"membership","legalBasis":"GDPR 6(1)(b)",
                "retention":"until-erasure","recipients":[],"portable":true,
                "items":[{"id":"%s","text":"<b>Grüße</b> & \\"mehr\\"","list":[1,{"a":true}],
                "at":"2026-11-24T10:00:00Z"}]},
                {"code":"none","purpose":"mail","legalBasis":"GDPR 6(1)(f)",
                "retention":"session","recipients":["administration"],"portable":false,"items":[]}]}
                """
                        .formatted(service, person);
        switch (manners.getOrDefault(service, Manner.ANSWERS)) {
            case ANSWERS -> send(exchange, 200, body);
            case REFUSES -> send(exchange, 500, "{}");
            case SAYS_SOMETHING_ELSE -> send(exchange, 200, "{\"service\":\"other\"}");
            case BREAKS_OFF -> send(exchange, 200, body.substring(0, body.length() / 2));
            case IS_SILENT -> {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                exchange.close();
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
