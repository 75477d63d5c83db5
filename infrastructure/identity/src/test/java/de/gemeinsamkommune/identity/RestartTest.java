package de.gemeinsamkommune.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;

import de.gemeinsamkommune.identity.Portal.Tokens;
import de.gemeinsamkommune.identity.keys.SigningKeys;
import de.gemeinsamkommune.identity.session.Sessions;
import de.gemeinsamkommune.identity.settings.StartRefused;

import org.junit.jupiter.api.Test;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Sessions, tokens and keys outlive the process, each for its time. */
class RestartTest {

    @Test
    void a_restart_signs_nobody_out() throws Exception {
        try (Network.Installation identity = Network.installation().start()) {
            String address = SignInFlowTest.address();
            Network.membership.admit(address, "ADVISER");
            Browser browser = SignInFlowTest.signedIn(identity, address);
            Portal portal = new Portal(identity);
            Tokens tokens = portal.signIn(browser);
            String code = portal.code(browser);

            identity.restart();

            assertThat(portal.verified(tokens.access()).getStringListClaim("roles"))
                    .containsExactly("ADVISER");
            assertThat(portal.refresh(tokens.refresh()).statusCode()).isEqualTo(200);
            assertThat(portal.exchange(code).statusCode()).isEqualTo(200);
            assertThat(new Portal(identity).signIn(browser).access()).isNotEmpty();
            assertThat(
                            browser.get("/userinfo", "Authorization", "Bearer " + tokens.access())
                                    .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void two_instances_serve_the_same_people() throws Exception {
        try (Network.Installation one = Network.installation().start();
                Network.Installation two = one.beside().start()) {
            String address = SignInFlowTest.address();
            Network.membership.admit(address, "MEMBER");
            Browser browser = SignInFlowTest.signedIn(one, address);
            Tokens tokens = new Portal(one).signIn(browser);

            Tokens refreshed =
                    Portal.tokens(
                            two.browser()
                                    .post(
                                            "/oauth2/token",
                                            java.util.Map.of(
                                                    "grant_type",
                                                    "refresh_token",
                                                    "refresh_token",
                                                    tokens.refresh()),
                                            "Authorization",
                                            Portal.basic("portal")));

            assertThat(new Portal(one).verified(refreshed.access()).getIssuer()).isEqualTo(one.url);
            assertThat(keys(one)).isEqualTo(keys(two));
        }
    }

    @Test
    void a_session_ends_after_eight_hours_without_use_and_after_twelve_with() throws Exception {
        try (Network.Installation identity = Network.installation().start()) {
            String address = SignInFlowTest.address();
            Network.membership.admit(address, "MEMBER");
            Browser idle = SignInFlowTest.signedIn(identity, address);
            Browser used = SignInFlowTest.signedIn(identity, address);
            Portal portal = new Portal(identity);

            identity.clock.forward(Duration.ofHours(7));
            assertThat(portal.code(used)).isNotEmpty();
            identity.clock.forward(Duration.ofHours(2));
            assertThat(portal.code(used)).isNotEmpty();
            assertThat(Browser.location(idle.get(portal.authorize()))).endsWith("/sign-in");
            identity.clock.forward(Duration.ofHours(3));
            assertThat(Browser.location(used.get(portal.authorize()))).endsWith("/sign-in");

            identity.bean(Sessions.class).expire();
            assertThat(identity.store().getCollection("sessions").countDocuments()).isZero();
        }
    }

    @Test
    void a_new_key_is_published_before_it_signs_and_the_old_one_until_its_tokens_ended()
            throws Exception {
        try (Network.Installation identity = Network.installation().start()) {
            String address = SignInFlowTest.address();
            Network.membership.admit(address, "MEMBER");
            Portal portal = new Portal(identity);
            String first = portal.service("events");
            assertThat(keys(identity)).hasSize(1);

            identity.clock.forward(Duration.ofDays(89));
            identity.bean(SigningKeys.class).maintain();
            assertThat(keys(identity)).hasSize(2);
            assertThat(keyOf(portal.service("events"))).isEqualTo(keyOf(first));

            identity.clock.forward(Duration.ofDays(1));
            String second = portal.service("events");
            assertThat(keyOf(second)).isNotEqualTo(keyOf(first));
            assertThat(keys(identity)).contains(keyOf(first), keyOf(second));
            assertThat(portal.verified(first).getSubject()).isEqualTo("events");
            // signed in before and after the change, with a token of either key
            Tokens tokens = portal.signIn(SignInFlowTest.signedIn(identity, address));
            assertThat(
                            identity.browser()
                                    .get("/userinfo", "Authorization", "Bearer " + tokens.access())
                                    .statusCode())
                    .isEqualTo(200);

            identity.clock.forward(Duration.ofDays(3));
            identity.bean(SigningKeys.class).maintain();
            assertThat(keys(identity)).containsExactly(keyOf(second));
        }
    }

    @Test
    void keys_change_twice_and_nobody_is_signed_out() throws Exception {
        try (Network.Installation identity = Network.installation().start()) {
            String address = SignInFlowTest.address();
            Network.membership.admit(address, "MEMBER");
            Portal portal = new Portal(identity);
            identity.clock.forward(Duration.ofDays(90).minusHours(1));
            identity.bean(SigningKeys.class).maintain();
            Browser browser = SignInFlowTest.signedIn(identity, address);
            Tokens first = portal.signIn(browser);

            // the portal refreshes every few hours, over the first change and the second
            Tokens latest = first;
            List<String> signers = new ArrayList<>(List.of(keyOf(first.access())));
            for (int hours = 0; hours <= 91 * 24; hours += 7) {
                identity.clock.forward(Duration.ofHours(7));
                identity.bean(SigningKeys.class).maintain();
                Tokens before = latest;
                latest = Portal.tokens(portal.refresh(before.refresh()));
                String signer = keyOf(latest.access());
                if (!signers.getLast().equals(signer)) {
                    signers.add(signer);
                    // of the moment of the change: what the old key signed is still good
                    assertThat(portal.verified(before.access()).getSubject()).isNotNull();
                }
                assertThat(userInfo(identity, latest.access())).isEqualTo(200);
            }

            assertThat(signers).hasSize(3).doesNotHaveDuplicates();
            HttpResponse<String> out = browser.get("/connect/logout?id_token_hint=" + latest.id());
            assertThat(Browser.location(out)).endsWith("/identity/signed-out");
            assertThat(Portal.error(portal.refresh(latest.refresh()))).isEqualTo("invalid_grant");
        }
    }

    @Test
    void an_id_token_of_the_key_before_still_signs_out() throws Exception {
        try (Network.Installation identity = Network.installation().start()) {
            String address = SignInFlowTest.address();
            Network.membership.admit(address, "MEMBER");
            Portal portal = new Portal(identity);
            identity.clock.forward(Duration.ofDays(90).minusMinutes(30));
            identity.bean(SigningKeys.class).maintain();
            Browser browser = SignInFlowTest.signedIn(identity, address);
            Tokens tokens = portal.signIn(browser);
            identity.clock.forward(Duration.ofHours(1));
            assertThat(keyOf(portal.service("events"))).isNotEqualTo(keyOf(tokens.id()));

            HttpResponse<String> out = browser.get("/connect/logout?id_token_hint=" + tokens.id());

            assertThat(Browser.location(out)).endsWith("/identity/signed-out");
            assertThat(Portal.error(portal.refresh(tokens.refresh()))).isEqualTo("invalid_grant");
        }
    }

    @Test
    void an_installation_that_slept_for_a_year_signs_with_a_new_key() throws Exception {
        try (Network.Installation identity = Network.installation().start()) {
            String before = new Portal(identity).service("events");
            identity.clock.forward(Duration.ofDays(365));

            String after = new Portal(identity).service("events");

            assertThat(keyOf(after)).isNotEqualTo(keyOf(before));
            assertThat(keys(identity)).containsExactly(keyOf(after));
        }
    }

    @Test
    void instances_that_make_the_next_key_at_once_agree_on_one() throws Exception {
        try (Network.Installation one = Network.installation().start();
                Network.Installation two = one.beside().start();
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            one.clock.forward(Duration.ofDays(89));
            List<Callable<Void>> both =
                    List.of(
                            () -> {
                                one.bean(SigningKeys.class).maintain();
                                return null;
                            },
                            () -> {
                                two.bean(SigningKeys.class).maintain();
                                return null;
                            });
            for (var done : threads.invokeAll(both)) {
                done.get();
            }

            assertThat(keys(one)).hasSize(2).isEqualTo(keys(two));
        }
    }

    @Test
    void the_private_keys_lie_encrypted_and_need_the_key_of_the_installation() {
        Network.Installation identity = Network.installation().start();
        identity.close();
        assertThat(identity.store().getCollection("signing_keys").find().first())
                .isNotNull()
                .satisfies(
                        key -> assertThat(key.get("publicKey").toString()).doesNotContain("\"d\""));

        assertThatThrownBy(() -> identity.with("--IDENTITY_KEY=another key").start())
                .hasRootCauseInstanceOf(StartRefused.class)
                .rootCause()
                .hasMessageContaining("IDENTITY_KEY is not the one");
    }

    private static int userInfo(Network.Installation identity, String token) {
        return identity.browser().get("/userinfo", "Authorization", "Bearer " + token).statusCode();
    }

    private static List<String> keys(Network.Installation identity) throws Exception {
        return JWKSet.parse(identity.browser().get("/oauth2/jwks").body()).getKeys().stream()
                .map(JWK::getKeyID)
                .toList();
    }

    private static String keyOf(String token) throws Exception {
        return SignedJWT.parse(token).getHeader().getKeyID();
    }
}
