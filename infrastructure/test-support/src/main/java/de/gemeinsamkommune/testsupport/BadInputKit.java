package de.gemeinsamkommune.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;

import java.io.ByteArrayInputStream;
import java.lang.reflect.RecordComponent;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sends every endpoint of a running service what it must refuse: malformed JSON, wrong types, too
 * much, the wrong content type, ids nobody has. Each refusal is to be a problem (RFC 9457) of the
 * right status, without a trace of the inside; nothing may answer 5xx.
 *
 * <pre>{@code
 * new BadInputKit(context).unknownAnswers("POST /api/newsletter/unsubscribe/{token}", 200).check();
 * }</pre>
 */
public final class BadInputKit {

    /** A time that Java can read and no store can keep. */
    private static final String FAR = "-999999999-01-01T00:00:00Z";

    private static final int MORE_THAN_ALLOWED = 1024 * 1024 + 100;
    private static final List<String> TRACES_OF_THE_INSIDE =
            List.of("Exception", "\tat ", "org.springframework", "tools.jackson", "<html", "mongo");

    private final List<Endpoint> endpoints;
    private final TestClient client;
    private final TestIssuer issuer = TestIssuer.shared();
    private final Map<String, Set<Integer>> unknown = new HashMap<>();
    private final List<String> wrong = new ArrayList<>();

    /** The kit for a service that runs in the given context. */
    public BadInputKit(ApplicationContext service) {
        this.endpoints = Endpoint.of(service);
        this.client =
                new TestClient(
                        service.getEnvironment()
                                .getRequiredProperty("local.server.port", Integer.class));
    }

    /**
     * Says what an endpoint answers for an id nobody has, when it is not 404: for instance because
     * the answer must not tell whether there is one.
     *
     * @param endpoint method and pattern
     */
    public BadInputKit unknownAnswers(String endpoint, Integer... statuses) {
        unknown.put(endpoint, Set.of(statuses));
        return this;
    }

    /** Fails when any endpoint answers any of it otherwise. */
    public void check() {
        assertThat(endpoints).as("endpoints of the service").isNotEmpty();
        assertThat(endpoints.stream().map(Endpoint::name))
                .as("endpoints named in the test")
                .containsAll(unknown.keySet());
        for (Endpoint endpoint : endpoints) {
            String role = endpoint.someRole();
            TestClient as = role == null ? client : client.as(issuer.tokenOfSomebody(role));
            Class<?> body = endpoint.body();
            if (body != null) {
                bodies(endpoint, as, body);
            }
            if (endpoint.hasVariables()) {
                ids(endpoint, as, body);
            }
            parameters(endpoint, as);
            wrongMethod(endpoint, as);
        }
        assertThat(wrong).as("answers to bad input").isEmpty();
    }

    private void bodies(Endpoint endpoint, TestClient as, Class<?> body) {
        String path = endpoint.unknownPath();
        String method = endpoint.method();
        if (endpoint.contentType().endsWith("json")) {
            for (String malformed : List.of("{\"a\":", "", "nonsense", "{\"a\":1,}", "\u0000")) {
                expect(endpoint, "malformed JSON", as.send(method, path, malformed), 400);
            }
            for (String otherShape : List.of("[]", "\"text\"", "17", "true", "null")) {
                expect(endpoint, "JSON " + otherShape, as.send(method, path, otherShape), 400);
            }
            if (body.isRecord()) {
                wrongTypes(endpoint, as, body);
            }
        }
        String large = "{\"a\":\"" + "x".repeat(MORE_THAN_ALLOWED) + "\"}";
        expect(endpoint, "large body", as.send(method, path, large), 413);
        byte[] bytes = large.getBytes(StandardCharsets.UTF_8);
        expect(
                endpoint,
                "large body without length",
                as.send(
                        method,
                        path,
                        HttpRequest.BodyPublishers.ofInputStream(
                                () -> new ByteArrayInputStream(bytes))),
                413);
        for (String type : List.of("text/plain", "application/xml", "*/*", "json")) {
            expect(
                    endpoint,
                    "content type " + type,
                    as.with("Content-Type", type).send(method, path, "{}"),
                    415);
        }
    }

    private void wrongTypes(Endpoint endpoint, TestClient as, Class<?> body) {
        for (RecordComponent component : body.getRecordComponents()) {
            for (String misfit : misfits(component.getType())) {
                expect(
                        endpoint,
                        component.getName() + " as " + misfit,
                        as.send(
                                endpoint.method(),
                                endpoint.unknownPath(),
                                "{\"" + component.getName() + "\":" + misfit + "}"),
                        400);
            }
        }
    }

