package de.gemeinsamkommune.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.JWTClaimsSet;

import de.gemeinsamkommune.identity.Portal.Tokens;

import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Signing in by an upstream issuer. That a real Keycloak does the same, {@link KeycloakTest}. */
class UpstreamTest {

    private static Issuer issuer;
    private static Network.Installation identity;

    @BeforeAll
    static void start() throws Exception {
        issuer = Issuer.start();
        identity =
                Network.installation()
                        .with("--UPSTREAM_ISSUER=" + issuer.url())
                        .with("--UPSTREAM_CLIENT_ID=" + Issuer.CLIENT)
                        .with("--UPSTREAM_CLIENT_SECRET=" + Issuer.SECRET)
                        .with("--UPSTREAM_NAME=Rathaus")
                        .with("--UPSTREAM_DOMAINS=fuerstenfeldbruck.example, Town.example")
                        .with("--UPSTREAM_TRUSTS_SECOND_FACTOR=true")
                        .with("--UPSTREAM_SECOND_FACTOR_ACR=gold")
                        .with("--SECOND_FACTOR=team")
                        .start();
    }

    @AfterAll
    static void stop() {
        identity.close();
        issuer.stop();
    }

    @Test
    void a_person_who_was_invited_signs_in_and_the_role_is_the_networks() throws Exception {
        String address = SignInFlowTest.address();
        String person = Network.membership.admit(address, "LEAD", "09179");
        String subject = subject();
        issuer.user(
                subject,
                claims ->
                        claims.claim("email", address.toUpperCase(java.util.Locale.ROOT))
                                .claim("email_verified", true)
                                .claim("roles", List.of("ADMINISTRATOR")));
        Browser browser = identity.browser();
        Portal portal = new Portal(identity);
        String signIn = Browser.location(browser.get(portal.authorize()));
        assertThat(browser.get(signIn).body()).contains("Mit Rathaus anmelden");

        HttpResponse<String> arrived = arrive(browser);

        assertThat(Browser.location(arrived)).startsWith(identity.url + "/oauth2/authorize?");
        Tokens tokens = portal.signIn(browser);
        JWTClaimsSet access = portal.verified(tokens.access());
        assertThat(access.getSubject()).isEqualTo(person);
        assertThat(access.getStringListClaim("roles")).containsExactly("LEAD");
        JWTClaimsSet id = portal.verified(tokens.id());
        assertThat(id.getStringListClaim("amr")).containsExactly("upstream");
        assertThat(id.getDateClaim("auth_time")).isCloseTo(new Date(), 60_000);
        assertThat(store()).doesNotContain(address).doesNotContain(subject);
    }

    @Test
    void from_then_on_the_subject_counts_and_not_the_address() throws Exception {
        String address = SignInFlowTest.address();
        String person = Network.membership.admit(address, "MEMBER");
        String other = SignInFlowTest.address();
        Network.membership.admit(other, "MEMBER");
        String subject = subject();
        issuer.user(subject, address);
        assertThat(person(signedIn())).isEqualTo(person);

        issuer.user(subject, other);
        assertThat(person(signedIn())).isEqualTo(person);
        issuer.user(subject, claims -> {});
        assertThat(person(signedIn())).isEqualTo(person);

        // the town gave the address to somebody else
        issuer.user(subject(), address);
        assertThat(arrive(identity.browser())).satisfies(refused("keiner Person zuordnen"));
    }

    @Test
    void nobody_is_let_in_or_made_whom_the_network_does_not_know() throws Exception {
        issuer.user(subject(), SignInFlowTest.address());
        Browser browser = identity.browser();

        HttpResponse<String> unknown = arrive(browser);

        assertThat(unknown).satisfies(refused("keiner Person zuordnen"));
        assertThat(browser.cookie("identity_session")).isEmpty();
        // known, but not for this issuer to speak for: told alike
        String address = UUID.randomUUID() + "@elsewhere.example";
        Network.membership.admit(address, "MEMBER");
        issuer.user(subject(), address);
        assertThat(arrive(identity.browser()).body()).isEqualTo(unknown.body());
    }

