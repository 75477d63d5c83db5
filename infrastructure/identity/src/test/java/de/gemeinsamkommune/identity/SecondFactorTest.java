package de.gemeinsamkommune.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;

import de.gemeinsamkommune.identity.Authenticator.SetUp;
import de.gemeinsamkommune.identity.Portal.Tokens;

import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Codes of an app and recovery codes, at the sign-in and on the page of a person's factors. */
class SecondFactorTest {

    private static final String SECOND = "/identity/second-factor";
    private static final String SECURITY = "/identity/security";

    private static Network.Installation identity;

    @BeforeAll
    static void start() {
        identity = Network.installation().with("--SECOND_FACTOR=team").start();
    }

    @AfterAll
    static void stop() {
        identity.close();
    }

    private record Account(String address, String person) {
        Browser afterLink() throws Exception {
            return SignInFlowTest.signedIn(identity, address);
        }
    }

    private static Account account(String role) {
        String address = SignInFlowTest.address();
        return new Account(address, Network.membership.admit(address, role));
    }

    private static HttpResponse<String> enter(Browser browser, String code) {
        return browser.submit(SECOND, SECOND, Map.of("code", code));
    }

    private static boolean isSignedIn(Browser browser) {
        return Browser.location(browser.get(new Portal(identity).authorize()))
                .startsWith(new Portal(identity).callback());
    }