    /** JSON values no value of the type can be read from. */
    private static List<String> misfits(Class<?> type) {
        if (Iterable.class.isAssignableFrom(type) || type.isArray() || type.isRecord()) {
            return List.of("\"text\"");
        }
        if (type == Object.class) {
            return List.of();
        }
        if (Map.class.isAssignableFrom(type)) {
            return List.of("[1]");
        }
        List<String> misfits = new ArrayList<>(List.of("{\"a\":[1]}"));
        if (type == String.class) {
            misfits.addAll(
                    List.of("17", "\"a\\u0000\"", "\"\\ud800\"", "\"\\u0085\"", "\"\\u200b\""));
        } else {
            misfits.addAll(List.of("\"\"", "\"text\""));
        }
        if (Temporal.class.isAssignableFrom(type)) {
            misfits.addAll(List.of("1800000000", "1e308", "\"+999999999-12-31T23:59:59Z\""));
        }
        return misfits;
    }

    private void ids(Endpoint endpoint, TestClient as, @Nullable Class<?> body) {
        TestClient.Answer answer =
                as.with("Content-Type", endpoint.contentType())
                        .send(
                                endpoint.method(),
                                endpoint.unknownPath(),
                                body == null ? null : "{}");
        Set<Integer> expected = unknown.get(endpoint.name());
        if (expected != null) {
            expect(endpoint, "unknown id", answer, expected.toArray(Integer[]::new));
        } else if (body == null) {
            expect(endpoint, "unknown id", answer, 404);
        } else {
            // an empty body may be refused before the record is looked for
            expect(endpoint, "unknown id", answer, 400, 404, 428);
        }
        for (String nonsense :
                List.of("nonsense", "17", "..%2e", "%00", "%F0%9F%99%82", "a".repeat(3000))) {
            TestClient.Answer refused =
                    as.with("Content-Type", endpoint.contentType())
                            .send(
                                    endpoint.method(),
                                    endpoint.path(_ -> nonsense),
                                    body == null ? null : "{}");
            if (expected != null) {
                noFailure(endpoint, "id " + nonsense, refused);
            } else {
                expect(endpoint, "id " + nonsense, refused, 400, 404, 428);
            }
        }
    }

    private void parameters(Endpoint endpoint, TestClient as) {
        if (!endpoint.method().equals("GET")) {
            return;
        }
        for (MethodParameter parameter : endpoint.handler().getMethodParameters()) {
            RequestParam named = parameter.getParameterAnnotation(RequestParam.class);
            Class<?> type = parameter.getParameterType();
            boolean pageQuery = type.getSimpleName().equals("PageQuery");
            if (named == null && !pageQuery) {
                continue;
            }
            List<String> names =
                    pageQuery ? List.of("size", "cursor") : List.of(nameOf(named, parameter));
            for (String name : names) {
                TestClient.Answer answer =
                        as.get(endpoint.unknownPath() + "?" + name + "=%00%3Cnonsense%3E");
                boolean refusable = pageQuery || (type != String.class && !isCollection(type));
                if (refusable) {
                    expect(endpoint, "nonsense as " + name, answer, 400, 404);
                } else {
                    noFailure(endpoint, "nonsense as " + name, answer);
                }
                for (String value : List.of(FAR, "%ff", name.equals("cursor") ? farCursor() : "")) {
                    noFailure(
                            endpoint,
                            value + " as " + name,
                            as.get(endpoint.unknownPath() + "?" + name + "=" + value));
                }
            }
        }
    }

    private static String farCursor() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("[\"" + FAR + "\",\"x\"]").getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isCollection(Class<?> type) {
        return Iterable.class.isAssignableFrom(type) || type.isArray();
    }

    private static String nameOf(@Nullable RequestParam named, MethodParameter parameter) {
        if (named != null && !named.name().isEmpty()) {
            return named.name();
        }
        parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
        String name = parameter.getParameterName();
        return name == null ? "?" : name;
    }

    private void wrongMethod(Endpoint endpoint, TestClient as) {
        expect(endpoint, "PATCH", as.send("PATCH", endpoint.unknownPath(), "{}"), 405);
    }

    private void expect(
            Endpoint endpoint, String what, TestClient.Answer answer, Integer... statuses) {
        if (!Arrays.asList(statuses).contains(answer.status())) {
            wrong.add(
                    "%s with %s: expected %s, got %d %s"
                            .formatted(
                                    endpoint.name(),
                                    what,
                                    Arrays.toString(statuses),
                                    answer.status(),
                                    answer.body()));
        }
        noFailure(endpoint, what, answer);
    }

    private void noFailure(Endpoint endpoint, String what, TestClient.Answer answer) {
        String of = endpoint.name() + " with " + what;
        if (answer.status() >= 500) {
            wrong.add("%s failed: %d %s".formatted(of, answer.status(), answer.body()));
        }
        if (answer.status() < 400) {
            return;
        }
        if (!answer.header("Content-Type").startsWith("application/problem+json")) {
            wrong.add(
                    "%s is answered with %d as %s"
                            .formatted(of, answer.status(), answer.header("Content-Type")));
        }
        for (String inside : TRACES_OF_THE_INSIDE) {
            if (answer.body().contains(inside)) {
                wrong.add("%s shows its inside: %s".formatted(of, answer.body()));
            }
        }
    }
}
