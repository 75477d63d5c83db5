package de.gemeinsamkommune.membership;

import static org.assertj.core.api.Assertions.assertThat;

import de.gemeinsamkommune.testsupport.TestClient;
import de.gemeinsamkommune.testsupport.TestClient.Answer;
import de.gemeinsamkommune.testsupport.TestIssuer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Who may do what: every endpoint, every role, and nobody. */
@MembershipTest
class RolesTest {

    private static final List<String> ALL =
            List.of(
                    "MEMBER",
                    "LEAD",
                    "ADVISER",
                    "EDITOR",
                    "PROJECT_LEAD",
                    "ANALYST",
                    "FUNDER",
                    "ADMINISTRATOR");
    private static final List<String> TEAM =
            List.of("ADVISER", "EDITOR", "PROJECT_LEAD", "ADMINISTRATOR");
    private static final List<String> INVITING = List.of("LEAD", "PROJECT_LEAD", "ADMINISTRATOR");

    @Autowired TestClient client;
    @Autowired TestIssuer issuer;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping handlers;

    private Network network;

    @BeforeEach
    void enter() {
        network = new Network(client, issuer);
    }

    /** An endpoint, who may use it, and what they get. */
    private record Endpoint(
            String method,
            String pattern,
            @Nullable Supplier<Object> body,
            boolean open,
            List<String> roles,
            boolean services,
            int success) {

        @Override
        public String toString() {
            return method + " " + pattern;
        }
    }

