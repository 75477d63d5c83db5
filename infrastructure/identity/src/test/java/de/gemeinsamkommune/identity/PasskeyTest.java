package de.gemeinsamkommune.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;

import de.gemeinsamkommune.identity.SoftKey.Asked;

import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Passkeys, added on the page of a person's factors and used in the place of the link or after. */
class PasskeyTest {

    private static final String SIGN_IN = "/identity/sign-in";
    private static final String SECOND = "/identity/second-factor";
    private static final String SECURITY = "/identity/security";
    private static final String PASSKEYS = SECURITY + "/passkeys";

    private static Network.Installation identity;

    @BeforeAll
    static void start() {
        identity = Network.named().with("--SECOND_FACTOR=team").start();
    }

    @AfterAll
    static void stop() {
        identity.close();
    }

    private record Account(String address, String person, Browser browser) {

        static Account of(String role) throws Exception {
            String address = SignInFlowTest.address();
            String person = Network.membership.admit(address, role);
            return new Account(address, person, SignInFlowTest.signedIn(identity, address));
        }

        Browser afterLink() throws Exception {
            return SignInFlowTest.signedIn(identity, address);
        }
    }

    private static SoftKey key() throws Exception {
        return new SoftKey(identity.url);
    }

    private static HttpResponse<String> send(
            Browser browser,
            HttpResponse<String> page,
            String action,
            String token,
            String answer) {
        Map<String, String> form = new HashMap<>();
        form.put("_csrf", Browser.csrf(page));
        form.put("challenge", token);
        form.put("credential", answer);
        form.put("label", "Diensthandy");
        return browser.post(action, form);
    }

    static HttpResponse<String> add(Browser browser, SoftKey key) throws Exception {
        HttpResponse<String> page = browser.get(SECURITY);
        Asked asked = Asked.of(page);
        return send(browser, page, PASSKEYS, asked.token(), key.create(asked));
    }

    private static HttpResponse<String> signIn(Browser browser, SoftKey key) throws Exception {
        HttpResponse<String> page = browser.get(SIGN_IN);
        Asked asked = Asked.of(page);
        return send(browser, page, "/identity/passkey", asked.token(), key.use(asked));
    }

    private static boolean isSignedIn(Browser browser) {
        return Browser.location(browser.get(new Portal(identity).authorize()))
                .startsWith(new Portal(identity).callback());
    }

    @Test
    void a_passkey_signs_in_without_link_and_counts_as_both_factors() throws Exception {
        Account account = Account.of("ADVISER");
        SoftKey key = key();
        HttpResponse<String> added = add(account.browser(), key);
        assertThat(added.statusCode()).isEqualTo(200);
        assertThat(Authenticator.recoveryCodes(added)).hasSize(10);
        assertThat(isSignedIn(account.browser())).isTrue();

        Browser browser = identity.browser();
        key.counter++;
        assertThat(Browser.location(signIn(browser, key))).endsWith("/anmelden");

        Portal portal = new Portal(identity);
        JWTClaimsSet id = portal.verified(portal.signIn(browser).id());
        assertThat(id.getSubject()).isEqualTo(account.person());
        assertThat(id.getStringListClaim("amr")).containsExactly("pop", "user", "mfa");
        assertThat(browser.get(SECURITY).body()).contains("Diensthandy", "zuletzt benutzt");
    }

    @Test
    void a_passkey_is_a_second_factor_after_a_link() throws Exception {
        Account account = Account.of("MEMBER");
        SoftKey key = key();
        add(account.browser(), key);
        key.counter++;

        Browser browser = account.afterLink();
        assertThat(isSignedIn(browser)).isFalse();
        HttpResponse<String> page = browser.get(SECOND);
        Asked asked = Asked.of(page);
        assertThat(asked.options().get("allowCredentials")).isEmpty();
        assertThat(
                        send(browser, page, SECOND + "/passkey", asked.token(), key.use(asked))
                                .statusCode())
                .isEqualTo(302);
        assertThat(isSignedIn(browser)).isTrue();
    }

    @Test
    void the_sign_in_page_is_the_same_for_everybody() throws Exception {
        HttpResponse<String> page = identity.browser().get(SIGN_IN);
        Asked asked = Asked.of(page);

        assertThat(asked.options().get("allowCredentials")).isEmpty();
        assertThat(asked.options().get("userVerification").asString()).isEqualTo("required");
        assertThat(page.body()).contains("hidden", "data-passkey=\"get\"");
        assertThat(signIn(identity.browser(), key()).statusCode()).isEqualTo(400);
    }

    @Test
    void an_answer_works_once_and_only_in_its_browser_and_time() throws Exception {
        Account account = Account.of("MEMBER");
        SoftKey key = key();
        add(account.browser(), key);
        key.counter++;
        Browser browser = identity.browser();
        HttpResponse<String> page = browser.get(SIGN_IN);
        Asked asked = Asked.of(page);
        String answer = key.use(asked);

        Browser thief = identity.browser();
        HttpResponse<String> other = thief.get(SIGN_IN);
        assertThat(send(thief, other, "/identity/passkey", asked.token(), answer).statusCode())
                .isEqualTo(400);
        assertThat(send(browser, page, "/identity/passkey", asked.token(), answer).statusCode())
                .isEqualTo(302);
        HttpResponse<String> again = browser.get(SIGN_IN);
        assertThat(send(browser, again, "/identity/passkey", asked.token(), answer).statusCode())
                .isEqualTo(400);

        key.counter++;
        Asked late = Asked.of(again);
        identity.clock.forward(Duration.ofMinutes(31));
        HttpResponse<String> refused =
                send(browser, again, "/identity/passkey", late.token(), key.use(late));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("role=\"alert\"", "nicht funktioniert");
    }

