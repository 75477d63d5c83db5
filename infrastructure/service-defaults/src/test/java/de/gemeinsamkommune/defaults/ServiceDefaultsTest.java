package de.gemeinsamkommune.defaults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.sun.net.httpserver.HttpServer;

import de.gemeinsamkommune.defaults.sample.SampleApplication;

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
import org.springframework.http.HttpStatus;
import org.springframework.web.client.RestClient;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** What service-defaults promises, seen from outside over real HTTP. */
@ExtendWith(OutputCaptureExtension.class)
class ServiceDefaultsTest {

    private static final String BOOK = "{\"title\":\"Momo\",\"genre\":\"NOVEL\",\"pages\":304}";
    private static final UUID ID = UUID.randomUUID();
    private static final JsonMapper JSON = JsonMapper.shared();

    private static Issuer issuer;
    private static ServletWebServerApplicationContext service;
    private static HttpClient http;
    private static String base;
    private static String editor;

    @BeforeAll
    static void start() {
        issuer = new Issuer();
        service =
                (ServletWebServerApplicationContext)
                        SampleApplication.application()
                                .properties(
                                        "IDENTITY_URL=" + issuer.url(),
                                        "CLIENT_SECRET=test",
                                        "TIME_OFFSET=P1D")
                                .run();
        base = "http://127.0.0.1:" + service.getWebServer().getPort();
        http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        editor = issuer.token("person-1", List.of("EDITOR"));
    }

    @AfterAll
    static void stop() {
        http.close();
        service.close();
        issuer.close();
    }