    static Stream<Endpoint> endpoints() {
        Supplier<Object> invitation =
                () ->
                        Network.with(
                                Network.invitation(Network.uniqueAddress(), "MEMBER"),
                                "municipality",
                                "09161");
        Supplier<Object> ids = () -> Map.of("ids", List.of());
        return Stream.of(
                open("/api/membership/network", 200),
                open("/api/membership/municipalities", 200),
                open("/api/membership/municipalities/{key}", 404),
                person(
                        "GET",
                        "/api/membership/municipalities/{key}/history",
                        null,
                        List.of("PROJECT_LEAD", "ADMINISTRATOR"),
                        404),
                // terms without a contract, so that nobody is admitted here
                person(
                        "POST",
                        "/api/membership/municipalities",
                        RolesTest::partnership,
                        List.of("PROJECT_LEAD", "ADMINISTRATOR"),
                        400),
                person(
                        "PUT",
                        "/api/membership/municipalities/{key}",
                        RolesTest::partnership,
                        List.of("PROJECT_LEAD", "ADMINISTRATOR"),
                        400),
                person(
                        "POST",
                        "/api/membership/municipalities/{key}/leaving",
                        () -> Map.of("on", "2024-01-01", "reason", "OTHER"),
                        List.of("PROJECT_LEAD", "ADMINISTRATOR"),
                        428),
                open("/api/membership/applications/words", 200),
                // of another version of the words, so that nothing is taken in here
                new Endpoint(
                        "POST",
                        "/api/membership/applications",
                        RolesTest::wish,
                        true,
                        ALL,
                        true,
                        409),
                new Endpoint(
                        "POST",
                        "/api/membership/applications/confirmation",
                        () -> Map.of("token", "x"),
                        true,
                        ALL,
                        true,
                        404),
                new Endpoint(
                        "POST",
                        "/api/membership/applications/withdrawal",
                        () -> Map.of("token", "x"),
                        true,
                        ALL,
                        true,
                        404),
                person(
                        "GET",
                        "/api/membership/applications",
                        null,
                        List.of("PROJECT_LEAD", "ADMINISTRATOR"),
                        200),
                person(
                        "GET",
                        "/api/membership/applications/{id}",
                        null,
                        List.of("PROJECT_LEAD", "ADMINISTRATOR"),
                        404),
                person(
                        "POST",
                        "/api/membership/applications/{id}/approval",
                        Map::of,
                        List.of("PROJECT_LEAD", "ADMINISTRATOR"),
                        428),
                person(
                        "POST",
                        "/api/membership/applications/{id}/decline",
                        () -> Map.of("reason", "OTHER", "text", "Nein"),
                        List.of("PROJECT_LEAD", "ADMINISTRATOR"),
                        428),
                service("POST", "/internal/membership/applications/{id}/mails", null, 404),
                open("/api/membership/register", 200),
                open("/api/membership/administrative-units", 200),
                open("/api/membership/administrative-units/{key}", 404),
                // the body is no register
                person(
                        "POST",
                        "/api/membership/register-imports",
                        () -> "{}",
                        List.of("PROJECT_LEAD", "ADMINISTRATOR"),
                        400),
                person(
                        "GET",
                        "/api/membership/register-imports",
                        null,
                        List.of("PROJECT_LEAD", "ADMINISTRATOR"),
                        200),
                person(
                        "GET",
                        "/api/membership/register-imports/{id}",
                        null,
                        List.of("PROJECT_LEAD", "ADMINISTRATOR"),
                        404),
                // the body is no list of people
                person("POST", "/api/membership/people-imports", () -> "{}", INVITING, 400),
                person("GET", "/api/membership/people-imports", null, INVITING, 200),
                person("GET", "/api/membership/people-imports/{id}", null, INVITING, 404),
                person("GET", "/api/membership/people-imports/{id}/rows", null, INVITING, 404),
                person("POST", "/api/membership/people-imports/{id}/start", null, INVITING, 404),
                person(
                        "POST",
                        "/api/membership/people-imports/{id}/cancellation",
                        null,
                        INVITING,
                        404),
                person("GET", "/api/membership/people-imports/template", null, INVITING, 200),
                person("GET", "/api/membership/people/export", null, INVITING, 200),
                open("/api/membership/funding-periods", 200),
                open("/api/membership/funding-periods/{code}", 404),
                person(
                        "GET",
                        "/api/membership/funding-periods/{code}/history",
                        null,
                        List.of("PROJECT_LEAD", "FUNDER", "ADMINISTRATOR"),
                        404),
                person(
                        "PUT",
                        "/api/membership/funding-periods/{code}",
                        RolesTest::terms,
                        List.of("PROJECT_LEAD", "ADMINISTRATOR"),
                        200),
                open("/api/membership/erasures/{receipt}", 404),
                person(
                        "POST",
                        "/api/membership/invitations",
                        invitation,
                        List.of("LEAD", "PROJECT_LEAD", "ADMINISTRATOR"),
                        201),
                person(
                        "GET",
                        "/api/membership/people",
                        null,
                        Stream.concat(TEAM.stream(), Stream.of("LEAD")).toList(),
                        200),
                person("GET", "/api/membership/people/{id}", null, ALL, 404),
                person("GET", "/api/membership/people/{id}/history", null, ALL, 404),
                person(
                        "PUT",
                        "/api/membership/people/{id}/roles",
                        () -> Map.of("roles", List.of("EDITOR"), "affiliations", List.of()),
                        List.of("PROJECT_LEAD", "ADMINISTRATOR"),
                        428),
                person(
                        "PUT",
                        "/api/membership/people/{id}/affiliations/{municipality}",
                        () -> Map.of("role", "MEMBER"),
                        List.of("LEAD", "PROJECT_LEAD", "ADMINISTRATOR"),
                        404),
                person(
                        "DELETE",
                        "/api/membership/people/{id}/affiliations/{municipality}",
                        null,
                        List.of("LEAD", "PROJECT_LEAD", "ADMINISTRATOR"),
                        404),
                person(
                        "POST",
                        "/api/membership/people/{id}/merge",
                        () ->
                                Map.of(
                                        "absorbed", "3b0c6f0e-0000-4b52-9d1a-0b6f5f1c2a78",
                                        "absorbedETag", "\"1\"",
                                        "name", "KEPT",
                                        "email", "KEPT"),
                        List.of("PROJECT_LEAD", "ADMINISTRATOR"),
                        428),
                person(
                        "GET",
                        "/api/membership/duplicates",
                        null,
                        List.of("PROJECT_LEAD", "ADMINISTRATOR"),
                        200),
                person(
                        "PUT",
                        "/api/membership/duplicates/{id}/distinct/{other}",
                        null,
                        List.of("PROJECT_LEAD", "ADMINISTRATOR"),
                        400),
                person(
                        "DELETE",
                        "/api/membership/duplicates/{id}/distinct/{other}",
                        null,
                        List.of("PROJECT_LEAD", "ADMINISTRATOR"),
                        204),
                person("POST", "/api/membership/people/names", ids, TEAM, 200),
                person("GET", "/api/membership/me", null, ALL, 200),
                person(
                        "PUT",
                        "/api/membership/me",
                        () -> Map.of("givenName", "A", "familyName", "B", "locale", "de"),
                        ALL,
                        428),
                person("POST", "/api/membership/me/acceptance", null, ALL, 200),
                person("GET", "/api/membership/me/directory-entry", null, ALL, 200),
                person("GET", "/api/membership/me/directory-entry/preview", null, ALL, 200),
                person("PUT", "/api/membership/me/directory-entry", RolesTest::entry, ALL, 428),
                open("/api/membership/directory", 200),
                open("/api/membership/directory/topics", 200),
                open("/api/membership/directory/{id}", 404),
                person(
                        "POST",
                        "/api/membership/people/{id}/erasure",
                        null,
                        List.of("ADMINISTRATOR"),
                        404),
                // alone there is nobody to say what is held, which AccessTest looks at
                person("GET", "/api/membership/me/data", null, ALL, 503),
                person(
                        "GET",
                        "/api/membership/people/{id}/data",
                        null,
                        List.of("ADMINISTRATOR"),
                        404),
                service("POST", "/internal/membership/contacts", ids, 200),
                service(
                        "POST",
                        "/internal/membership/sign-in",
                        () -> Map.of("email", "nobody@quittenbaum.example"),
                        404),
                service("GET", "/internal/membership/people/{id}/access", null, 404),
                service("GET", "/internal/membership/demo-people", null, 200));
    }

