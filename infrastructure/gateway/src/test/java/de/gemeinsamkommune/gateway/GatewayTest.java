package de.gemeinsamkommune.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;

import de.gemeinsamkommune.testsupport.TestClient;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;

/** The gateway from outside, with real services behind it. */
class GatewayTest {

    private static final List<String> SERVICES =
            List.of(
                    "identity",
                    "membership",
                    "events",
                    "advisory",
                    "newsletter",
                    "analytics",
                    "portal");
    private static final Map<String, Upstream> UPSTREAMS = new HashMap<>();

    private static ServletWebServerApplicationContext gateway;
    private static TestClient http;

    @BeforeAll
    static void start() throws IOException {
        for (String service : SERVICES) {
            UPSTREAMS.put(service, new Upstream(service));
        }
        gateway = start("PUBLIC_URL=https://netz.example", "SIGN_IN_LIMIT=3");
        http = new TestClient(gateway.getWebServer().getPort());
    }

    private static ServletWebServerApplicationContext start(String... settings) {
        String[] urls =
                UPSTREAMS.entrySet().stream()
                        .map(u -> u.getKey().toUpperCase() + "_URL=" + u.getValue().url())
                        .toArray(String[]::new);
        return (ServletWebServerApplicationContext)
                GatewayApplication.application()
                        .properties("GATEWAY_PORT=0", "GATEWAY_RESPONSE_TIMEOUT=1s")
                        .properties(urls)
                        .properties(settings)
                        .run();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        UPSTREAMS.values().forEach(Upstream::close);
    }

    /** A service that behaves otherwise for one test. */
    private static void behaving(String service, HttpHandler handler, Runnable test)
            throws IOException {
        try (Upstream other = new Upstream(service)) {
            other.behave(handler);
            withGatewayTo(service, other.url(), test);
        }
    }

    private static void withGatewayTo(String service, String url, Runnable test) {
        ServletWebServerApplicationContext usual = gateway;
        TestClient usualHttp = http;
        try (ServletWebServerApplicationContext other =
                start(service.toUpperCase() + "_URL=" + url)) {
            gateway = other;
            http = new TestClient(other.getWebServer().getPort());
            test.run();
        } finally {
            gateway = usual;
            http = usualHttp;
        }
    }

    // --- routes

    @ParameterizedTest
    @CsvSource({
        "/api/membership/municipalities?partner=true&level=A%20B, membership",
        "/api/events/events/1, events",
        "/api/advisory/topics, advisory",
        "/api/newsletter/consent-text, newsletter",
        "/api/analytics/figures, analytics",
        "/api/streams, analytics",
        "/api/streams/events.event?cursor=a%2Bb%3D, analytics",
        "/identity/sign-in, identity",
        "/api/identity/people/1/second-factors, identity",
        "/oauth2/jwks, identity",
        "/oauth2/authorization/network, portal",
        "/login/oauth2/code/network?code=1, portal",
        "/.well-known/openid-configuration, identity",
        "/connect/logout, identity",
        "/userinfo, identity",
        "/, portal",
        "/veranstaltungen/1, portal",
        "/netz%C3%A4werk, portal",
    })
    void each_path_goes_to_its_service_as_it_is(String path, String service) {
        assertThat(http.get(path).expect(200).body()).isEqualTo(service);
        assertThat(UPSTREAMS.get(service).last().uri()).isEqualTo(path);
    }

    @Test
    void an_api_nobody_has_is_a_problem() {
        http.get("/api/nothing/1").expectProblem(404, "not-found");
        http.get("/api").expectProblem(404, "not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"})
    void every_method_passes(String method) {
        http.send(method, "/api/events/events/1", null).expect(200);
        assertThat(UPSTREAMS.get("events").last().method()).isEqualTo(method);
    }

