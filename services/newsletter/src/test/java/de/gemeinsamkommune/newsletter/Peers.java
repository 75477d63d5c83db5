package de.gemeinsamkommune.newsletter;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Plays membership, identity and events, as their interfaces say. */
public final class Peers {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** A person as membership knows them. */
    public record Person(String id, String name, String email, String locale) {}

    private final HttpServer server;
    private final Map<String, Person> people = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Object>> events = new ConcurrentHashMap<>();
    private final Map<String, String> registrations = new ConcurrentHashMap<>();
    private final Map<String, Map<String, String>> applications = new ConcurrentHashMap<>();
    private final AtomicInteger links = new AtomicInteger();
    private volatile boolean membershipDown;
    private volatile boolean eventsDown;

    public Peers() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/internal/membership/contacts", this::contacts);
        server.createContext("/internal/membership/sign-in", this::signIn);
        server.createContext("/internal/membership/applications/", this::application);
        server.createContext("/internal/identity/sign-in-links", this::link);
        server.createContext("/internal/events/events/", this::event);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A person membership knows from now on. */
    public Person person(String name, String locale) {
        String id = UUID.randomUUID().toString();
        Person person = new Person(id, name, id.substring(0, 8) + "@kommune.example", locale);
        people.put(id, person);
        return person;
    }

    /** What membership says from now on to who writes about an application. */
    public void application(String id, Map<String, String> writing) {
        applications.put(id, writing);
    }

    /** Membership no longer knows the person. */
    public void forget(Person person) {
        people.remove(person.id());
    }

    /** Membership knows the person again. */
    public void remember(Person person) {
        people.put(person.id(), person);
    }

    /** An announced event from now on. */
    public String event(String title) {
        String id = UUID.randomUUID().toString();
        event(id, title, "PUBLISHED", 0);
        return id;
    }

    /** How an event is from now on. */
    public void event(String id, String title, String status, int sequence) {
        events.put(
                id,
                Map.of(
                        "id",
                        id,
                        "title",
                        title,
                        "description",
                        "Beschreibung",
                        "startsAt",
                        "2026-12-04T10:00:00+01:00",
                        "endsAt",
                        "2026-12-04T16:00:00+01:00",
                        "venue",
                        "München, Haus der Verbände",
                        "status",
                        status,
                        "calendarUid",
                        id + "@events.gemeinsam-kommune",
                        "calendarSequence",
                        sequence));
    }

    /** How a registration stands from now on. */
    public void registration(String registration, String status) {
        registrations.put(registration, status);
    }

    public void membershipDown(boolean down) {
        membershipDown = down;
    }

    public void eventsDown(boolean down) {
        eventsDown = down;
    }

    private void contacts(HttpExchange exchange) throws IOException {
        JsonNode ids = body(exchange).path("ids");
        List<Map<String, String>> items = new ArrayList<>();
        for (JsonNode id : ids) {
            Person person = people.get(id.asString());
            if (person != null) {
                items.add(
                        Map.of(
                                "id", person.id(),
                                "givenName", person.name().split(" ")[0],
                                "familyName", person.name().split(" ")[1],
                                "name", person.name(),
                                "email", person.email(),
                                "locale", person.locale()));
            }
        }
        answer(exchange, membershipDown ? 503 : 200, Map.of("items", items));
    }

    private void signIn(HttpExchange exchange) throws IOException {
        String email = body(exchange).path("email").asString();
        String id =
                people.values().stream()
                        .filter(person -> person.email().equalsIgnoreCase(email))
                        .map(Person::id)
                        .findFirst()
                        .orElse("");
        answer(exchange, membershipDown ? 503 : id.isEmpty() ? 404 : 200, Map.of("id", id));
    }

    private void application(HttpExchange exchange) throws IOException {
        Map<String, String> writing =
                applications.get(exchange.getRequestURI().getPath().split("/")[4]);
        answer(exchange, writing == null ? 404 : 200, writing == null ? Map.of() : writing);
    }

    private void link(HttpExchange exchange) throws IOException {
        JsonNode wanted = body(exchange);
        boolean known = people.containsKey(wanted.path("person").asString());
        boolean right = wanted.path("purpose").asString().equals("INVITATION");
        answer(
                exchange,
                !right ? 400 : known ? 201 : 404,
                Map.of(
                        "url",
                        "http://localhost:8080/identity/link?token=t" + links.incrementAndGet(),
                        "expiresAt",
                        "2026-11-29T09:00:00Z"));
    }

    private void event(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/");
        Map<String, Object> event = events.get(path[4]);
        if (event != null && path.length > 6) {
            String status = registrations.get(path[6]);
            answer(
                    exchange,
                    status == null ? 404 : 200,
                    Map.of("id", path[6], "event", path[4], "status", String.valueOf(status)));
            return;
        }
        answer(
                exchange,
                eventsDown ? 503 : event == null ? 404 : 200,
                event == null ? Map.of() : event);
    }

    private static JsonNode body(HttpExchange exchange) throws IOException {
        return JSON.readTree(exchange.getRequestBody().readAllBytes());
    }

    private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
        boolean service =
                exchange.getRequestHeaders().getFirst("Authorization") != null
                        && exchange.getRequestHeaders()
                                .getFirst("Authorization")
                                .startsWith("Bearer ");
        byte[] json =
                status < 300 && service
                        ? JSON.writeValueAsBytes(body)
                        : "{}".getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(service ? status : 401, json.length);
        exchange.getResponseBody().write(json);
        exchange.close();
    }
}