    private static Object partnership() {
        return Map.of(
                "level", "PARTNER",
                "on", "2024-01-01",
                "facts", Map.of("kind", "ASSOCIATION", "name", "Verband"));
    }

    private static Object wish() {
        return Map.of(
                "unitName", "Verband",
                "level", "MEMBER",
                "givenName", "A",
                "familyName", "B",
                "email", "a@quittenbaum.example",
                "position", "C",
                "maySpeak", true,
                "notice", "old");
    }

    private static Object terms() {
        return Map.of(
                "name", "Name",
                "funder", "Funder",
                "programme", "Programme",
                "specificObjective", "2",
                "from", "1991-01-01",
                "to", "1991-12-31",
                "totalCents", 100,
                "grantCents", 90,
                "rate", 90);
    }

    private static Object entry() {
        return Map.of(
                "listed",
                false,
                "topics",
                List.of(),
                "visibility",
                Map.of(
                        "name", "TEAM",
                        "email", "TEAM",
                        "municipality", "TEAM",
                        "position", "TEAM",
                        "telephone", "TEAM",
                        "topics", "TEAM",
                        "experience", "TEAM"));
    }

    private static Endpoint open(String pattern, int success) {
        return new Endpoint("GET", pattern, null, true, ALL, true, success);
    }

    private static Endpoint person(
            String method,
            String pattern,
            @Nullable Supplier<Object> body,
            List<String> roles,
            int success) {
        return new Endpoint(method, pattern, body, false, roles, false, success);
    }