    @Test
    void an_address_that_was_not_verified_opens_nothing() throws Exception {
        String address = SignInFlowTest.address();
        Network.membership.admit(address, "MEMBER");

        for (Object verified : new Object[] {false, "false", 0, "yes", List.of(true)}) {
            issuer.user(
                    subject(),
                    claims -> claims.claim("email", address).claim("email_verified", verified));
            assertThat(arrive(identity.browser())).satisfies(refused("nicht bestätigt"));
        }
        issuer.user(subject(), claims -> claims.claim("email", address));
        assertThat(arrive(identity.browser())).satisfies(refused("nicht bestätigt"));
    }

    @Test
    void a_token_that_does_not_hold_is_refused() throws Exception {
        String address = SignInFlowTest.address();
        Network.membership.admit(address, "MEMBER");
        Date past = Date.from(Instant.now().minusSeconds(600));
        Map<String, Consumer<JWTClaimsSet.Builder>> lies = new LinkedHashMap<>();
        lies.put("issuer", claims -> claims.issuer("https://elsewhere.example"));
        lies.put("audience", claims -> claims.audience("somebody-else"));
        lies.put(
                "authorized party",
                claims -> claims.audience(List.of(Issuer.CLIENT, "other")).claim("azp", "other"));
        lies.put("nonce", claims -> claims.claim("nonce", "another"));
        lies.put("no nonce", claims -> claims.claim("nonce", null));
        lies.put("end", claims -> claims.expirationTime(past));
        lies.forEach(
                (what, lie) -> {
                    issuer.user(
                            subject(),
                            claims -> {
                                claims.claim("email", address).claim("email_verified", true);
                                lie.accept(claims);
                            });
                    assertThat(arrive(identity.browser()))
                            .as(what)
                            .satisfies(refused("gehört nicht zu diesem Browser"));
                });
    }

    @Test
    void who_comes_back_must_have_left_with_this_browser_and_once() throws Exception {
        String address = SignInFlowTest.address();
        Network.membership.admit(address, "MEMBER");
        issuer.user(subject(), address);
        Browser victim = identity.browser();
        victim.get("/identity/upstream");
        Browser browser = identity.browser();
        String callback = Browser.location(browser.get(depart(browser)));

        assertThat(victim.get(callback)).satisfies(refused("gehört nicht zu diesem Browser"));
        assertThat(identity.browser().get(callback).statusCode()).isEqualTo(403);
        assertThat(browser.get(callback).statusCode()).isEqualTo(302);
        assertThat(browser.get(callback).statusCode()).isEqualTo(403);
        // a journey that was copied: the code was used
        Browser copying = identity.browser();
        String again = Browser.location(copying.get(depart(copying)));
        String journey = copying.cookie("identity_journey").orElseThrow().getValue();
        assertThat(copying.get(again).statusCode()).isEqualTo(302);
        copying.plant("identity_journey", journey, "/identity/upstream");
        assertThat(copying.get(again).statusCode()).isEqualTo(403);
        assertThat(identity.browser().get("/identity/upstream/callback").statusCode())
                .isEqualTo(403);
    }

    @Test
    void a_journey_is_of_an_unguessable_state_nonce_and_challenge() {
        Map<String, String> asked = Browser.query(depart(identity.browser()));

        assertThat(asked)
                .containsEntry("response_type", "code")
                .containsEntry("client_id", Issuer.CLIENT)
                .containsEntry("scope", "openid email")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("acr_values", "gold")
                .containsEntry("redirect_uri", identity.url + "/identity/upstream/callback");
        assertThat(asked.get("state").length()).isGreaterThan(40);
        assertThat(asked.get("nonce").length()).isGreaterThan(40);
        assertThat(asked.get("code_challenge")).hasSize(43);
    }

