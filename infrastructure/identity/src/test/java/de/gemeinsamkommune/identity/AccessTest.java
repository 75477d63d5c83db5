package de.gemeinsamkommune.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Who may call what, and what bad input gets. */
class AccessTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> ROLES =
            List.of(
                    "MEMBER",
                    "LEAD",
                    "ADVISER",
                    "EDITOR",
                    "PROJECT_LEAD",
                    "ANALYST",
                    "FUNDER",
                    "ADMINISTRATOR");

    private static final String LINKS = "/internal/identity/sign-in-links";

    private static Network.Installation identity;
    private static String person;
    private static final Map<String, String> tokens = new HashMap<>();

    @BeforeAll
    static void start() {
        identity = Network.installation().with("--DEMO=true").start();
        person = Network.membership.admit(SignInFlowTest.address(), "MEMBER");
        for (String role : ROLES) {
            Network.membership.admit(SignInFlowTest.address(), role, "09179");
            tokens.put(role, demoToken(role.toLowerCase(java.util.Locale.ROOT).replace('_', '-')));
        }
        tokens.put("SERVICE", new Portal(identity).service("advisory"));
    }

    @AfterAll
    static void stop() {
        identity.close();
    }

    static Stream<Arguments> matrix() {
        return Stream.concat(ROLES.stream(), Stream.of("SERVICE", "nobody"))
                .flatMap(
                        role ->
                                Stream.of(
                                        Arguments.of(
                                                role,
                                                "POST",
                                                LINKS,
                                                role.equals("SERVICE")
                                                        ? 201
                                                        : role.equals("nobody") ? 401 : 403),
                                        Arguments.of(
                                                role,
                                                "GET",
                                                "/userinfo",
                                                // tokens of services and of the demo belong to no
                                                // sign-in
                                                401),
                                        Arguments.of(
                                                role,
                                                "DELETE",
                                                "/api/identity/people/"
                                                        + person
                                                        + "/second-factors",
                                                role.equals("ADMINISTRATOR")
                                                        ? 204
                                                        : role.equals("nobody") ? 401 : 403),
                                        Arguments.of(role, "GET", "/identity/sign-in", 200),
                                        Arguments.of(role, "GET", "/identity/security", 302),
                                        Arguments.of(role, "GET", "/identity/second-factor", 302),
                                        Arguments.of(role, "GET", "/oauth2/jwks", 200),
                                        Arguments.of(role, "GET", "/actuator/health", 200),
                                        Arguments.of(
                                                role,
                                                "GET",
                                                "/actuator/metrics",
                                                role.equals("ADMINISTRATOR")
                                                        ? 200
                                                        : role.equals("nobody") ? 401 : 403)));
    }

    @ParameterizedTest(name = "{0} {1} {2} -> {3}")
    @MethodSource("matrix")
    void every_role_gets_what_it_may(String role, String method, String path, int status) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(identity.url + path))
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"person\":\"" + person + "\",\"purpose\":\"SIGN_IN\"}"));
        if (tokens.containsKey(role)) {
            request.header("Authorization", "Bearer " + tokens.get(role));
        }
        assertThat(identity.browser().send(request).statusCode()).isEqualTo(status);
    }

    @Test
    void a_demo_token_says_who_and_what_for_an_hour() throws Exception {
        var claims = new Portal(identity).verified(tokens.get("PROJECT_LEAD"));

        assertThat(claims.getIssuer()).isEqualTo(identity.url);
        assertThat(claims.getStringListClaim("roles")).containsExactly("PROJECT_LEAD");
        assertThat(claims.getStringListClaim("municipalities")).containsExactly("09179");
        assertThat(claims.getExpirationTime().getTime() - claims.getIssueTime().getTime())
                .isEqualTo(3_600_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?role=", "?role=king", "?role=service"})
    void there_is_a_demo_token_for_roles_of_demo_people_only(String query) {
        assertProblem(identity.browser().post("/identity/demo/token" + query, Map.of()), 404);
    }

    @Test
    void there_is_no_demo_token_without_demo_or_with_a_public_address() {
        try (Network.Installation real = Network.installation().start()) {
            assertProblem(real.browser().post("/identity/demo/token?role=adviser", Map.of()), 404);
        }
        try (Network.Installation open =
                Network.installation()
                        .with("--DEMO=true")
                        .with("--PUBLIC_URL=https://netz.example")
                        .start()) {
            HttpResponse<String> refused =
                    open.browser().post("/identity/demo/token?role=adviser", Map.of());
            assertProblem(refused, 404);
            // and with https cookies travel over https only
            HttpResponse<String> page = open.browser().get("/identity/sign-in");
            assertThat(page.headers().allValues("Set-Cookie"))
                    .filteredOn(cookie -> cookie.startsWith("identity_csrf="))
                    .singleElement()
                    .asString()
                    .contains("Secure", "HttpOnly", "SameSite=Lax");
        }
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"person\": | 400",
                "[] | 400",
                "{} | 400",
                "{\"person\":7,\"purpose\":\"SIGN_IN\"} | 400",
                "{\"person\":\"x\",\"purpose\":\"PARTY\"} | 400",
                "{\"person\":\"x\",\"purpose\":\"SIGN_IN\"} | 404",
                "{\"person\":\"00000000-0000-4000-8000-000000000000\",\"purpose\":\"SIGN_IN\"} |"
                        + " 404"
            })
    void bad_input_to_the_internal_endpoint_is_a_problem(String body, int status) {
        assertProblem(
                identity.browser()
                        .postJson(LINKS, body, "Authorization", "Bearer " + tokens.get("SERVICE")),
                status);
    }

    @Test
    void size_type_and_method_are_checked() {
        String bearer = "Bearer " + tokens.get("SERVICE");
        Browser service = identity.browser();
        String huge = "{\"person\":\"" + "x".repeat(1_100_000) + "\"}";

        assertProblem(service.postJson(LINKS, huge, "Authorization", bearer), 413);
        assertProblem(service.post(LINKS, Map.of("a", "b"), "Authorization", bearer), 415);
        assertProblem(service.get(LINKS, "Authorization", bearer), 405);
        assertProblem(service.get("/internal/identity/nothing", "Authorization", bearer), 404);
        assertProblem(service.get("/identity/nothing"), 404);
        assertProblem(service.get("/oauth2/nothing"), 404);
    }

    @Test
    void a_forged_or_foreign_token_is_refused() {
        String[] parts = tokens.get("SERVICE").split("\\.");
        String changed =
                parts[0] + "." + parts[1] + "." + parts[2].replace(parts[2].charAt(9), 'A');
        String unsigned =
                java.util.Base64.getUrlEncoder()
                                .withoutPadding()
                                .encodeToString("{\"alg\":\"none\"}".getBytes())
                        + "."
                        + parts[1]
                        + ".";
        for (String forged : List.of("x", changed, unsigned)) {
            assertProblem(
                    identity.browser().postJson(LINKS, "{}", "Authorization", "Bearer " + forged),
                    401);
        }
    }

    @Test
    void a_form_without_its_token_changes_nothing() {
        Browser browser = identity.browser();
        HttpResponse<String> refused =
                browser.post("/identity/sign-in", Map.of("email", "a@b.example"));

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("<h1", "Bitte noch einmal");
        for (String path :
                List.of(
                        "/identity/link",
                        "/identity/sign-out",
                        "/identity/passkey",
                        "/identity/second-factor",
                        "/identity/second-factor/passkey",
                        "/identity/security/passkeys",
                        "/identity/security/passkeys/rename",
                        "/identity/security/passkeys/remove",
                        "/identity/security/confirm",
                        "/identity/security/app",
                        "/identity/security/app/confirm",
                        "/identity/security/app/remove",
                        "/identity/security/recovery-codes")) {
            assertThat(browser.post(path, Map.of("token", "x")).statusCode()).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "anna",
                "anna@",
                "@kommune.example",
                "anna@kommune.example, berta@kommune.example",
                "anna@kommune.example\r\nBcc: berta@kommune.example",
                "\"Anna\" <anna@kommune.example>"
            })
    void what_is_no_address_is_told_so(String typed) {
        HttpResponse<String> answer =
                identity.browser()
                        .submit("/identity/sign-in", "/identity/sign-in", Map.of("email", typed));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("role=\"alert\"", "name@kommune.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?token=", "?token=x", "?token=%00", "?token=a&token=b", "?x=y"})
    void a_broken_link_says_so(String query) {
        HttpResponse<String> answer = identity.browser().get("/identity/link" + query);

        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(answer.body()).contains("Neuen Link anfordern");
    }

    @Test
    void the_authorization_endpoint_sends_browsers_to_registered_places_only() {
        Browser browser = identity.browser();
        Portal portal = new Portal(identity);
        Map<String, String> elsewhere = portal.request();
        elsewhere.put("redirect_uri", "https://elsewhere.example/");
        Map<String, String> unknown = portal.request();
        unknown.put("client_id", "stranger");
        Map<String, String> service = portal.request();
        service.put("client_id", "events");
        for (Map<String, String> request : Arrays.asList(elsewhere, unknown, service)) {
            assertProblem(browser.get("/oauth2/authorize?" + Browser.encode(request)), 400);
        }
        assertThat(browser.get("/oauth2/authorize").statusCode()).isEqualTo(400);
    }

    @Test
    void the_token_endpoint_refuses_without_telling_why() {
        Browser browser = identity.browser();
        Map<String, String> form = Map.of("grant_type", "client_credentials");

        for (String authorization :
                List.of("Basic eDp5", "Basic ???", "Bearer x", Portal.basic("stranger"))) {
            HttpResponse<String> refused =
                    browser.post("/oauth2/token", form, "Authorization", authorization);
            assertThat(refused.statusCode()).as(authorization).isIn(400, 401);
            assertThat(refused.body()).doesNotContain("Exception");
        }
        assertThat(
                        Portal.error(
                                browser.post(
                                        "/oauth2/token",
                                        form,
                                        "Authorization",
                                        Portal.basic("portal"))))
                .isEqualTo("unauthorized_client");
        assertThat(
                        Portal.error(
                                browser.post(
                                        "/oauth2/token",
                                        Map.of("grant_type", "password"),
                                        "Authorization",
                                        Portal.basic("portal"))))
                .isEqualTo("unsupported_grant_type");
        assertThat(Portal.error(new Portal(identity).refresh("nonsense")))
                .isEqualTo("invalid_grant");
        assertThat(Portal.error(new Portal(identity).exchange("nonsense")))
                .isEqualTo("invalid_grant");
    }

    @Test
    void what_is_not_offered_is_not_there() {
        for (String path :
                List.of(
                        "/oauth2/introspect",
                        "/oauth2/par",
                        "/oauth2/device_authorization",
                        "/connect/register",
                        "/login",
                        "/logout")) {
            assertProblem(
                    identity.browser()
                            .post(path, Map.of("a", "b"), "Authorization", Portal.basic("portal")),
                    404);
        }
    }

    @Test
    void pages_can_be_read_by_everybody_and_embedded_by_nobody() {
        HttpResponse<String> page = identity.browser().get("/identity/sign-in");

        assertThat(page.body())
                .contains("<html lang=\"de\"", "<label", "for=\"email\"", "autocomplete=\"email\"")
                .contains("Kofinanziert von der Europäischen Union", "/assets/eu-emblem.svg")
                .doesNotContain("<script>", "??", "th:text");
        assertThat(page.body().split("<script")).hasSize(2);
        assertThat(page.body()).contains("<script src=\"/identity/assets/passkey.js\" defer>");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(page.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
        HttpResponse<String> style = identity.browser().get("/identity/assets/identity.css");
        assertThat(style.statusCode()).isEqualTo(200);
        assertThat(style.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/css");
    }

    @Test
    void visitors_leave_nothing_in_the_store() {
        long before = identity.store().getCollection("sessions").countDocuments();
        Browser browser = identity.browser();
        browser.get("/identity/sign-in");
        browser.get(new Portal(identity).authorize());
        browser.get("/identity/sign-out");

        assertThat(identity.store().getCollection("sessions").countDocuments()).isEqualTo(before);
        assertThat(browser.cookie("identity_session")).isEmpty();
    }

    @Test
    void a_continuation_somebody_planted_leads_to_no_other_site() throws Exception {
        String address = SignInFlowTest.address();
        Network.membership.admit(address, "MEMBER");
        for (String planted :
                List.of(
                        "https://elsewhere.example/",
                        "//elsewhere.example",
                        "%2Foauth2%2Fauthorize%40elsewhere.example",
                        "%2Foauth2%2Fauthorize%3Fa%3Db%0D%0ASet-Cookie%3A%20x%3Dy")) {
            Browser browser = identity.browser();
            Inbox inbox = new Inbox(address);
            int before = inbox.mails().size();
            browser.submit("/identity/sign-in", "/identity/sign-in", Map.of("email", address));
            String token = inbox.token(before + 1);
            String csrf = Browser.csrf(browser.get("/identity/link?token=" + token));
            browser.plant("identity_continue", planted, "/identity");

            HttpResponse<String> done =
                    browser.post("/identity/link", Map.of("token", token, "_csrf", csrf));

            assertThat(Browser.location(done)).isEqualTo(identity.url + "/anmelden");
        }
    }

    private static void assertProblem(HttpResponse<String> response, int status) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/problem+json");
        JsonNode problem = JSON.readTree(response.body());
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("type").asString()).startsWith("/problems/");
        assertThat(problem.path("title").asString()).isNotEmpty();
        assertThat(response.body()).doesNotContain("Exception", "de.gemeinsamkommune");
    }

    private static String demoToken(String role) {
        HttpResponse<String> response =
                identity.browser().post("/identity/demo/token?role=" + role, Map.of());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        JsonNode body = JSON.readTree(response.body());
        assertThat(body.get("token_type").asString()).isEqualTo("Bearer");
        assertThat(body.get("expires_in").asInt()).isEqualTo(3600);
        return body.get("access_token").asString();
    }
}
