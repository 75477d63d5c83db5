package de.gemeinsamkommune.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;

import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Signing in and out, and what becomes of sessions. */
class SignInTest {
    private RunningPortal portal;

    @BeforeEach
    void start() {
        portal = RunningPortal.anew();
    }

    @Test
    void asks_the_issuer_by_its_public_address_with_a_proof_key() {
        Browser browser = portal.browser();
        assertThat(browser.get("/anmelden").location()).isEqualTo("/anmelden/network");

        URI asked = URI.create(browser.follow().location());

        assertThat(asked.toString()).startsWith(portal.network().url() + "/oauth2/authorize?");
        assertThat(asked.getQuery())
                .contains("client_id=portal", "code_challenge_method=S256", "scope=openid")
                .contains("ui_locales=de")
                .contains("redirect_uri=" + portal.network().url() + "/login/oauth2/code/network");
    }

    @Test
    void signs_in_and_leads_to_the_page_that_was_wanted() {
        Browser browser = portal.browser();
        assertThat(browser.get("/beratung?status=ACCEPTED").location()).isEqualTo("/anmelden");

        Browser.Page page = browser.signIn("member");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("Amira Haddad", "Welche Indikatoren");
        assertThat(portal.network().last("GET", "/api/advisory/requests").orElseThrow().query())
                .isEqualTo("status=ACCEPTED");
    }

    @Test
    void leads_back_to_the_page_with_the_sign_in_link_and_nowhere_else() {
        Browser browser = portal.browser();
        String event = "/veranstaltungen/" + FakeNetwork.EVENT;
        assertThat(browser.get(event).body()).contains("/anmelden?weiter=" + event);
        browser.get("/anmelden?weiter=" + event);
        assertThat(browser.signIn("member").text()).contains("Sie sind angemeldet");

        for (String elsewhere :
                List.of("//evil.example", "https://evil.example", "/%5Cevil.example")) {
            Browser other = portal.browser();
            other.get("/anmelden?weiter=" + elsewhere);
            assertThat(other.signIn("member").text()).contains("Nächste Veranstaltungen");
        }
    }

    @Test
    void two_requests_at_once_refresh_with_one_token_after_the_other() {
        portal.network().tokens(5, false);
        Browser browser = portal.signedIn("member");
        portal.network().tokens(300, false);
        portal.network().asked();

        List<Integer> answers =
                Stream.generate(() -> browser.at(portal.url()))
                        .limit(4)
                        .map(
                                tab ->
                                        CompletableFuture.supplyAsync(
                                                () -> tab.get("/beratung").status()))
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .toList();

        assertThat(answers).containsOnly(200);
        assertThat(portal.network().asked().stream().filter(a -> a.path().equals("/oauth2/token")))
                .hasSize(1);
    }

    @Test
    void the_session_cookie_is_for_the_server_alone() {
        String cookie =
                portal.browser().get("/konto").headers().get("set-cookie").stream()
                        .filter(c -> c.startsWith("portal_session="))
                        .findFirst()
                        .orElseThrow();

        assertThat(cookie).contains("HttpOnly", "SameSite=Lax", "Path=/").doesNotContain("Secure");
    }

    @Test
    void the_session_gets_another_id_at_sign_in() {
        Browser browser = portal.browser();
        browser.get("/konto");
        String before = browser.cookies().get("portal_session");

        browser.signIn("member");

        assertThat(browser.cookies().get("portal_session")).isNotEqualTo(before);
        assertThat(portal.bean(MongoDatabase.class).getCollection("sessions").countDocuments())
                .isEqualTo(1);
    }

    @Test
    void reading_public_pages_makes_no_session() {
        Browser browser = portal.browser();
        browser.get("/");
        browser.get("/veranstaltungen/" + FakeNetwork.EVENT);

        assertThat(browser.cookies()).isEmpty();
        assertThat(portal.bean(MongoDatabase.class).getCollection("sessions").countDocuments())
                .isZero();
    }

    @Test
    void leads_invited_people_to_the_welcome_and_takes_their_acceptance() {
        Browser browser = portal.browser();
        Browser.Page welcome = browser.signIn("invited");
        assertThat(welcome.text()).contains("Willkommen im Netzwerk", "Was mit Ihren Daten");

        Browser.Page accepted = browser.submit("/willkommen");

        assertThat(accepted.location()).isEqualTo("/veranstaltungen");
        assertThat(browser.follow().text()).contains("Sie gehören jetzt zum Netzwerk");
        assertThat(portal.network().last("POST", "/api/membership/me/acceptance")).isPresent();
    }