    @Test
    void bodies_pass_unchanged() {
        Upstream events = UPSTREAMS.get("events");
        String json = "{\"title\":\"Größe\"}";
        http.post("/api/events/events", json).expect(200);
        assertThat(new String(events.last().body(), StandardCharsets.UTF_8)).isEqualTo(json);
        assertThat(events.last().header("Content-type")).isEqualTo("application/json");
        assertThat(events.last().header("Content-length")).isEqualTo("19");

        http.send(
                        "PUT",
                        "/api/events/events",
                        HttpRequest.BodyPublishers.ofInputStream(
                                () -> new ByteArrayInputStream("[1]".getBytes())))
                .expect(200);
        assertThat(new String(events.last().body(), StandardCharsets.UTF_8)).isEqualTo("[1]");
    }

    @Test
    void forms_pass_unchanged() {
        Upstream portal = UPSTREAMS.get("portal");
        String form = "b=%C3%A4+1&a=&b=2%262&_csrf=x%2By%3D";
        http.with("Content-Type", "application/x-www-form-urlencoded")
                .post("/beratung/neu?lang=en&b=0", form)
                .expect(200);
        assertThat(new String(portal.last().body(), StandardCharsets.UTF_8)).isEqualTo(form);
        assertThat(portal.last().uri()).isEqualTo("/beratung/neu?lang=en&b=0");

        String multipart =
                "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click"
                        + "\r\n--x--\r\n";
        http.with("Content-Type", "multipart/form-data; boundary=x")
                .post("/newsletter/abmelden/t", multipart)
                .expect(200);
        assertThat(new String(portal.last().body(), StandardCharsets.UTF_8)).isEqualTo(multipart);
    }