    private static Endpoint service(
            String method, String pattern, @Nullable Supplier<Object> body, int success) {
        return new Endpoint(method, pattern, body, false, List.of(), true, success);
    }

    @ParameterizedTest
    @MethodSource("endpoints")
    void each_role_may_what_it_should_and_nothing_more(Endpoint endpoint) {
        for (String role : ALL) {
            boolean may = endpoint.roles().contains(role);
            assertThat(call(endpoint, network.as(role)).status())
                    .as(role)
                    .isEqualTo(may ? endpoint.success() : 403);
        }
        assertThat(call(endpoint, network.asService()).status())
                .as("service")
                .isEqualTo(endpoint.services() ? endpoint.success() : 403);
        Answer anonymous = call(endpoint, client);
        if (endpoint.open()) {
            anonymous.expect(endpoint.success());
        } else {
            anonymous.expectProblem(401, "not-signed-in");
        }
        for (String bad :
                List.of(issuer.forged(), issuer.expired(), issuer.ofForeignIssuer(), "x")) {
            call(endpoint, client.as(bad)).expectProblem(401, "not-signed-in");
        }
    }

    private static Answer call(Endpoint endpoint, TestClient caller) {
        String path =
                endpoint.pattern()
                        .replace("{municipality}", "09161")
                        .replaceAll("\\{[a-z]+}", "3b0c6f0e-0000-4b52-9d1a-0b6f5f1c2a77");
        TestClient sender =
                path.endsWith("-imports") ? caller.with("Content-Type", "text/plain") : caller;
        return sender.send(
                endpoint.method(), path, endpoint.body() == null ? null : endpoint.body().get());
    }

    @Test
    void no_endpoint_is_left_out() {
        Set<String> tested = new TreeSet<>(Set.of("POST /api/membership/me/erasure"));
        endpoints().forEach(endpoint -> tested.add(endpoint.toString()));
        Set<String> there = new TreeSet<>();
        handlers.getHandlerMethods()
                .forEach(
                        (mapping, handler) -> {
                            if (handler.getBeanType().getName().contains(".membership.")) {
                                mapping.getMethodsCondition()
                                        .getMethods()
                                        .forEach(
                                                method ->
                                                        mapping.getPatternValues()
                                                                .forEach(
                                                                        pattern ->
                                                                                there.add(
                                                                                        method + " "
                                                                                                + pattern)));
                            }
                        });
        assertThat(there).isEqualTo(tested);
    }

    @Test
    void every_person_but_no_service_may_ask_to_be_forgotten() {
        for (String role : ALL) {
            network.as(network.invite(role), role).post("/api/membership/me/erasure").expect(202);
        }
        network.asService().post("/api/membership/me/erasure").expect(403);
        client.post("/api/membership/me/erasure").expectProblem(401, "not-signed-in");
    }

    @Test
    void people_outside_the_team_know_nobody_but_themselves() {
        String somebody = network.invite("MEMBER");
        for (String role : ALL) {
            Answer self =
                    network.as(role).get("/api/membership/people/" + network.demoPerson(role));
            self.expect(200);
            Answer foreign = network.as(role).get("/api/membership/people/" + somebody);
            Answer unknown = network.as(role).get("/api/membership/people/" + "nobody");
            unknown.expectProblem(404, "person-not-found");
            if (TEAM.contains(role)) {
                foreign.expect(200);
            } else {
                foreign.expectProblem(404, "person-not-found");
                assertThat(foreign.json().get("detail")).isEqualTo(unknown.json().get("detail"));
            }
        }
    }

    @Test
    void only_administrators_make_administrators() {
        Map<String, Object> invitation =
                Network.invitation(Network.uniqueAddress(), "ADMINISTRATOR");
        network.as("PROJECT_LEAD")
                .post("/api/membership/invitations", invitation)
                .expectProblem(403, "invitation-refused");
        network.invite(invitation).expect(201);
    }
}
