package de.gemeinsamkommune.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;

import de.gemeinsamkommune.identity.Portal.Tokens;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** From the form to the tokens and out again, as browser and portal do it. */
class SignInFlowTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static Network.Installation identity;

    @BeforeAll
    static void start() {
        identity = Network.installation().start();
    }

    @AfterAll
    static void stop() {
        identity.close();
    }

    /** A browser in which a person has signed in by the link of a mail. */
    static Browser signedIn(Network.Installation identity, String address) throws Exception {
        Browser browser = identity.browser();
        Inbox inbox = new Inbox(address);
        int before = inbox.mails().size();
        browser.submit("/identity/sign-in", "/identity/sign-in", Map.of("email", address));
        String token = inbox.token(before + 1);
        HttpResponse<String> done =
                browser.submit(
                        "/identity/link?token=" + token, "/identity/link", Map.of("token", token));
        assertThat(done.statusCode()).isEqualTo(302);
        return browser;
    }

    static String address() {
        return "anna." + UUID.randomUUID() + "@fuerstenfeldbruck.example";
    }

    @Test
    void a_person_signs_in_by_the_link_and_the_portal_gets_tokens() throws Exception {
        String address = address();
        String person = Network.membership.admit(address, "LEAD", "09179");
        Browser browser = identity.browser();
        Portal portal = new Portal(identity);

        String signIn = Browser.location(browser.get(portal.authorize()));
        assertThat(signIn).isEqualTo(identity.url + "/identity/sign-in");
        String sent =
                Browser.location(
                        browser.submit(
                                signIn, "/identity/sign-in", Map.of("email", " " + address)));
        assertThat(browser.get(sent).body()).contains("Postfach");
        String token = new Inbox(address).token(1);
        String next =
                Browser.location(
                        browser.submit(
                                "/identity/link?token=" + token,
                                "/identity/link",
                                Map.of("token", token)));
        assertThat(next).startsWith(identity.url + "/oauth2/authorize?");
        String back = Browser.location(browser.get(next));
        assertThat(back).startsWith(portal.callback() + "?");
        assertThat(Browser.query(back)).containsEntry("state", portal.state);
        Tokens tokens = Portal.tokens(portal.exchange(Browser.query(back).get("code")));

        JWTClaimsSet access = portal.verified(tokens.access());
        assertThat(access.getIssuer()).isEqualTo(identity.url);
        assertThat(access.getSubject()).isEqualTo(person);
        assertThat(access.getStringListClaim("roles")).containsExactly("LEAD");
        assertThat(access.getStringListClaim("municipalities")).containsExactly("09179");
        assertThat(
                        Duration.between(
                                access.getIssueTime().toInstant(),
                                access.getExpirationTime().toInstant()))
                .isEqualTo(Duration.ofMinutes(5));
        JWTClaimsSet id = portal.verified(tokens.id());
        assertThat(id.getSubject()).isEqualTo(person);
        assertThat(id.getClaim("nonce")).isEqualTo(portal.nonce);
        assertThat(id.getClaims().keySet())
                .containsExactlyInAnyOrder(
                        "iss",
                        "sub",
                        "aud",
                        "azp",
                        "exp",
                        "iat",
                        "jti",
                        "nonce",
                        "sid",
                        "amr",
                        "auth_time");
        assertThat(id.getStringListClaim("amr")).containsExactly("mca");
        assertThat(id.getDateClaim("auth_time")).isCloseTo(new Date(), 60_000);

        HttpResponse<String> userInfo =
                browser.get("/userinfo", "Authorization", "Bearer " + tokens.access());
        assertThat(JSON.readTree(userInfo.body()))
                .isEqualTo(JSON.createObjectNode().put("sub", person));
    }

    @Test
    void who_is_signed_in_need_not_sign_in_again() throws Exception {
        String address = address();
        String person = Network.membership.admit(address, "MEMBER");
        Browser browser = signedIn(identity, address);

        Portal portal = new Portal(identity);
        Tokens tokens = portal.signIn(browser);

        assertThat(portal.verified(tokens.access()).getSubject()).isEqualTo(person);
    }

    @Test
    void the_session_cookie_is_out_of_reach_of_scripts_and_other_sites() throws Exception {
        String address = address();
        Network.membership.admit(address, "MEMBER");
        Browser browser = identity.browser();
        browser.submit("/identity/sign-in", "/identity/sign-in", Map.of("email", address));
        String token = new Inbox(address).token(1);

        HttpResponse<String> done =
                browser.submit(
                        "/identity/link?token=" + token, "/identity/link", Map.of("token", token));

        List<String> set = done.headers().allValues("Set-Cookie");
        assertThat(set)
                .filteredOn(cookie -> cookie.startsWith("identity_session="))
                .singleElement()
                .asString()
                .contains("HttpOnly", "SameSite=Lax", "Path=/")
                .doesNotContain("Secure");
    }

    @Test
    void a_code_works_once_and_its_repeat_ends_what_came_of_it() throws Exception {
        String address = address();
        Network.membership.admit(address, "MEMBER");
        Portal portal = new Portal(identity);
        String code = portal.code(signedIn(identity, address));
        Tokens tokens = Portal.tokens(portal.exchange(code));

        assertThat(Portal.error(portal.exchange(code))).isEqualTo("invalid_grant");
        assertThat(Portal.error(portal.refresh(tokens.refresh()))).isEqualTo("invalid_grant");
    }

    @Test
    void a_code_needs_its_verifier_and_its_client() throws Exception {
        String address = address();
        Network.membership.admit(address, "MEMBER");
        Browser browser = signedIn(identity, address);
        Portal portal = new Portal(identity);
        Portal thief = new Portal(identity);

        assertThat(Portal.error(thief.exchange(portal.code(browser)))).isEqualTo("invalid_grant");
        Map<String, String> withoutChallenge = portal.request();
        withoutChallenge.remove("code_challenge");
        withoutChallenge.remove("code_challenge_method");
        assertThat(
                        Browser.location(
                                browser.get(
                                        "/oauth2/authorize?" + Browser.encode(withoutChallenge))))
                .contains("error=invalid_request");
    }

    @Test
    void a_refresh_token_is_replaced_and_asks_membership_anew() throws Exception {
        String address = address();
        Network.membership.admit(address, "MEMBER");
        Portal portal = new Portal(identity);
        Tokens first = portal.signIn(signedIn(identity, address));

        Tokens second = Portal.tokens(portal.refresh(first.refresh()));
        // the same page asked for two things at once
        Tokens beside = Portal.tokens(portal.refresh(first.refresh()));
        Tokens third = Portal.tokens(portal.refresh(second.refresh()));

        assertThat(List.of(second.refresh(), beside.refresh(), third.refresh()))
                .doesNotHaveDuplicates()
                .doesNotContain(first.refresh());
        assertThat(portal.verified(third.id()).getStringClaim("sid"))
                .isEqualTo(portal.verified(first.id()).getStringClaim("sid"));
    }

    @Test
    void a_replaced_refresh_token_that_turns_up_later_ends_everything() throws Exception {
        try (Network.Installation own = Network.installation().start()) {
            String address = address();
            Network.membership.admit(address, "MEMBER");
            Portal portal = new Portal(own);
            Tokens first = portal.signIn(signedIn(own, address));
            Tokens second = Portal.tokens(portal.refresh(first.refresh()));

            own.clock.forward(Duration.ofMinutes(2));

            assertThat(Portal.error(portal.refresh(first.refresh()))).isEqualTo("invalid_grant");
            assertThat(Portal.error(portal.refresh(second.refresh()))).isEqualTo("invalid_grant");
        }
    }

    @Test
    void refresh_is_refused_and_the_session_ends_when_membership_knows_the_person_no_more()
            throws Exception {
        String address = address();
        String person = Network.membership.admit(address, "MEMBER");
        Browser browser = signedIn(identity, address);
        Portal portal = new Portal(identity);
        Tokens tokens = portal.signIn(browser);

        Network.membership.forget(person);

        assertThat(Portal.error(portal.refresh(tokens.refresh()))).isEqualTo("invalid_grant");
        assertThat(Browser.location(browser.get(portal.authorize()))).endsWith("/identity/sign-in");
        assertThat(identity.store().getCollection("sessions").find().map(Object::toString))
                .noneMatch(session -> session.contains(person));
    }

    @Test
    void refresh_waits_while_membership_is_away_and_goes_on_after() throws Exception {
        String address = address();
        Network.membership.admit(address, "MEMBER");
        Portal portal = new Portal(identity);
        Tokens tokens = portal.signIn(signedIn(identity, address));

        Network.membership.down(true);
        HttpResponse<String> meanwhile;
        try {
            meanwhile = portal.refresh(tokens.refresh());
        } finally {
            Network.membership.down(false);
        }

        assertThat(meanwhile.statusCode()).isEqualTo(503);
        assertThat(meanwhile.headers().firstValue("Retry-After")).contains("5");
        assertThat(Portal.error(meanwhile)).isEqualTo("temporarily_unavailable");
        assertThat(portal.refresh(tokens.refresh()).statusCode()).isEqualTo(200);
    }

    @Test
    void signing_out_at_the_portal_ends_session_and_refresh() throws Exception {
        String address = address();
        Network.membership.admit(address, "MEMBER");
        Browser browser = signedIn(identity, address);
        Portal portal = new Portal(identity);
        Tokens first = portal.signIn(browser);
        Tokens tokens = Portal.tokens(portal.refresh(first.refresh()));

        // with the ID token of the sign-in, long after it was replaced
        String next =
                Browser.location(
                        browser.get(
                                "/connect/logout?"
                                        + Browser.encode(
                                                Map.of(
                                                        "id_token_hint",
                                                        first.id(),
                                                        "post_logout_redirect_uri",
                                                        identity.url + "/",
                                                        "state",
                                                        "a b"))));

        assertThat(next).isEqualTo(identity.url + "/?state=a%20b");
        assertThat(Browser.location(browser.get(portal.authorize()))).endsWith("/identity/sign-in");
        assertThat(Portal.error(portal.refresh(tokens.refresh()))).isEqualTo("invalid_grant");
    }

    @Test
    void signing_out_leaves_other_devices_alone() throws Exception {
        String address = address();
        Network.membership.admit(address, "MEMBER");
        Browser office = signedIn(identity, address);
        Browser home = signedIn(identity, address);
        Portal portal = new Portal(identity);
        Tokens atOffice = portal.signIn(office);
        Tokens atHome = new Portal(identity).signIn(home);

        office.get("/connect/logout?id_token_hint=" + atOffice.id());

        assertThat(portal.refresh(atHome.refresh()).statusCode()).isEqualTo(200);
        assertThat(Portal.error(portal.refresh(atOffice.refresh()))).isEqualTo("invalid_grant");
    }

    @Test
    void a_sign_out_that_proves_nothing_asks_first_and_goes_nowhere_else() throws Exception {
        String address = address();
        Network.membership.admit(address, "MEMBER");
        Browser browser = signedIn(identity, address);
        Portal portal = new Portal(identity);
        Tokens tokens = portal.signIn(browser);

        for (String forged :
                List.of(
                        "/connect/logout",
                        "/connect/logout?id_token_hint=x",
                        "/connect/logout?id_token_hint="
                                + tokens.id()
                                + "&post_logout_redirect_uri=https://elsewhere.example/")) {
            assertThat(Browser.location(browser.get(forged)))
                    .isEqualTo(identity.url + "/identity/sign-out");
        }
        assertThat(portal.code(browser)).isNotEmpty();

        HttpResponse<String> done =
                browser.submit("/identity/sign-out", "/identity/sign-out", Map.of());
        assertThat(browser.get(Browser.location(done)).body()).contains("Sie sind abgemeldet");
        assertThat(Browser.location(browser.get(portal.authorize()))).endsWith("/identity/sign-in");
        assertThat(Portal.error(portal.refresh(tokens.refresh()))).isEqualTo("invalid_grant");
    }

    @Test
    void a_revoked_refresh_token_is_gone() throws Exception {
        String address = address();
        Network.membership.admit(address, "MEMBER");
        Browser browser = signedIn(identity, address);
        Portal portal = new Portal(identity);
        Tokens tokens = portal.signIn(browser);

        HttpResponse<String> revoked =
                browser.post(
                        "/oauth2/revoke",
                        Map.of("token", tokens.refresh()),
                        "Authorization",
                        Portal.basic("portal"));

        assertThat(revoked.statusCode()).isEqualTo(200);
        assertThat(Portal.error(portal.refresh(tokens.refresh()))).isEqualTo("invalid_grant");
    }

    @Test
    void a_service_gets_a_token_for_itself() throws Exception {
        Portal portal = new Portal(identity);

        JWTClaimsSet claims = portal.verified(portal.service("newsletter"));

        assertThat(claims.getSubject()).isEqualTo("newsletter");
        assertThat(claims.getStringListClaim("roles")).containsExactly("SERVICE");
        assertThat(claims.getClaim("municipalities")).isNull();
    }

    @Test
    void the_metadata_show_the_public_address_whatever_address_was_asked() {
        Browser inside = new Browser(identity.url.replace("127.0.0.1", "localhost"));

        JsonNode metadata = JSON.readTree(inside.get("/.well-known/openid-configuration").body());

        assertThat(metadata.get("issuer").asString()).isEqualTo(identity.url);
        for (String endpoint :
                List.of(
                        "authorization_endpoint",
                        "token_endpoint",
                        "jwks_uri",
                        "userinfo_endpoint",
                        "end_session_endpoint",
                        "revocation_endpoint")) {
            assertThat(metadata.get(endpoint).asString()).startsWith(identity.url + "/");
        }
        assertThat(metadata.has("introspection_endpoint")).isFalse();
        assertThat(inside.get("/oauth2/jwks").body()).doesNotContain("\"d\"").contains("\"n\"");
    }

    @Test
    void the_store_holds_neither_tokens_nor_addresses() throws Exception {
        String address = address();
        Network.membership.admit(address, "MEMBER");
        Browser browser = signedIn(identity, address);
        Portal portal = new Portal(identity);
        Map<String, String> hinted = portal.request();
        hinted.put("login_hint", address);
        browser.get("/oauth2/authorize?" + Browser.encode(hinted));
        Tokens tokens = portal.signIn(browser);
        String session = browser.cookie("identity_session").orElseThrow().getValue();
        String link = new Inbox(address).token(1);

        StringBuilder everything = new StringBuilder();
        for (String collection : identity.store().listCollectionNames()) {
            identity.store()
                    .getCollection(collection)
                    .find()
                    .forEach(document -> everything.append(document.toJson()));
        }

        assertThat(everything).contains("signIn");
        assertThat(everything.toString())
                .doesNotContain(address, session, link)
                .doesNotContain(tokens.access(), tokens.refresh(), tokens.id());
    }
}