    @Test
    void a_counter_that_went_back_is_refused() throws Exception {
        Account account = Account.of("MEMBER");
        SoftKey key = key();
        key.counter = 10;
        add(account.browser(), key);

        for (int copy : new int[] {9, 10}) {
            key.counter = copy;
            assertThat(signIn(identity.browser(), key).statusCode()).isEqualTo(400);
        }
        key.counter = 11;
        assertThat(signIn(identity.browser(), key).statusCode()).isEqualTo(302);
    }

    @Test
    void a_device_that_does_not_verify_the_person_is_refused() throws Exception {
        Account account = Account.of("MEMBER");
        SoftKey careless = key();
        careless.verifies = false;
        assertThat(add(account.browser(), careless).statusCode()).isEqualTo(400);

        SoftKey key = key();
        add(account.browser(), key);
        key.counter++;
        key.verifies = false;
        assertThat(signIn(identity.browser(), key).statusCode()).isEqualTo(400);
    }

    @Test
    void a_passkey_made_for_another_site_is_refused() throws Exception {
        Account account = Account.of("MEMBER");

        HttpResponse<String> refused = add(account.browser(), new SoftKey("http://evil.example"));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(identity.store().getCollection("passkeys").countDocuments(mine(account)))
                .isZero();
    }

    @Test
    void the_passkey_of_another_is_no_second_factor_of_mine() throws Exception {
        Account account = Account.of("MEMBER");
        add(account.browser(), key());
        Account other = Account.of("MEMBER");
        SoftKey foreign = key();
        add(other.browser(), foreign);
        foreign.counter++;

        Browser browser = account.afterLink();
        HttpResponse<String> page = browser.get(SECOND);
        Asked asked = Asked.of(page);
        HttpResponse<String> refused =
                send(browser, page, SECOND + "/passkey", asked.token(), foreign.use(asked));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(isSignedIn(browser)).isFalse();
    }

    @Test
    void a_credential_that_names_another_person_is_refused() throws Exception {
        Account account = Account.of("MEMBER");
        SoftKey mine = key();
        add(account.browser(), mine);
        SoftKey victims = key();
        add(Account.of("ADMINISTRATOR").browser(), victims);

        mine.user = victims.user;
        mine.counter++;

        assertThat(signIn(identity.browser(), mine).statusCode()).isEqualTo(400);
    }

    @Test
    void a_challenge_of_another_persons_page_adds_nothing_and_a_known_id_neither()
            throws Exception {
        Account account = Account.of("MEMBER");
        Account victim = Account.of("MEMBER");
        SoftKey known = key();
        add(victim.browser(), known);
        HttpResponse<String> page = account.browser().get(SECURITY);
        Asked foreign = Asked.of(victim.browser().get(SECURITY));

        assertThat(
                        send(
                                        account.browser(),
                                        page,
                                        PASSKEYS,
                                        foreign.token(),
                                        key().create(foreign))
                                .statusCode())
                .isEqualTo(400);
        assertThat(add(account.browser(), known).statusCode()).isEqualTo(400);
        assertThat(identity.store().getCollection("passkeys").countDocuments(mine(account)))
                .isZero();
    }

    @Test
    void one_renames_and_removes_ones_own_only() throws Exception {
        Account account = Account.of("MEMBER");
        SoftKey key = key();
        add(account.browser(), key);
        Account other = Account.of("MEMBER");
        Map<String, String> form = Map.of("id", key.idText(), "label", "Meins");

        other.browser().submit(SECURITY, PASSKEYS + "/rename", form);
        other.browser().submit(SECURITY, PASSKEYS + "/remove", form);
        assertThat(account.browser().get(SECURITY).body()).contains("Diensthandy");

        account.browser().submit(SECURITY, PASSKEYS + "/rename", form);
        assertThat(account.browser().get(SECURITY).body()).contains("Meins");
        for (String bad : new String[] {"", " ", "x".repeat(61), "a\u0007b"}) {
            assertThat(
                            account.browser()
                                    .submit(
                                            SECURITY,
                                            PASSKEYS + "/rename",
                                            Map.of("id", key.idText(), "label", bad))
                                    .statusCode())
                    .isEqualTo(400);
        }
        account.browser().submit(SECURITY, PASSKEYS + "/remove", form);
        assertThat(account.browser().get(SECURITY).body()).doesNotContain("Meins");
        key.counter++;
        assertThat(signIn(identity.browser(), key).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "x",
                "{\"id\":\"AA\",\"response\":{}}",
                "7",
                "\"a\""
            })
    void nonsense_is_refused_as_any_wrong_passkey(String nonsense) throws Exception {
        Browser browser = identity.browser();
        HttpResponse<String> page = browser.get(SIGN_IN);
        String token = Asked.of(page).token();
        assertThat(send(browser, page, "/identity/passkey", token, nonsense).statusCode())
                .isEqualTo(400);

        Browser member = Account.of("MEMBER").browser();
        HttpResponse<String> own = member.get(SECURITY);
        assertThat(send(member, own, PASSKEYS, Asked.of(own).token(), nonsense).statusCode())
                .isEqualTo(400);
        assertThat(send(browser, page, "/identity/passkey", nonsense, "{}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void an_address_without_a_name_offers_none() throws Exception {
        try (Network.Installation numbered = Network.installation().start()) {
            assertThat(numbered.browser().get(SIGN_IN).body()).doesNotContain("data-passkey");
        }
    }

    private static Document mine(Account account) {
        return new Document("person", account.person());
    }
}
