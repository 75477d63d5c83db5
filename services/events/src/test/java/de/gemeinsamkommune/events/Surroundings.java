package de.gemeinsamkommune.events;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistrar;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What surrounds the service under test: membership over HTTP, and a clock that can be moved. */
@TestConfiguration(proxyBeanMethods = false)
class Surroundings {

    @Bean
    @Primary
    MovableClock movableClock() {
        return new MovableClock();
    }

    @Bean
    Membership membership() {
        return new Membership();
    }

    @Bean
    DynamicPropertyRegistrar membershipUrl(Membership membership) {
        return properties -> properties.add("MEMBERSHIP_URL", membership::url);
    }

    /** Real time, shifted. */
    static final class MovableClock extends Clock {

        private volatile Duration offset = Duration.ZERO;

        void move(Duration by) {
            offset = by;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(offset);
        }
    }

    /** Answers like membership's look-up of contacts. */
    static final class Membership implements AutoCloseable {

        private final Map<String, String> names = new ConcurrentHashMap<>();
        private final HttpServer server;
        private volatile boolean down;

        Membership() {
            try {
                server =
                        HttpServer.create(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            server.createContext("/internal/membership/contacts", this::contacts);
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        void knows(String person, String name) {
            names.put(person, name);
        }

        void isDown(boolean nowDown) {
            down = nowDown;
        }

        private void contacts(HttpExchange exchange) throws IOException {
            JsonNode request = JsonMapper.shared().readTree(exchange.getRequestBody());
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            int status =
                    down
                            ? 500
                            : authorization == null || !authorization.startsWith("Bearer ")
                                    ? 401
                                    : 200;
            List<Map<String, String>> items = new ArrayList<>();
            for (JsonNode id : request.path("ids")) {
                String name = names.get(id.asString());
                if (name != null) {
                    items.add(
                            Map.of(
                                    "id",
                                    id.asString(),
                                    "name",
                                    name,
                                    "email",
                                    "jemand@freising.example"));
                }
            }
            byte[] body =
                    JsonMapper.shared()
                            .writeValueAsString(Map.of("items", items))
                            .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
