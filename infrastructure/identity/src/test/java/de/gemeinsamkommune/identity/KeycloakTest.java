package de.gemeinsamkommune.identity;

import static org.assertj.core.api.Assertions.assertThat;

import de.gemeinsamkommune.identity.Keycloak.User;
import de.gemeinsamkommune.identity.Portal.Tokens;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

/**
 * Signing in by a real Keycloak. Not part of every run, since it fetches 170 MB: {@code mvn
 * -Pkeycloak -pl infrastructure/identity -am test -Dtest=KeycloakTest
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
@EnabledIfSystemProperty(
        named = "keycloak.home",
        matches = ".+",
        disabledReason = "a real Keycloak is started with -Pkeycloak only")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeycloakTest {

    private static final String anna = SignInFlowTest.address();
    private static final String ben = SignInFlowTest.address();
    private static final String cora = SignInFlowTest.address();

    private static Keycloak keycloak;
    private static Network.Installation identity;
    private static String person;

    @BeforeAll
    static void start() throws Exception {
        int port = Network.freePort();
        // the network starts first: it needs its issuer only when somebody signs in
        identity =
                Network.installation()
                        .with("--UPSTREAM_ISSUER=http://127.0.0.1:" + port + "/realms/town")
                        .with("--UPSTREAM_CLIENT_ID=" + Keycloak.CLIENT)
                        .with("--UPSTREAM_CLIENT_SECRET=" + Keycloak.SECRET)
                        .with("--UPSTREAM_NAME=Rathaus")
                        .start();
        assertThat(identity.browser().get("/identity/upstream").statusCode()).isEqualTo(503);
        person = Network.membership.admit(anna, "LEAD", "09179");
        Network.membership.admit(ben, "MEMBER");
        keycloak =
                Keycloak.start(
                        port,
                        identity.url,
                        List.of(
                                new User("anna", anna, true),
                                new User("ben", ben, false),
                                new User("cora", cora, true)));
    }

    @AfterAll
    static void stop() {
        if (keycloak != null) {
            keycloak.close();
        }
        identity.close();
    }

    @Test
    @Order(1)
    void a_person_who_was_invited_signs_in() throws Exception {
        Browser browser = identity.browser();
        Portal portal = new Portal(identity);
        browser.get(portal.authorize());

        HttpResponse<String> arrived = arrive(browser, "anna");

        assertThat(Browser.location(arrived)).startsWith(identity.url + "/oauth2/authorize?");
        Tokens tokens = portal.signIn(browser);
        assertThat(portal.verified(tokens.access()).getSubject()).isEqualTo(person);
        assertThat(portal.verified(tokens.access()).getStringListClaim("roles"))
                .containsExactly("LEAD");
        assertThat(portal.verified(tokens.id()).getDateClaim("auth_time")).isNotNull();
    }

    @Test
    @Order(2)
    void an_address_that_was_not_verified_opens_nothing() {
        HttpResponse<String> refused = arrive(identity.browser(), "ben");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("nicht bestätigt");
    }

    @Test
    @Order(3)
    void somebody_unknown_is_told_so_and_gets_no_account() {
        HttpResponse<String> unknown = arrive(identity.browser(), "cora");

        assertThat(unknown.statusCode()).isEqualTo(403);
        assertThat(unknown.body()).contains("keiner Person zuordnen");
        assertThat(identity.store().getCollection("upstream_links").countDocuments()).isEqualTo(1);
    }

    @Test
    @Order(4)
    void after_the_address_changed_there_it_is_still_the_same_person() throws Exception {
        keycloak.changeAddress("anna", SignInFlowTest.address());

        assertThat(signedInAs(identity.browser(), "anna")).isEqualTo(person);
    }

    @Test
    @Order(5)
    void signing_out_ends_both() throws Exception {
        Browser browser = identity.browser();
        Portal portal = new Portal(identity);
        arrive(browser, "anna");
        Tokens tokens = portal.signIn(browser);
        // while signed in there, one click is enough
        HttpResponse<String> still = browser.get(depart(browser));
        assertThat(Browser.location(browser.get(Browser.location(still))))
                .isEqualTo(identity.url + "/anmelden");

        HttpResponse<String> page =
                browser.get(
                        Browser.location(
                                browser.get(
                                        "/connect/logout?"
                                                + Browser.encode(
                                                        Map.of(
                                                                "id_token_hint",
                                                                tokens.id(),
                                                                "post_logout_redirect_uri",
                                                                identity.url + "/")))));
        String logout =
                page.headers().firstValue("Refresh").orElseThrow().substring("0; url=".length());
        String back = Browser.location(browser.get(logout));

        assertThat(back).startsWith(identity.url + "/identity/upstream/signed-out?");
        assertThat(Browser.location(browser.get(back))).isEqualTo(identity.url + "/");
        assertThat(Browser.location(browser.get(portal.authorize()))).endsWith("/sign-in");
        assertThat(Portal.error(portal.refresh(tokens.refresh()))).isEqualTo("invalid_grant");
        HttpResponse<String> asked = browser.get(depart(browser));
        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(asked.body()).contains("name=\"password\"");
    }

    @Test
    @Order(6)
    void keys_may_rotate_there() throws Exception {
        keycloak.rotateKeys();

        assertThat(signedInAs(identity.browser(), "anna")).isEqualTo(person);
    }

    @Test
    @Order(7)
    void without_it_a_page_says_so_and_a_link_still_lets_in() throws Exception {
        keycloak.close();

        HttpResponse<String> away = identity.browser().get("/identity/upstream");

        assertThat(away.statusCode()).isEqualTo(503);
        assertThat(away.body()).contains("Rathaus antwortet nicht", "/identity/sign-in");
        Portal portal = new Portal(identity);
        Tokens tokens = portal.signIn(SignInFlowTest.signedIn(identity, anna));
        assertThat(portal.verified(tokens.access()).getSubject()).isEqualTo(person);
    }

    private static String depart(Browser browser) {
        return Browser.location(browser.get("/identity/upstream"));
    }

    private static HttpResponse<String> arrive(Browser browser, String name) {
        HttpResponse<String> page = browser.get(depart(browser));
        return browser.get(Browser.location(keycloak.signIn(browser, page, name)));
    }

    private static String signedInAs(Browser browser, String name) throws Exception {
        assertThat(Browser.location(arrive(browser, name))).isEqualTo(identity.url + "/anmelden");
        Portal portal = new Portal(identity);
        return portal.verified(portal.signIn(browser).access()).getSubject();
    }
}