    private record Answer(int status, String type, JsonNode json, HttpResponse<String> response) {
        String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }
    }

    private static Answer send(String path, UnaryOperator<HttpRequest.Builder> with) {
        try {
            HttpResponse<String> response =
                    http.send(
                            with.apply(HttpRequest.newBuilder(URI.create(base + path))).build(),
                            HttpResponse.BodyHandlers.ofString());
            String type = response.headers().firstValue("Content-Type").orElse("");
            boolean isJson = type.contains("json") && !type.contains("ndjson");
            return new Answer(
                    response.statusCode(),
                    type,
                    isJson ? JSON.readTree(response.body()) : JSON.nullNode(),
                    response);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Answer get(String path) {
        return send(path, r -> r.GET());
    }

    private static Answer get(String path, String token) {
        return send(path, r -> r.header("Authorization", "Bearer " + token));
    }

    private static Answer post(String body, UnaryOperator<HttpRequest.Builder> with) {
        return send(
                "/api/sample/books",
                r ->
                        with.apply(
                                r.POST(HttpRequest.BodyPublishers.ofString(body))
                                        .header("Content-Type", "application/json")
                                        .header("Authorization", "Bearer " + editor)));
    }

    private static void assertProblem(Answer answer, int status, String type) {
        assertThat(answer.status).as(answer.response.body()).isEqualTo(status);
        assertThat(answer.type).startsWith("application/problem+json");
        assertThat(answer.json.path("type").asString()).isEqualTo("/problems/" + type);
        assertThat(answer.json.path("status").asInt()).isEqualTo(status);
        assertThat(answer.json.path("title").asString()).isNotBlank();
        assertThat(answer.response.body()).doesNotContain("Exception", "at de.", "org.spring");
    }

    // --- problems

    @Test
    void unknown_path_is_404() {
        Answer answer = get("/api/sample/nothing");
        assertProblem(answer, 404, "not-found");
        assertThat(answer.json.path("instance").asString()).isEqualTo("/api/sample/nothing");
        assertThat(answer.json.path("traceId").asString()).matches("[0-9a-f]{32}");
    }

    @Test
    void malformed_id_in_a_path_is_404() {
        assertProblem(get("/api/sample/books/17"), 404, "not-found");
    }

    @Test
    void wrong_method_is_405() {
        Answer answer = send("/api/sample/search", r -> r.DELETE());
        assertProblem(answer, 405, "method-not-allowed");
        assertThat(answer.header("Allow")).contains("GET");
    }

    @Test
    void impossible_format_is_406() {
        assertProblem(
                send("/api/sample/books", r -> r.header("Accept", "application/pdf")),
                406,
                "not-acceptable");
    }

    @Test
    void malformed_accept_header_is_refused_with_a_problem() {
        Answer answer = send("/api/sample/books", r -> r.header("Accept", "nonsense"));
        assertProblem(answer, 406, "not-acceptable");
    }

    @Test
    void wrong_content_type_is_415() {
        Answer answer =
                send(
                        "/api/sample/books",
                        r ->
                                r.POST(HttpRequest.BodyPublishers.ofString("title=Momo"))
                                        .header("Content-Type", "application/x-www-form-urlencoded")
                                        .header("Authorization", "Bearer " + editor));
        assertProblem(answer, 415, "unsupported-media-type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"title\":",
                "",
                "nonsense",
                "{\"title\":\"a\",\"title\":\"b\"}",
                "{\"title\":\"a\",\"genre\":\"NOVEL\",\"pages\":1} {}"
            })
    void malformed_json_is_400(String body) {
        assertProblem(post(body, r -> r), 400, "malformed-request");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"title\":\"a\",\"genre\":\"CRIME\",\"pages\":1}|#/genre",
                "{\"title\":\"a\",\"genre\":1,\"pages\":1}|#/genre",
                "{\"title\":7,\"genre\":\"NOVEL\",\"pages\":1}|#/title",
                "{\"title\":\"a\",\"genre\":\"NOVEL\",\"pages\":\"many\"}|#/pages",
                "{\"title\":\"a\",\"genre\":\"NOVEL\",\"pages\":\"3\"}|#/pages",
                "{\"title\":\"a\",\"genre\":\"NOVEL\",\"pages\":1.5}|#/pages",
                "{\"title\":\"a\",\"genre\":\"NOVEL\",\"pages\":99999999999}|#/pages",
                "{\"title\":\"a\",\"genre\":\"NOVEL\"}|#/pages",
                "{\"title\":\"a\",\"genre\":\"NOVEL\",\"pages\":1,\"published\":\"2026-02-31\"}"
                        + "|#/published",
                "{\"title\":\"a\\u0000\",\"genre\":\"NOVEL\",\"pages\":1}|#/title",
                "{\"title\":\"\\ud800\",\"genre\":\"NOVEL\",\"pages\":1}|#/title",
                "{\"title\":\"\\u200b\\u2060\",\"genre\":\"NOVEL\",\"pages\":1}|#/title",
                "{\"title\":\"\\uffff\",\"genre\":\"NOVEL\",\"pages\":1}|#/title",
                "{\"title\":\"a\",\"genre\":\"NOVEL\",\"pages\":1,\"lentAt\":1e308}|#/lentAt",
                "{\"title\":\"a\",\"genre\":\"NOVEL\",\"pages\":1,\"lentAt\":1800000000}|#/lentAt",
                "{\"title\":\"a\",\"genre\":\"NOVEL\",\"pages\":1,\"lentAt\":\"\"}|#/lentAt",
                "{\"title\":\"a\",\"genre\":\"NOVEL\",\"pages\":1,"
                        + "\"lentAt\":\"0000-01-01T00:00:00Z\"}|#/lentAt",
                "{\"title\":\"a\",\"genre\":\"NOVEL\",\"pages\":1,"
                        + "\"lentAt\":\"+100000-01-01T00:00:00Z\"}|#/lentAt",
                "{\"title\":\"a\",\"genre\":\"NOVEL\",\"pages\":1,\"chapters\":[{\"heading\":[]}]}"
                        + "|#/chapters/0/heading",
            })
    void wrong_types_are_400_with_a_pointer(String body, String pointer) {
        Answer answer = post(body, r -> r);
        assertProblem(answer, 400, "invalid-request");
        assertThat(answer.json.at("/errors/0/pointer").asString()).isEqualTo(pointer);
        assertThat(answer.json.at("/errors/0/detail").asString()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Grüße, 你好 😀", "Zeile\\n\\tZeile", "\\ud83d\\ude00"})
    void texts_of_all_languages_are_taken(String title) {
        String body = "{\"title\":\"" + title + "\",\"genre\":\"NOVEL\",\"pages\":1,";
        Answer answer = post(body + "\"lentAt\":\"2026-11-24T10:00:00+01:00\"}", r -> r);
        assertThat(answer.status).isEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/*", "json", "a b/c"})
    void a_body_of_no_certain_type_is_415(String type) {
        Answer answer =
                send(
                        "/api/sample/books",
                        r ->
                                r.POST(HttpRequest.BodyPublishers.ofString(BOOK))
                                        .header("Content-Type", type)
                                        .header("Authorization", "Bearer " + editor));
        assertProblem(answer, 415, "unsupported-media-type");
    }

    @Test
    void an_array_instead_of_an_object_is_400() {
        Answer answer = post("[]", r -> r);
        assertThat(answer.status).isEqualTo(400);
        assertThat(answer.type).startsWith("application/problem+json");
    }

    @Test
    void invalid_values_are_400_with_all_their_pointers() {
        Answer answer =
                post(
                        "{\"title\":\" \",\"pages\":9000,\"chapters\":[{\"heading\":\"\"}]}",
                        r -> r.header("Accept-Language", "en"));
        assertProblem(answer, 400, "invalid-request");
        assertThat(answer.json.path("errors").findValuesAsString("pointer"))
                .containsExactlyInAnyOrder("#/title", "#/genre", "#/pages", "#/chapters/0/heading");
        assertThat(answer.json.path("errors").findValuesAsString("detail"))
                .contains("must not be blank");
    }

    @Test
    void invalid_values_are_explained_in_german_by_default() {
        Answer answer = post("{\"title\":\"\",\"genre\":\"NOVEL\",\"pages\":1}", r -> r);
        assertThat(answer.json.at("/errors/0/detail").asString()).contains("darf nicht leer sein");
    }

    @Test
    void wrong_query_parameters_are_400() {
        Answer answer = get("/api/sample/search?year=when");
        assertProblem(answer, 400, "invalid-request");
        assertThat(answer.json.at("/errors/0/parameter").asString()).isEqualTo("year");
        assertThat(get("/api/sample/search").status).isEqualTo(400);
    }

    @Test
    void large_body_with_a_length_is_413() {
        assertProblem(post("x".repeat(1024 * 1024 + 1), r -> r), 413, "request-too-large");
        assertProblem(post("x".repeat(5 * 1024 * 1024), r -> r), 413, "request-too-large");
    }

    @Test
    void large_body_without_a_length_is_413() {
        byte[] body = ("{\"title\":\"" + "x".repeat(2 * 1024 * 1024)).getBytes();
        Answer answer =
                send(
                        "/api/sample/books",
                        r ->
                                r.POST(
                                                HttpRequest.BodyPublishers.ofInputStream(
                                                        () -> new ByteArrayInputStream(body)))
                                        .header("Content-Type", "application/json")
                                        .header("Authorization", "Bearer " + editor));
        assertProblem(answer, 413, "request-too-large");
    }

    @Test
    void a_large_form_without_a_length_is_413() {
        byte[] form = ("a=" + "x".repeat(2 * 1024 * 1024)).getBytes();
        Answer answer =
                send(
                        "/api/sample/form",
                        r ->
                                r.POST(
                                                HttpRequest.BodyPublishers.ofInputStream(
                                                        () -> new ByteArrayInputStream(form)))
                                        .header(
                                                "Content-Type",
                                                "application/x-www-form-urlencoded"));
        assertProblem(answer, 413, "request-too-large");
    }

    @Test
    void parameters_that_cannot_be_decoded_are_400() {
        assertProblem(get("/api/sample/search?year=%ff%fe"), 400, "malformed-request");
        assertProblem(get("/api/sample/search?year=%00"), 400, "invalid-request");
    }

    @Test
    void what_nobody_thought_of_is_500_without_a_word_and_logged_with_its_trace(
            CapturedOutput output) {
        Answer answer = get("/api/sample/broken");
        assertProblem(answer, 500, "internal-error");
        assertThat(answer.json.has("detail")).isFalse();
        String traceId = answer.json.path("traceId").asString();
        assertThat(traceId).matches("[0-9a-f]{32}");
        assertThat(output.getOut()).contains(traceId).contains("GET /api/sample/broken failed");
        assertThat(answer.response.body()).doesNotContain("Muster");
    }

    @Test
    void a_trace_that_has_begun_is_continued() {
        Answer answer =
                send(
                        "/api/sample/hidden",
                        r ->
                                r.header(
                                        "traceparent",
                                        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
        assertProblem(answer, 404, "not-found");
        assertThat(answer.json.path("traceId").asString())
                .isEqualTo("0af7651916cd43dd8448eb211c80319c");
    }

    @Test
    void problems_of_the_service_have_its_texts_and_headers() {
        String path = "/api/sample/books/" + ID + "/loan";
        Answer german =
                send(
                        path,
                        r ->
                                r.POST(HttpRequest.BodyPublishers.noBody())
                                        .header("Authorization", "Bearer " + editor));
        assertProblem(german, 409, "shelf-full");
        assertThat(german.json.path("title").asString()).isEqualTo("Regal voll");
        assertThat(german.json.path("detail").asString())
                .isEqualTo("Das Regal A fasst nur 3 Bücher.");
        assertThat(german.header("Retry-After")).isEqualTo("7");

        Answer english =
                send(
                        path,
                        r ->
                                r.POST(HttpRequest.BodyPublishers.noBody())
                                        .header("Accept-Language", "fr, en-GB;q=0.8, de;q=0.5")
                                        .header("Authorization", "Bearer " + editor));
        assertThat(english.json.path("detail").asString()).isEqualTo("Shelf A holds only 3 books.");
    }

    @Test
    void what_the_container_refuses_is_a_problem_too() throws Exception {
        assertThat(
                        raw(
                                "GET /api/sample/%zz HTTP/1.1\r\n"
                                        + "Host: localhost\r\n"
                                        + "Connection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json")
                .contains("/problems/malformed-request")
                .doesNotContain("<html", "Tomcat");
        assertThat(
                        raw(
                                "GET /a//b;x=1/%2e%2e HTTP/1.1\r\n"
                                        + "Host: localhost\r\n"
                                        + "Connection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("application/problem+json")
                .doesNotContain("<html");
        assertThat(raw("GET / HTTP/9.9\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 505")
                .contains("/problems/not-implemented")
                .doesNotContain("null");
        assertThat(raw("GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .doesNotContain("<html");
    }

    private static String raw(String request) throws Exception {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), service.getWebServer().getPort())) {
            socket.setSoTimeout(5000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    // --- security

    @Test
    void without_a_token_it_is_401_and_says_how() {
        Answer answer =
                send(
                        "/api/sample/books",
                        r ->
                                r.POST(HttpRequest.BodyPublishers.noBody())
                                        .header("Content-Type", "application/json"));
        assertProblem(answer, 401, "not-signed-in");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
    }

    @Test
    void forged_expired_foreign_and_unsigned_tokens_are_401() {
        RSAKey foreignKey = Issuer.newKey();
        JWTClaimsSet good = Issuer.claims("person-1", List.of("EDITOR")).build();
        Instant past = Instant.now().minusSeconds(600);
        List<String> bad =
                List.of(
                        "nonsense",
                        Issuer.token(foreignKey, good),
                        new PlainJWT(good).serialize(),
                        Issuer.token(
                                issuer.key,
                                Issuer.claims("p", List.of("EDITOR"))
                                        .expirationTime(Date.from(past))
                                        .build()),
                        Issuer.token(
                                issuer.key,
                                Issuer.claims("p", List.of("EDITOR"))
                                        .issuer("http://elsewhere.example")
                                        .build()),
                        editor.substring(0, editor.length() - 8) + "AAAAAAAA");
        for (String token : bad) {
            // also where anybody may come in without a token
            for (String path : List.of("/api/sample/greeting", "/api/sample/books/" + ID)) {
                Answer answer = get(path, token);
                assertProblem(answer, 401, "not-signed-in");
                assertThat(answer.header("WWW-Authenticate"))
                        .isEqualTo("Bearer error=\"invalid_token\"");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"MEMBER,403", "EDITOR,403", "ADMINISTRATOR,204", "SERVICE,204"})
    void annotation_of_the_method_wins_over_that_of_the_class(String role, int status) {
        String token = issuer.token("someone", List.of(role));
        Answer answer =
                send(
                        "/api/sample/books/" + ID,
                        r -> r.DELETE().header("Authorization", "Bearer " + token));
        assertThat(answer.status).isEqualTo(status);
        if (status == 403) {
            assertProblem(answer, 403, "forbidden");
        }
    }

    @ParameterizedTest
    @CsvSource({"MEMBER,409", "FUNDER,409", "SERVICE,403"})
    void any_person_means_every_person_and_no_service(String role, int status) {
        String token = issuer.token("someone", List.of(role));
        Answer answer =
                send(
                        "/api/sample/books/" + ID + "/loan",
                        r ->
                                r.POST(HttpRequest.BodyPublishers.noBody())
                                        .header("Authorization", "Bearer " + token));
        assertThat(answer.status).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/sample/forgotten", "/internal/sample/forgotten"})
    void a_method_without_annotation_is_nobodys(String path) {
        assertProblem(get(path), 401, "not-signed-in");
        String all =
                issuer.token(
                        "someone",
                        List.of("MEMBER", "EDITOR", "ADMINISTRATOR", "PROJECT_LEAD", "SERVICE"));
        assertProblem(get(path, all), 403, "forbidden");
    }

    @Test
    void the_caller_comes_from_the_token() {
        Answer known =
                send(
                        "/api/sample/greeting",
                        r ->
                                r.header("Authorization", "Bearer " + editor)
                                        .header("Accept-Language", "en-US"));
        assertThat(known.json.path("name").asString()).isEqualTo("person-1");
        assertThat(known.json.path("roles").asString()).isEqualTo("EDITOR");
        assertThat(known.json.path("municipalities").asString()).isEqualTo("09178");
        assertThat(known.json.path("language").asString()).isEqualTo("en");
        assertThat(get("/api/sample/greeting").json.path("name").asString()).isEqualTo("nobody");
        assertProblem(get("/api/sample/careless"), 401, "not-signed-in");
    }

    @Test
    void when_tokens_cannot_be_checked_it_is_503() throws Exception {
        try (ServletWebServerApplicationContext lonely =
                (ServletWebServerApplicationContext)
                        SampleApplication.application()
                                .properties("IDENTITY_URL=http://127.0.0.1:1")
                                .run()) {
            URI uri =
                    URI.create(
                            "http://127.0.0.1:%d/api/sample/greeting"
                                    .formatted(lonely.getWebServer().getPort()));
            HttpResponse<String> response =
                    http.send(
                            HttpRequest.newBuilder(uri)
                                    .header("Authorization", "Bearer " + editor)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.body()).contains("/problems/unavailable", "/api/sample/greeting");
            assertThat(response.headers().firstValue("Retry-After")).hasValue("5");
        }
    }

    @Test
    void no_cookie_is_set() {
        assertThat(get("/api/sample/greeting", editor).header("Set-Cookie")).isNull();
    }

    // --- JSON, pages, versions, repeats

    @Test
    void nulls_are_left_out_and_times_are_iso() {
        JsonNode json = get("/api/sample/books/" + ID).json;
        assertThat(json.has("subtitle")).isFalse();
        assertThat(json.path("added").asString()).isEqualTo("2026-03-01T10:00:00Z");
        assertThat(json.path("shown").asString()).isEqualTo("2026-03-01T10:00:00+01:00");
    }

    @Test
    void pages_are_followed_to_the_end() {
        JsonNode first = get("/api/sample/books").json;
        assertThat(first.path("items")).hasSize(50);
        JsonNode second = get("/api/sample/books?cursor=" + first.path("next").asString()).json;
        assertThat(second.path("items").get(0).asInt()).isEqualTo(50);
        JsonNode third =
                get("/api/sample/books?size=50&cursor=" + second.path("next").asString()).json;
        assertThat(third.path("items")).hasSize(20);
        assertThat(third.has("next")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "201", "-1", "many", "99999999999"})
    void a_page_size_out_of_bounds_is_400(String size) {
        assertProblem(get("/api/sample/books?size=" + size), 400, "page-size-out-of-bounds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "%25%25", "W10", "bnVsbA", "W251bGxd", "eyJhIjoxfQ"})
    void a_cursor_that_is_none_is_400(String cursor) {
        assertProblem(get("/api/sample/books?cursor=" + cursor), 400, "cursor-malformed");
    }

    private static Answer put(UnaryOperator<HttpRequest.Builder> with) {
        return send(
                "/api/sample/books/" + ID,
                r ->
                        with.apply(
                                r.PUT(HttpRequest.BodyPublishers.ofString(BOOK))
                                        .header("Content-Type", "application/json")
                                        .header("Authorization", "Bearer " + editor)));
    }

    @Test
    void changes_need_the_version_they_are_made_to() {
        assertProblem(put(r -> r), 428, "precondition-required");
        assertProblem(put(r -> r.header("If-Match", "3")), 400, "etag-malformed");
        assertProblem(put(r -> r.header("If-Match", "*")), 400, "etag-malformed");
        assertProblem(put(r -> r.header("If-Match", "W/\"3\"")), 400, "etag-malformed");
        assertProblem(
                put(r -> r.header("If-Match", "\"99999999999999999999\"")), 400, "etag-malformed");
        Answer changed = put(r -> r.header("If-Match", "\"3\""));
        assertThat(changed.status).isEqualTo(204);
        assertThat(changed.header("ETag")).isEqualTo("\"4\"");
    }

    @Test
    void a_repeat_with_the_same_key_meets_the_first() {
        Answer first = post(BOOK, r -> r.header("Idempotency-Key", "k1"));
        String reordered = "{\"pages\":304,\"genre\":\"NOVEL\",\"title\":\"Momo\"}";
        Answer repeat = post(reordered, r -> r.header("Idempotency-Key", "k1"));
        assertThat(first.status).isEqualTo(201);
        assertThat(repeat.status).isEqualTo(201);
        assertThat(repeat.json).isEqualTo(first.json);
        assertThat(UUID.fromString(first.json.path("id").asString()).version()).isEqualTo(5);

        assertProblem(
                post(BOOK.replace("304", "305"), r -> r.header("Idempotency-Key", "k1")),
                409,
                "idempotency-key-reused");
        assertThat(post(BOOK, r -> r.header("Idempotency-Key", "k2")).json)
                .isNotEqualTo(first.json);
        assertThat(post(BOOK, r -> r).json).isNotEqualTo(post(BOOK, r -> r).json);
        assertProblem(
                post(BOOK, r -> r.header("Idempotency-Key", "k".repeat(201))),
                400,
                "idempotency-key-malformed");
    }

    @Test
    void the_same_key_of_another_caller_is_another_creation() {
        String other = issuer.token("person-2", List.of("EDITOR"));
        Answer first = post(BOOK, r -> r.header("Idempotency-Key", "shared"));
        Answer second =
                post(
                        BOOK,
                        r ->
                                r.header("Idempotency-Key", "shared")
                                        .setHeader("Authorization", "Bearer " + other));
        assertThat(second.json).isNotEqualTo(first.json);
    }

    @Test
    void uuid5_is_as_in_the_standard() {
        UUID dns = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");
        assertThat(IdempotencyKey.uuid5(dns, "www.example.com"))
                .isEqualTo(UUID.fromString("2ed6657d-e927-568b-95e1-2665a8aea6a2"));
    }

    // --- time, logs, health, metrics, documentation

    @Test
    void the_clock_is_shifted() {
        Instant seen = Instant.parse(get("/api/sample/clock").json.asString());
        assertThat(Duration.between(Instant.now(), seen))
                .isBetween(Duration.ofHours(23), Duration.ofHours(25));
    }

    @Test
    void logs_know_service_and_trace() {
        JsonNode context = get("/api/sample/log-context").json;
        assertThat(context.path("service").asString()).isEqualTo("sample");
        assertThat(context.path("traceId").asString()).matches("[0-9a-f]{32}");
    }

    @Test
    void health_and_metrics_are_open_and_the_rest_is_not() {
        assertThat(get("/actuator/health").json.path("status").asString()).isEqualTo("UP");
        assertThat(get("/actuator/health/liveness").status).isEqualTo(200);
        assertThat(get("/actuator/health/readiness").status).isEqualTo(200);
        assertThat(get("/actuator/prometheus").response.body())
                .contains("http_server_requests_seconds", "service=\"sample\"");
        assertProblem(get("/actuator/metrics"), 401, "not-signed-in");
        assertProblem(get("/actuator/metrics", editor), 403, "forbidden");
        assertThat(get("/actuator/metrics", issuer.token("a", List.of("ADMINISTRATOR"))).status)
                .isEqualTo(200);
        assertProblem(
                get("/actuator/env", issuer.token("a", List.of("ADMINISTRATOR"))),
                404,
                "not-found");
    }

    @Test
    void openapi_shows_the_own_endpoints_and_not_the_internal_ones() {
        Answer answer = get("/api/sample/openapi.json");
        assertThat(answer.status).isEqualTo(200);
        JsonNode paths = answer.json.path("paths");
        assertThat(paths.has("/api/sample/books/{id}")).isTrue();
        assertThat(paths.toString()).doesNotContain("/internal/", "/actuator");
        assertThat(paths.at("/~1api~1sample~1books/get/parameters").findValuesAsString("name"))
                .containsExactlyInAnyOrder("size", "cursor");
        assertThat(paths.at("/~1api~1sample~1books/post/parameters").toString())
                .doesNotContain("caller");
        assertThat(paths.at("/~1api~1sample~1books/post/responses").has("403")).isTrue();
        assertThat(paths.at("/~1api~1sample~1books/post/security").toString()).contains("token");
        assertThat(paths.at("/~1api~1sample~1books/get/security").isMissingNode()).isTrue();
    }

    @Test
    void streams_pass() {
        Answer answer = get("/api/sample/stream");
        assertThat(answer.status).isEqualTo(200);
        assertThat(answer.response.body()).isEqualTo("{\"line\":0}\n{\"line\":1}\n{\"line\":2}\n");
    }

    // --- calling others

    @Test
    void calls_to_other_services_carry_one_token_and_the_trace() throws Exception {
        HttpServer other =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext(
                "/",
                exchange -> {
                    String seen =
                            "{\"authorization\":\"%s\",\"traceparent\":\"%s\"}"
                                    .formatted(
                                            exchange.getRequestHeaders().getFirst("Authorization"),
                                            exchange.getRequestHeaders().getFirst("traceparent"));
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, seen.length());
                    exchange.getResponseBody().write(seen.getBytes());
                    exchange.close();
                });
        other.start();
        try {
            int before = issuer.tokensFetched.get();
            RestClient client =
                    service.getBean(ServiceClient.class)
                            .to("http://127.0.0.1:" + other.getAddress().getPort());
            JsonNode first = client.get().uri("/x").retrieve().requiredBody(JsonNode.class);
            JsonNode second = client.get().uri("/y").retrieve().requiredBody(JsonNode.class);
            assertThat(issuer.tokensFetched.get() - before).isEqualTo(1);
            assertThat(second.path("authorization")).isEqualTo(first.path("authorization"));
            assertThat(first.path("authorization").asString()).startsWith("Bearer ey");
            assertThat(first.path("traceparent").asString()).startsWith("00-");
            assertThat(issuer.lastTokenRequest.get())
                    .startsWith("Basic ")
                    .contains("grant_type=client_credentials");
        } finally {
            other.stop(0);
        }
    }

    @Test
    void without_a_shared_secret_there_is_no_client() {
        ServiceClient client =
                new ServiceClient(
                        HttpClient.newHttpClient(),
                        RestClient.create(),
                        URI.create("http://127.0.0.1:1"),
                        "x",
                        "");
        assertThatThrownBy(() -> client.to("http://127.0.0.1:1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("CLIENT_SECRET");
    }

    @Test
    void every_text_exists_in_both_languages() {
        var german =
                java.util.ResourceBundle.getBundle("defaults.problems", java.util.Locale.GERMAN);
        var english =
                java.util.ResourceBundle.getBundle("defaults.problems", java.util.Locale.ENGLISH);
        assertThat(german.keySet()).isEqualTo(english.keySet());
        for (HttpStatus status : HttpStatus.values()) {
            if (status.isError()) {
                assertThat(german.keySet())
                        .contains("problem." + ProblemTypes.of(status) + ".title");
            }
        }
    }
}