    @Test
    void a_second_factor_is_asked_for_unless_the_issuer_saw_one() throws Exception {
        String address = SignInFlowTest.address();
        Network.membership.admit(address, "ADVISER");
        String subject = subject();
        issuer.user(subject, address);
        assertThat(Browser.location(arrive(identity.browser())))
                .isEqualTo(identity.url + "/identity/security");

        for (Consumer<JWTClaimsSet.Builder> strong :
                List.<Consumer<JWTClaimsSet.Builder>>of(
                        claims -> claims.claim("amr", List.of("pwd", "mfa")),
                        claims -> claims.claim("acr", "gold"))) {
            issuer.user(subject, strong);
            Browser browser = signedIn();
            Portal portal = new Portal(identity);
            JWTClaimsSet id = portal.verified(portal.signIn(browser).id());
            assertThat(id.getStringListClaim("amr")).containsExactly("upstream", "mfa");
        }
        issuer.user(subject, claims -> claims.claim("acr", "silver"));
        assertThat(Browser.location(arrive(identity.browser()))).endsWith("/identity/security");
    }

    @Test
    void a_sign_in_of_unknown_age_changes_no_factors() throws Exception {
        String address = SignInFlowTest.address();
        Network.membership.admit(address, "MEMBER");
        issuer.user(
                subject(),
                claims ->
                        claims.claim("email", address)
                                .claim("email_verified", true)
                                .claim("auth_time", null));
        Browser browser = signedIn();

        assertThat(browser.get("/identity/security").body())
                .contains("zeigen Sie bitte noch einmal", "Anmeldung über Rathaus", "Verbunden");
        Portal portal = new Portal(identity);
        assertThat(portal.verified(portal.signIn(browser).id()).getClaim("auth_time")).isNull();
    }

    @Test
    void signing_out_ends_both() throws Exception {
        String address = SignInFlowTest.address();
        Network.membership.admit(address, "MEMBER");
        issuer.user(subject(), address);
        Browser browser = signedIn();
        Portal portal = new Portal(identity);
        Tokens tokens = portal.signIn(browser);

        String elsewhere =
                Browser.location(
                        browser.get(
                                "/connect/logout?"
                                        + Browser.encode(
                                                Map.of(
                                                        "id_token_hint",
                                                        tokens.id(),
                                                        "post_logout_redirect_uri",
                                                        identity.url + "/",
                                                        "state",
                                                        "a b"))));
        HttpResponse<String> page = browser.get(elsewhere);
        assertThat(page.body()).contains("auch bei Rathaus abgemeldet");
        String refresh = page.headers().firstValue("Refresh").orElseThrow();
        assertThat(refresh).startsWith("0; url=" + issuer.url() + "/logout?");
        String logout = refresh.substring("0; url=".length());
        assertThat(Browser.query(logout).get("id_token_hint")).startsWith("ey");
        String back = Browser.location(browser.get(logout));
        assertThat(back).startsWith(identity.url + "/identity/upstream/signed-out?");
        assertThat(Browser.location(browser.get(back))).isEqualTo(identity.url + "/?state=a%20b");

        assertThat(Portal.error(portal.refresh(tokens.refresh()))).isEqualTo("invalid_grant");
        assertThat(Browser.location(browser.get(portal.authorize()))).endsWith("/sign-in");
        // nothing is left to sign out of there
        assertThat(Browser.location(browser.get(elsewhere)))
                .isEqualTo(identity.url + "/?state=a%20b");
        assertThat(Browser.location(browser.get("/identity/upstream/signed-out?state=forged")))
                .isEqualTo(identity.url + "/identity/signed-out");
    }

    @Test
    void while_the_issuer_is_away_a_page_says_so_and_a_link_lets_in() throws Exception {
        String address = SignInFlowTest.address();
        String person = Network.membership.admit(address, "MEMBER");
        issuer.user(subject(), address);
        Browser browser = identity.browser();
        String callback = Browser.location(browser.get(depart(browser)));

        issuer.away(true);
        try {
            HttpResponse<String> away = browser.get(callback);
            assertThat(away.statusCode()).isEqualTo(503);
            assertThat(away.body()).contains("Rathaus antwortet nicht");
            assertThat(browser.get("/identity/upstream").statusCode()).isEqualTo(503);
            assertThat(person(SignInFlowTest.signedIn(identity, address))).isEqualTo(person);
        } finally {
            issuer.away(false);
        }
        assertThat(person(signedIn())).isEqualTo(person);
    }

