package de.gemeinsamkommune.identity;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** Answers the internal endpoints of membership, over real HTTP and only to services. */
final class Membership {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final Map<String, Person> people = new ConcurrentHashMap<>();
    private volatile boolean down;

    private record Person(
            String id, String email, List<String> roles, List<String> municipalities) {}

    private Membership(HttpServer server) {
        this.server = server;
        server.createContext("/internal/membership/sign-in", this::signIn);
        server.createContext("/internal/membership/people/", this::access);
        server.createContext("/internal/membership/demo-people", this::demoPeople);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    }

    static Membership start() throws IOException {
        Membership membership =
                new Membership(HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0));
        membership.server.start();
        return membership;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** {@return the id of a new person} */
    String admit(String email, String role, String... municipalities) {
        String id = UUID.randomUUID().toString();
        people.put(id, new Person(id, email, List.of(role), List.of(municipalities)));
        return id;
    }

    void forget(String person) {
        people.remove(person);
    }

    void down(boolean now) {
        down = now;
    }

    void stop() {
        server.stop(0);
    }

    private void signIn(HttpExchange exchange) throws IOException {
        String email =
                JSON.readTree(exchange.getRequestBody().readAllBytes()).path("email").asString();
        answer(
                exchange,
                people.values().stream()
                        .filter(person -> person.email().equals(email))
                        .findFirst()
                        .map(person -> Map.of("id", person.id()))
                        .orElse(null));
    }

    private void access(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/");
        Person person = people.get(path[4]);
        Map<String, Object> body = null;
        if (person != null) {
            body = new LinkedHashMap<>();
            body.put("id", person.id());
            body.put("roles", person.roles());
            body.put("municipalities", person.municipalities());
            body.put("status", "ACTIVE");
        }
        answer(exchange, body);
    }

    private void demoPeople(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                people.values().stream()
                        .map(
                                person ->
                                        Map.of(
                                                "id", person.id(),
                                                "role", person.roles().getFirst(),
                                                "name", "Demo",
                                                "email", person.email()))
                        .toList());
    }

    private void answer(HttpExchange exchange, Object body) throws IOException {
        try (exchange) {
            if (down || !isService(exchange)) {
                exchange.sendResponseHeaders(down ? 503 : 401, -1);
            } else if (body == null) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                byte[] json = JSON.writeValueAsBytes(body);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, json.length);
                exchange.getResponseBody().write(json);
            }
        }
    }

    private static boolean isService(HttpExchange exchange) {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (authorization == null || !authorization.startsWith("Bearer ")) {
            return false;
        }
        String payload =
                new String(
                        Base64.getUrlDecoder().decode(authorization.split("\\.")[1]),
                        StandardCharsets.UTF_8);
        JsonNode claims = JSON.readTree(payload);
        return claims.path("roles").path(0).asString().equals("SERVICE")
                && claims.path("sub").asString().equals("identity");
    }
}