    @Test
    void another_instance_as_after_a_restart_knows_the_session() {
        Browser browser = portal.signedIn("member");
        RunningPortal other = portal.another();
        try {
            assertThat(browser.at(other.url()).get("/konto").text()).contains("Amira Haddad");
            assertThat(browser.get("/konto").text()).contains("Amira Haddad");
        } finally {
            other.stop();
        }
    }

    @Test
    void refreshes_the_token_when_it_is_about_to_end() {
        portal.network().tokens(5, false);
        Browser browser = portal.signedIn("member");
        portal.network().asked();

        assertThat(browser.get("/konto").status()).isEqualTo(200);

        assertThat(portal.network().asked())
                .anyMatch(
                        asked ->
                                asked.path().equals("/oauth2/token")
                                        && asked.body().contains("grant_type=refresh_token"));
    }

    @Test
    void ends_the_session_when_the_issuer_refuses_to_refresh() {
        portal.network().tokens(5, false);
        Browser browser = portal.signedIn("member");
        portal.network().tokens(5, true);

        Browser.Page ended = browser.get("/konto");

        assertThat(ended.location()).isEqualTo("/anmelden?abgelaufen");
        assertThat(browser.follow().text()).contains("Ihre Anmeldung ist abgelaufen");
        assertThat(portal.bean(MongoDatabase.class).getCollection("sessions").countDocuments())
                .isZero();
    }

    @Test
    void ends_the_session_when_a_service_no_longer_takes_the_token() {
        Browser browser = portal.signedIn("member");
        portal.network()
                .on(
                        "GET",
                        "/api/advisory/requests",
                        FakeNetwork.Reply.problem(401, "not-signed-in", "Nicht angemeldet", ""));

        assertThat(browser.get("/beratung").location()).isEqualTo("/anmelden?abgelaufen");
        assertThat(browser.get("/konto").location()).isEqualTo("/anmelden");
    }

    @Test
    void signs_out_here_and_at_the_issuer() {
        Browser browser = portal.signedIn("member");
        browser.get("/");

        Browser.Page out = browser.submit("/abmelden");

        assertThat(out.location())
                .startsWith(portal.network().url() + "/connect/logout?id_token_hint=")
                .contains("post_logout_redirect_uri=");
        MongoDatabase store = portal.bean(MongoDatabase.class);
        assertThat(store.getCollection("sessions").countDocuments()).isZero();
        assertThat(store.getCollection("authorized_clients").countDocuments()).isZero();
        assertThat(browser.get("/konto").location()).isEqualTo("/anmelden");
    }

    @Test
    void signing_out_needs_the_form() {
        Browser browser = portal.signedIn("member");

        assertThat(browser.post("/abmelden", "").status()).isEqualTo(403);
        assertThat(browser.get("/konto").status()).isEqualTo(200);
    }

    @Test
    void the_store_holds_neither_names_nor_tokens_nor_session_ids_in_the_clear() {
        Browser browser = portal.signedIn("member");
        browser.get("/konto");
        StringBuilder stored = new StringBuilder();
        for (String collection : List.of("sessions", "authorized_clients")) {
            for (Document document :
                    portal.bean(MongoDatabase.class).getCollection(collection).find()) {
                stored.append(document.toJson());
                document.values().forEach(value -> plain(value, stored));
            }
        }
        assertThat(stored)
                .isNotEmpty()
                .doesNotContain("Haddad", "token-member", "refresh-member")
                .doesNotContain(browser.cookies().get("portal_session"));
    }

    /** Bytes as the letters they would be, were they not sealed. */
    private static void plain(Object value, StringBuilder into) {
        if (value instanceof Document inner) {
            inner.values().forEach(part -> plain(part, into));
        } else if (value instanceof Binary bytes) {
            into.append(new String(bytes.getData(), StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void a_failed_sign_in_ends_on_a_page_and_not_in_a_circle() {
        Browser browser = portal.browser();
        browser.get("/anmelden/network");

        Browser.Page failed = browser.get("/login/oauth2/code/network?code=falsch&state=falsch");

        assertThat(failed.location()).isEqualTo("/anmelden?fehler");
        assertThat(browser.follow().text()).contains("Die Anmeldung hat nicht geklappt");
    }
}