    @Test
    void redirects_cookies_and_compressed_answers_pass_as_they_are() throws Exception {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(zipped)) {
            out.write("zipped".getBytes());
        }
        behaving(
                "portal",
                exchange -> {
                    exchange.getResponseHeaders().set("Location", "/anmelden?x=%20y");
                    exchange.getResponseHeaders()
                            .put("Set-Cookie", List.of("a=1; Path=/", "b=2; Path=/"));
                    exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                    exchange.getResponseHeaders().set("ETag", "\"3\"");
                    exchange.sendResponseHeaders(302, zipped.size());
                    exchange.getResponseBody().write(zipped.toByteArray());
                },
                () -> {
                    HttpResponse<byte[]> response = raw("/konto");
                    assertThat(response.statusCode()).isEqualTo(302);
                    assertThat(response.headers().firstValue("Location"))
                            .hasValue("/anmelden?x=%20y");
                    assertThat(response.headers().allValues("Set-Cookie"))
                            .containsExactly("a=1; Path=/", "b=2; Path=/");
                    assertThat(response.headers().firstValue("ETag")).hasValue("\"3\"");
                    assertThat(response.body()).isEqualTo(zipped.toByteArray());
                });
    }

    private static HttpResponse<byte[]> raw(String path) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(http.base() + path)).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    // --- headers

    @Test
    void nobody_outside_says_who_he_is_or_where_the_network_is() {
        http.with("Forwarded", "for=1.2.3.4;host=evil.example")
                .with("X-Forwarded-For", "1.2.3.4")
                .with("X-Forwarded-Host", "evil.example")
                .with("X-Forwarded-Prefix", "/evil")
                .with("X-Forwarded-Proto", "gopher")
                .with("X-Real-IP", "1.2.3.4")
                .get("/identity/sign-in")
                .expect(200);
        Upstream.Seen seen = UPSTREAMS.get("identity").last();
        assertThat(seen.header("X-forwarded-for")).isEqualTo("127.0.0.1");
        assertThat(seen.header("X-forwarded-host")).isEqualTo("netz.example");
        assertThat(seen.header("X-forwarded-proto")).isEqualTo("https");
        assertThat(seen.header("X-forwarded-port")).isEqualTo("443");
        assertThat(seen.header("Host")).isEqualTo("netz.example");
        assertThat(seen.header("Forwarded")).isEmpty();
        assertThat(seen.header("X-forwarded-prefix")).isEmpty();
        assertThat(seen.header("X-real-ip")).isEmpty();
    }

    @Test
    void other_headers_pass_and_the_trace_goes_on() {
        http.with("Authorization", "Bearer t")
                .with("Accept-Language", "en")
                .with("If-Match", "\"3\"")
                .with("Cookie", "s=1")
                .with("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .get("/api/events/events/1")
                .expect(200);
        Upstream.Seen seen = UPSTREAMS.get("events").last();
        assertThat(seen.header("Authorization")).isEqualTo("Bearer t");
        assertThat(seen.header("Accept-language")).isEqualTo("en");
        assertThat(seen.header("If-match")).isEqualTo("\"3\"");
        assertThat(seen.header("Cookie")).isEqualTo("s=1");
        assertThat(seen.header("Traceparent"))
                .startsWith("00-0af7651916cd43dd8448eb211c80319c-")
                .doesNotContain("|");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/nothing", "/internal/x", "/a%00b"})
    void every_answer_carries_the_security_headers_once(String path) {
        TestClient.Answer answer = http.get(path);
        assertThat(answer.headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .startsWith("default-src 'self';")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(answer.headers().allValues("X-Frame-Options")).containsExactly("DENY");
        assertThat(answer.headers().allValues("Referrer-Policy")).containsExactly("same-origin");
        assertThat(answer.headers().allValues("Strict-Transport-Security")).hasSize(1);
        assertThat(answer.headers().allValues("Server")).isEmpty();
    }

    @Test
    void a_service_may_bring_a_policy_of_its_own() throws IOException {
        behaving(
                "portal",
                exchange -> {
                    exchange.getResponseHeaders()
                            .set("Content-Security-Policy", "sandbox; frame-ancestors 'self'");
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                },
                () -> {
                    TestClient.Answer answer = http.get("/preview").expect(204);
                    assertThat(answer.headers().allValues("Content-Security-Policy"))
                            .containsExactly("sandbox; frame-ancestors 'self'");
                    assertThat(answer.headers().allValues("X-Frame-Options")).isEmpty();
                });
    }

    @Test
    void without_https_there_is_no_strict_transport_security() {
        try (ServletWebServerApplicationContext plain = start("PUBLIC_URL=http://localhost:8080")) {
            TestClient.Answer answer =
                    new TestClient(plain.getWebServer().getPort()).get("/").expect(200);
            assertThat(answer.header("Strict-Transport-Security")).isEmpty();
            assertThat(UPSTREAMS.get("portal").last().header("Host")).isEqualTo("localhost:8080");
            assertThat(UPSTREAMS.get("portal").last().header("X-forwarded-port")).isEqualTo("8080");
        }
    }

    // --- what stays inside

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal",
                "/internal/membership/contacts",
                "/%69nternal/membership/contacts",
                "/actuator",
                "/actuator/prometheus",
                "/actuator/env",
                "/actuator/healthy"
            })
    void the_inside_is_not_there(String path) {
        int before = UPSTREAMS.get("portal").seen().size();
        http.get(path).expectProblem(404, "not-found");
        http.post(path, "{}").expectProblem(404, "not-found");
        assertThat(UPSTREAMS.get("portal").seen()).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/membership/../../internal/x",
                "/api/membership/%2e%2e/%2e%2e/internal/x",
                "/api/membership/..;/..;/internal/x",
                "/;/internal/x",
                "//internal/x",
                "/./internal/x",
                "/api/membership%2f..%2f..%2finternal/x",
                "/%5cinternal/x"
            })
    void no_detour_leads_inside(String path) {
        List<Integer> before = UPSTREAMS.values().stream().map(u -> u.seen().size()).toList();
        TestClient.Answer answer = http.get(path);
        assertThat(answer.status()).isIn(400, 404);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(UPSTREAMS.values().stream().map(u -> u.seen().size()).toList())
                .isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/?%", "/api/events/events?size=%", "/identity/link?token=geheim%zz"})
    @ExtendWith(OutputCaptureExtension.class)
    void what_is_no_address_is_refused_and_not_logged(String path, CapturedOutput output)
            throws IOException {
        URI gateway = URI.create(http.base());
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
            String request = "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400")
                    .contains("application/problem+json", "/problems/malformed-request");
        }
        assertThat(output.getAll()).doesNotContain("geheim");
    }

    @Test
    void a_body_of_any_type_is_refused() {
        http.with("Content-Type", "*/*")
                .post("/api/membership/invitations", "{}")
                .expectProblem(415, "unsupported-media-type");
    }

    @Test
    void health_is_the_gateways_own() {
        assertThat(http.get("/actuator/health").expect(200).json().path("status").asString())
                .isEqualTo("UP");
        http.get("/actuator/health/readiness").expect(200);
        http.get("/actuator/health/diskSpace").expectProblem(404, "not-found");
    }

    @Test
    void metrics_are_on_a_port_of_their_own_when_it_is_set() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (ServletWebServerApplicationContext other = start("GATEWAY_MANAGEMENT_PORT=" + port)) {
            assertThat(new TestClient(port).get("/actuator/prometheus").expect(200).body())
                    .contains("service=\"gateway\"");
            new TestClient(other.getWebServer().getPort())
                    .get("/actuator/prometheus")
                    .expectProblem(404, "not-found");
        }
    }

    // --- limits

    @Test
    void who_signs_in_too_often_waits() {
        withGatewayTo(
                "identity",
                UPSTREAMS.get("identity").url(),
                () -> {
                    // SIGN_IN_LIMIT is 30 here
                    for (int i = 0; i < 30; i++) {
                        http.with("X-Forwarded-For", "10.0.0." + i)
                                .post("/identity/sign-in", "{}")
                                .expect(200);
                    }
                    TestClient.Answer refused =
                            http.with("X-Forwarded-For", "10.9.9.9")
                                    .post("/identity/sign-in", "{}")
                                    .expectProblem(429, "too-many-requests");
                    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
                    // reading and other paths have nothing to do with it
                    http.get("/identity/sign-in").expect(200);
                    http.post("/identity/sign-out", "{}").expect(200);
                    http.post("/api/newsletter/subscriptions", "{}").expect(200);
                    http.post("/newsletter", "{}").expect(200);
                });
    }

    @Test
    void the_limit_is_a_setting() {
        for (int i = 0; i < 3; i++) {
            http.post("/identity/sign-in", "{}").expect(200);
        }
        http.post("/identity/sign-in", "{}").expectProblem(429, "too-many-requests");
    }

    @Test
    void behind_a_trusted_proxy_each_client_counts_for_itself() {
        try (ServletWebServerApplicationContext behindProxy =
                start("FORWARD_HEADERS=native", "SIGN_IN_LIMIT=1")) {
            TestClient client = new TestClient(behindProxy.getWebServer().getPort());
            client.with("X-Forwarded-For", "203.0.113.1").post("/identity/sign-in").expect(200);
            assertThat(UPSTREAMS.get("identity").last().header("X-forwarded-for"))
                    .isEqualTo("203.0.113.1");
            client.with("X-Forwarded-For", "203.0.113.2").post("/identity/sign-in").expect(200);
            client.with("X-Forwarded-For", "203.0.113.1").post("/identity/sign-in").expect(429);
            client.with("X-Forwarded-For", "2001:db8::1").post("/identity/sign-in").expect(200);
            client.with("X-Forwarded-For", "2001:db8::2").post("/identity/sign-in").expect(429);
        }
    }

    @Test
    void large_bodies_are_refused() {
        int before = UPSTREAMS.get("events").seen().size();
        String large = "x".repeat(1024 * 1024 + 1);
        http.post("/api/events/events", large).expectProblem(413, "request-too-large");
        http.send(
                        "POST",
                        "/api/events/events",
                        HttpRequest.BodyPublishers.ofInputStream(
                                () -> new ByteArrayInputStream(large.getBytes())))
                .expectProblem(413, "request-too-large");
        http.with("Content-Type", "application/x-www-form-urlencoded")
                .send(
                        "POST",
                        "/beratung/neu",
                        HttpRequest.BodyPublishers.ofInputStream(
                                () -> new ByteArrayInputStream(("a=" + large).getBytes())))
                .expectProblem(413, "request-too-large");
        assertThat(
                        UPSTREAMS.get("events").seen().stream()
                                .skip(before)
                                .map(seen -> seen.body().length))
                .allMatch(length -> length <= 1024 * 1024);
        http.post("/api/events/events", "x".repeat(1024 * 1024)).expect(200);
    }

    // --- failures behind

    @Test
    void a_service_that_is_not_there_is_503() {
        withGatewayTo(
                "events",
                "http://127.0.0.1:1",
                () -> {
                    TestClient.Answer answer =
                            http.get("/api/events/events").expectProblem(503, "unavailable");
                    assertThat(answer.header("Retry-After")).isEqualTo("2");
                    assertThat(answer.json().path("traceId").asString()).hasSize(32);
                    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
                });
    }

    @Test
    void a_service_that_is_silent_is_504() throws IOException {
        CountDownLatch end = new CountDownLatch(1);
        behaving(
                "events",
                exchange -> await(end),
                () -> {
                    http.get("/api/events/events").expectProblem(504, "gateway-timeout");
                    end.countDown();
                });
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new AssertionError("It took too long");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_service_that_talks_nonsense_or_hangs_up_is_502() throws Exception {
        for (String answer : List.of("", "SSH-2.0-OpenSSH\r\n\r\n")) {
            try (ServerSocket broken = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
                AtomicInteger calls = new AtomicInteger();
                Thread server = Thread.startVirtualThread(() -> serve(broken, answer, calls));
                withGatewayTo(
                        "events",
                        "http://127.0.0.1:" + broken.getLocalPort(),
                        () -> {
                            http.post("/api/events/events", "{}").expectProblem(502, "bad-gateway");
                            // a POST is never sent twice
                            assertThat(calls).hasValue(1);
                            http.get("/api/events/events").expectProblem(502, "bad-gateway");
                        });
                broken.close();
                server.join();
            }
        }
    }

    private static void serve(ServerSocket server, String answer, AtomicInteger calls) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                calls.incrementAndGet();
                int ignored = socket.getInputStream().read(new byte[4096]);
                socket.getOutputStream().write(answer.getBytes());
            } catch (IOException closed) {
                return;
            }
        }
    }

    @Test
    void problems_of_services_pass_as_they_are() throws IOException {
        byte[] problem = "{\"type\":\"/problems/event-full\",\"status\":409}".getBytes();
        behaving(
                "events",
                exchange -> {
                    exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
                    exchange.getResponseHeaders().set("Retry-After", "9");
                    exchange.sendResponseHeaders(409, problem.length);
                    exchange.getResponseBody().write(problem);
                },
                () ->
                        assertThat(
                                        http.post("/api/events/events", "{}")
                                                .expectProblem(409, "event-full")
                                                .header("Retry-After"))
                                .isEqualTo("9"));
    }

    @Test
    void lines_of_a_stream_arrive_while_it_goes_on() throws Exception {
        Semaphore next = new Semaphore(0);
        behaving(
                "analytics",
                exchange -> {
                    exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
                    exchange.sendResponseHeaders(200, 0);
                    for (int i = 0; i < 3; i++) {
                        exchange.getResponseBody().write(("{\"n\":" + i + "}\n").getBytes());
                        exchange.getResponseBody().flush();
                        next.acquireUninterruptibly();
                    }
                },
                () -> {
                    try (HttpClient client = HttpClient.newHttpClient();
                            BufferedReader lines =
                                    new BufferedReader(
                                            new InputStreamReader(
                                                    client.send(
                                                                    HttpRequest.newBuilder(
                                                                                    URI.create(
                                                                                            http
                                                                                                            .base()
                                                                                                    + "/api/streams/events.event"))
                                                                            .build(),
                                                                    HttpResponse.BodyHandlers
                                                                            .ofInputStream())
                                                            .body()))) {
                        // the service writes the next line only when this one has been read
                        for (int i = 0; i < 3; i++) {
                            assertThat(lines.readLine()).isEqualTo("{\"n\":" + i + "}");
                            next.release();
                        }
                        assertThat(lines.readLine()).isNull();
                    } catch (IOException | InterruptedException e) {
                        throw new AssertionError(e);
                    }
                });
    }
}