    /** A code of the past may be refused as used, so each sign-in waits for the next step. */
    private static void nextStep() {
        identity.clock.forward(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ADVISER", "EDITOR", "PROJECT_LEAD", "ADMINISTRATOR"})
    void who_works_for_the_network_sets_a_factor_up_before_anything_else(String role)
            throws Exception {
        Browser browser = account(role).afterLink();

        assertThat(isSignedIn(browser)).isFalse();
        assertThat(Browser.location(browser.get(SECOND))).endsWith(SECURITY);
        assertThat(browser.get(SECURITY).body()).contains("Für Ihre Rolle");
        SetUp setUp = Authenticator.setUp(identity, browser);

        assertThat(setUp.recovery()).hasSize(10).doesNotHaveDuplicates();
        Portal portal = new Portal(identity);
        JWTClaimsSet id = portal.verified(portal.signIn(browser).id());
        assertThat(id.getStringListClaim("amr")).containsExactly("mca", "otp", "mfa");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MEMBER", "LEAD", "ANALYST", "FUNDER"})
    void others_need_none(String role) throws Exception {
        Browser browser = account(role).afterLink();

        assertThat(isSignedIn(browser)).isTrue();
        assertThat(browser.get(SECURITY).body()).contains("App einrichten");
    }

    @Test
    void a_sign_in_goes_on_where_it_came_from_after_the_factor_was_set_up() throws Exception {
        Account account = account("ADVISER");
        Browser browser = identity.browser();
        Portal portal = new Portal(identity);
        browser.get(portal.authorize());
        browser.submit(
                "/identity/sign-in", "/identity/sign-in", Map.of("email", account.address()));
        String token = new Inbox(account.address()).token(1);
        browser.submit("/identity/link?token=" + token, "/identity/link", Map.of("token", token));

        SetUp setUp = Authenticator.setUp(identity, browser);

        assertThat(setUp.done().body()).contains("/oauth2/authorize?");
    }

    @Test
    void whoever_has_a_factor_uses_it_also_where_none_is_required() throws Exception {
        Account account = account("MEMBER");
        SetUp setUp = Authenticator.setUp(identity, account.afterLink());
        nextStep();

        Browser browser = account.afterLink();
        assertThat(isSignedIn(browser)).isFalse();
        assertThat(Browser.location(browser.get(new Portal(identity).authorize())))
                .endsWith(SECOND);
        assertThat(Browser.location(browser.get(SECURITY))).endsWith(SECOND);
        HttpResponse<String> done = enter(browser, setUp.app().code());

        assertThat(Browser.location(done)).startsWith(identity.url + "/oauth2/authorize?");
        Portal portal = new Portal(identity);
        Tokens tokens = portal.signIn(browser);
        for (String token : List.of(tokens.access(), tokens.id())) {
            JWTClaimsSet claims = portal.verified(token);
            assertThat(claims.getStringListClaim("amr")).containsExactly("mca", "otp", "mfa");
            assertThat(claims.getDateClaim("auth_time")).isNotNull();
        }
        Tokens refreshed = Portal.tokens(portal.refresh(tokens.refresh()));
        assertThat(portal.verified(refreshed.id()).getStringListClaim("amr")).contains("mfa");
    }

    @Test
    void half_a_sign_in_sets_up_and_removes_nothing() throws Exception {
        Account account = account("MEMBER");
        SetUp setUp = Authenticator.setUp(identity, account.afterLink());
        Browser thief = account.afterLink();

        for (String action : List.of("/app", "/app/confirm", "/app/remove", "/recovery-codes")) {
            HttpResponse<String> refused =
                    thief.submit(SECOND, SECURITY + action, Map.of("code", "000000"));
            assertThat(Browser.location(refused)).endsWith(SECOND);
        }

        assertThat(stored("recovery_codes", account.person()).getList("codes", String.class))
                .hasSize(10);
        nextStep();
        assertThat(enter(thief, setUp.app().code()).statusCode()).isEqualTo(302);
    }

    @Test
    void a_code_works_once_and_none_before_it_afterwards() throws Exception {
        Account account = account("MEMBER");
        SetUp setUp = Authenticator.setUp(identity, account.afterLink());

        assertThat(enter(account.afterLink(), setUp.app().code()).statusCode()).isEqualTo(400);
        String early = setUp.app().code(Duration.ofSeconds(30));
        assertThat(enter(account.afterLink(), early).statusCode()).isEqualTo(302);
        assertThat(enter(account.afterLink(), early).statusCode()).isEqualTo(400);
        assertThat(enter(account.afterLink(), setUp.app().code()).statusCode()).isEqualTo(400);
    }

    @Test
    void a_clock_may_be_one_step_apart_and_not_two() throws Exception {
        Account account = account("MEMBER");
        SetUp setUp = Authenticator.setUp(identity, account.afterLink());
        identity.clock.forward(Duration.ofMinutes(5));

        Browser browser = account.afterLink();
        for (int seconds : List.of(-60, 60)) {
            String far = setUp.app().code(Duration.ofSeconds(seconds));
            assertThat(enter(browser, far).statusCode()).isEqualTo(400);
        }
        String near = setUp.app().code(Duration.ofSeconds(-30));
        assertThat(enter(browser, near).statusCode()).isEqualTo(302);
    }

    @Test
    void a_recovery_code_stands_in_once() throws Exception {
        Account account = account("ADVISER");
        SetUp setUp = Authenticator.setUp(identity, account.afterLink());
        String code = setUp.recovery().getFirst();

        Browser browser = account.afterLink();
        assertThat(enter(browser, " " + code.toUpperCase(java.util.Locale.ROOT)).statusCode())
                .isEqualTo(302);
        assertThat(isSignedIn(browser)).isTrue();
        assertThat(browser.get(SECURITY).body()).contains("noch 9 von zehn");
        assertThat(enter(account.afterLink(), code).statusCode()).isEqualTo(400);
        assertThat(enter(account.afterLink(), setUp.recovery().get(1)).statusCode()).isEqualTo(302);
    }

    @Test
    void codes_of_one_person_are_nothing_for_another() throws Exception {
        SetUp mine = Authenticator.setUp(identity, account("MEMBER").afterLink());
        Account other = account("MEMBER");
        Authenticator.setUp(identity, other.afterLink());
        nextStep();

        Browser browser = other.afterLink();
        assertThat(enter(browser, mine.app().code()).statusCode()).isEqualTo(400);
        assertThat(enter(browser, mine.recovery().getFirst()).statusCode()).isEqualTo(400);
        assertThat(isSignedIn(browser)).isFalse();
    }

    @Test
    void new_recovery_codes_replace_the_earlier_ones() throws Exception {
        Account account = account("MEMBER");
        Browser browser = account.afterLink();
        SetUp setUp = Authenticator.setUp(identity, browser);

        List<String> renewed =
                Authenticator.recoveryCodes(
                        browser.submit(SECURITY, SECURITY + "/recovery-codes", Map.of()));

        assertThat(renewed).hasSize(10).doesNotContainAnyElementsOf(setUp.recovery());
        Browser again = account.afterLink();
        assertThat(enter(again, setUp.recovery().getFirst()).statusCode()).isEqualTo(400);
        assertThat(enter(again, renewed.getFirst()).statusCode()).isEqualTo(302);
    }

    @Test
    void wrong_codes_are_limited_per_person_whatever_the_browser() throws Exception {
        Account account = account("MEMBER");
        SetUp setUp = Authenticator.setUp(identity, account.afterLink());
        Browser browser = account.afterLink();
        HttpResponse<String> answer = enter(browser, setUp.app().wrong());
        for (int i = 0; i < 10 && answer.statusCode() == 400; i++) {
            answer = enter(browser, setUp.app().wrong());
        }

        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        nextStep();
        assertThat(enter(account.afterLink(), setUp.app().code()).statusCode()).isEqualTo(429);
        identity.clock.forward(Duration.ofMinutes(15));
        assertThat(enter(account.afterLink(), setUp.app().code()).statusCode()).isEqualTo(302);
    }

    @Test
    void an_app_counts_only_after_its_first_code() throws Exception {
        Account account = account("MEMBER");
        Browser browser = account.afterLink();
        browser.submit(SECURITY, SECURITY + "/app", Map.of());
        HttpResponse<String> page = browser.get(SECURITY + "/app");
        Authenticator app = Authenticator.of(page, identity.clock);
        assertThat(page.body()).contains("<svg", "role=\"img\"");

        HttpResponse<String> wrong =
                browser.submit(
                        SECURITY + "/app", SECURITY + "/app/confirm", Map.of("code", app.wrong()));

        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("role=\"alert\"", "passt nicht zum Schlüssel");
        assertThat(isSignedIn(account.afterLink())).isTrue();
        identity.clock.forward(Duration.ofMinutes(31));
        assertThat(Browser.location(browser.get(SECURITY + "/app"))).endsWith(SECURITY);
    }

    @Test
    void an_old_sign_in_changes_nothing_until_it_is_confirmed() throws Exception {
        Account account = account("MEMBER");
        Browser browser = account.afterLink();
        SetUp setUp = Authenticator.setUp(identity, browser);
        identity.clock.forward(Duration.ofMinutes(11));

        HttpResponse<String> page = browser.get(SECURITY);
        assertThat(page.body()).contains("Ich bin es").doesNotContain("App entfernen");
        browser.submit(SECURITY, SECURITY + "/app/remove", Map.of());
        assertThat(stored("authenticator_apps", account.person())).isNotNull();

        HttpResponse<String> asked = browser.submit(SECURITY, SECURITY + "/confirm", Map.of());
        assertThat(Browser.location(asked)).endsWith(SECOND);
        assertThat(Browser.location(enter(browser, setUp.app().code()))).endsWith(SECURITY);
        browser.submit(SECURITY, SECURITY + "/app/remove", Map.of());

        assertThat(stored("authenticator_apps", account.person())).isNull();
        assertThat(stored("recovery_codes", account.person())).isNull();
        assertThat(isSignedIn(account.afterLink())).isTrue();
    }

    @Test
    void an_old_sign_in_of_somebody_without_a_factor_asks_for_another_link() throws Exception {
        Account account = account("MEMBER");
        Browser browser = account.afterLink();
        identity.clock.forward(Duration.ofMinutes(11));

        HttpResponse<String> asked = browser.submit(SECURITY, SECURITY + "/confirm", Map.of());

        assertThat(Browser.location(asked)).endsWith("/identity/sign-in");
        Inbox inbox = new Inbox(account.address());
        int before = inbox.mails().size();
        browser.submit(
                "/identity/sign-in", "/identity/sign-in", Map.of("email", account.address()));
        String token = inbox.token(before + 1);
        HttpResponse<String> done =
                browser.submit(
                        "/identity/link?token=" + token, "/identity/link", Map.of("token", token));
        assertThat(Browser.location(done)).endsWith(SECURITY);
        assertThat(browser.get(SECURITY).body()).contains("App einrichten");
    }

    @Test
    void the_page_is_nobodys_without_a_sign_in() {
        Browser browser = identity.browser();

        assertThat(Browser.location(browser.get(SECURITY))).endsWith("/identity/sign-in");
        assertThat(Browser.location(browser.get(SECOND))).endsWith("/identity/sign-in");
        assertThat(Browser.location(browser.get(SECURITY + "/app"))).endsWith("/identity/sign-in");
    }

    @Test
    void half_a_sign_in_ends_after_half_an_hour_and_with_sign_out() throws Exception {
        Account account = account("ADVISER");
        Browser slow = account.afterLink();
        identity.clock.forward(Duration.ofMinutes(31));
        assertThat(Browser.location(slow.get(SECURITY))).endsWith("/identity/sign-in");

        Browser leaving = account.afterLink();
        leaving.submit("/identity/sign-out", "/identity/sign-out", Map.of());
        assertThat(Browser.location(leaving.get(SECURITY))).endsWith("/identity/sign-in");
    }

    @Test
    void the_store_shows_neither_secrets_nor_codes() throws Exception {
        Account account = account("MEMBER");
        Browser browser = account.afterLink();
        browser.submit(SECURITY, SECURITY + "/app", Map.of());
        String page = browser.get(SECURITY + "/app").body();
        Authenticator app = Authenticator.of(browser.get(SECURITY + "/app"), identity.clock);
        HttpResponse<String> done =
                browser.submit(
                        SECURITY + "/app", SECURITY + "/app/confirm", Map.of("code", app.code()));
        byte[] secret = app.secret();

        byte[] kept =
                stored("authenticator_apps", account.person())
                        .get("secret", org.bson.types.Binary.class)
                        .getData();
        assertThat(java.util.HexFormat.of().formatHex(kept))
                .doesNotContain(java.util.HexFormat.of().formatHex(secret));
        String codes = stored("recovery_codes", account.person()).toJson();
        for (String code : Authenticator.recoveryCodes(done)) {
            assertThat(codes).doesNotContain(code).doesNotContain(code.replace("-", ""));
        }
        assertThat(page).doesNotContain(account.person());
    }

    @Test
    void an_administrator_resets_what_somebody_lost_and_ends_their_sign_ins() throws Exception {
        Account account = account("ADVISER");
        Browser browser = account.afterLink();
        Authenticator.setUp(identity, browser);
        Portal portal = new Portal(identity);
        Tokens tokens = portal.signIn(browser);
        Browser administrator = account("ADMINISTRATOR").afterLink();
        Authenticator.setUp(identity, administrator);
        String token = new Portal(identity).signIn(administrator).access();

        assertThat(reset(account.person(), token)).isEqualTo(204);

        assertThat(isSignedIn(browser)).isFalse();
        assertThat(Portal.error(portal.refresh(tokens.refresh()))).isEqualTo("invalid_grant");
        assertThat(isSignedIn(administrator)).isTrue();
        Browser again = account.afterLink();
        assertThat(again.get(SECURITY).body()).contains("Für Ihre Rolle");
        assertThat(Authenticator.setUp(identity, again).recovery()).hasSize(10);
        assertThat(reset(account.person(), token)).isEqualTo(204);
        assertThat(reset(java.util.UUID.randomUUID().toString(), token)).isEqualTo(404);
        assertThat(reset("nobody", token)).isEqualTo(404);
    }

    private static int reset(String person, String token) {
        return identity.browser()
                .send(
                        java.net.http.HttpRequest.newBuilder(
                                        java.net.URI.create(
                                                identity.url
                                                        + "/api/identity/people/"
                                                        + person
                                                        + "/second-factors"))
                                .DELETE(),
                        "Authorization",
                        "Bearer " + token)
                .statusCode();
    }

    private static Document stored(String collection, String person) {
        return identity.store().getCollection(collection).find(new Document("_id", person)).first();
    }
}