    @Test
    void the_issuer_may_rotate_its_keys() throws Exception {
        String address = SignInFlowTest.address();
        String person = Network.membership.admit(address, "MEMBER");
        issuer.user(subject(), address);
        signedIn();

        issuer.rotateKeys();

        assertThat(person(signedIn())).isEqualTo(person);
    }

    @Test
    void a_person_sees_the_link_and_removes_it() throws Exception {
        String address = SignInFlowTest.address();
        String person = Network.membership.admit(address, "MEMBER");
        issuer.user(subject(), address);
        Browser browser = signedIn();
        Portal portal = new Portal(identity);
        assertThat(
                        browser.get(
                                        "/internal/identity/people/" + person + "/data",
                                        "Authorization",
                                        "Bearer " + portal.service("membership"))
                                .body())
                .contains("\"issuer\":\"" + issuer.url() + "\"", "\"since\"");

        HttpResponse<String> removed =
                browser.submit(
                        "/identity/security", "/identity/security/upstream/remove", Map.of());

        assertThat(browser.get(Browser.location(removed)).body()).contains("Nicht verbunden");
        // another account of the same person there takes its place
        issuer.user(subject(), address);
        assertThat(person(signedIn())).isEqualTo(person);
    }

    @Test
    void who_is_erased_leaves_no_link_and_is_unknown_from_then_on() throws Exception {
        String address = SignInFlowTest.address();
        String person = Network.membership.admit(address, "MEMBER");
        issuer.user(subject(), address);
        signedIn();
        assertThat(links(person)).isEqualTo(1);

        // membership still answers: identity has to refuse by itself
        ErasureTest.erased(person, UUID.randomUUID().toString());

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(links(person)).isZero());
        assertThat(arrive(identity.browser())).satisfies(refused("keiner Person zuordnen"));
        assertThat(links(person)).isZero();
    }

    @Test
    void a_reset_by_an_administrator_removes_the_link() throws Exception {
        String address = SignInFlowTest.address();
        String person = Network.membership.admit(address, "MEMBER");
        issuer.user(subject(), address);
        signedIn();
        String chief = SignInFlowTest.address();
        Network.membership.admit(chief, "ADMINISTRATOR");
        String subject = subject();
        issuer.user(
                subject,
                claims ->
                        claims.claim("email", chief)
                                .claim("email_verified", true)
                                .claim("amr", List.of("mfa")));
        Tokens administrator = new Portal(identity).signIn(signedIn());

        HttpResponse<String> reset =
                identity.browser()
                        .send(
                                java.net.http.HttpRequest.newBuilder(
                                                java.net.URI.create(
                                                        identity.url
                                                                + "/api/identity/people/"
                                                                + person
                                                                + "/second-factors"))
                                        .DELETE(),
                                "Authorization",
                                "Bearer " + administrator.access());

        assertThat(reset.statusCode()).isEqualTo(204);
        assertThat(store()).doesNotContain("person\": \"" + person);
    }

    private static String subject() {
        return UUID.randomUUID().toString();
    }

    private static String depart(Browser browser) {
        return Browser.location(browser.get("/identity/upstream"));
    }

    private static HttpResponse<String> arrive(Browser browser) {
        return browser.get(Browser.location(browser.get(depart(browser))));
    }

    private static Browser signedIn() {
        Browser browser = identity.browser();
        assertThat(Browser.location(arrive(browser))).isEqualTo(identity.url + "/anmelden");
        return browser;
    }

    private static String person(Browser browser) throws Exception {
        Portal portal = new Portal(identity);
        return portal.verified(portal.signIn(browser).access()).getSubject();
    }

    private static Consumer<HttpResponse<String>> refused(String why) {
        return page -> {
            assertThat(page.statusCode()).isEqualTo(403);
            assertThat(page.body()).contains("Nicht über Rathaus angemeldet", why);
        };
    }

    private static long links(String person) {
        return identity.store()
                .getCollection("upstream_links")
                .countDocuments(new Document("person", person));
    }

    private static String store() {
        List<String> everything = new ArrayList<>();
        for (String collection : identity.store().listCollectionNames()) {
            identity.store()
                    .getCollection(collection)
                    .find()
                    .map(Document::toJson)
                    .into(everything);
        }
        return String.join("\n", everything);
    }
}
