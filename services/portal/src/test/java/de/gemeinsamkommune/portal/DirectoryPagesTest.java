package de.gemeinsamkommune.portal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finding colleagues, and being found by them. */
class DirectoryPagesTest {
    private static final String API = "/api/membership/directory";
    private static final String ENTRY = "/api/membership/me/directory-entry";

    private RunningPortal portal;

    @BeforeEach
    void start() {
        portal = RunningPortal.anew();
    }

    @Test
    void everybody_finds_what_is_for_everybody() {
        Browser.Page page = portal.browser().get("/verzeichnis");

        assertThat(page.text())
                .contains("Lukas Brandl", "Landkreis Freising", "Integrationsmonitoring aufbauen")
                .contains("sehen Sie nach der Anmeldung mehr");
        assertThat(page.body())
                .contains("/verzeichnis/" + FakeNetwork.COLLEAGUE, "cursor=abc")
                .doesNotContain("mailto:", "name=\"near\"");
        Browser.Page one = portal.browser().get("/verzeichnis/" + FakeNetwork.COLLEAGUE);
        assertThat(one.body()).doesNotContain("mailto:", "tel:");
    }

    @Test
    void members_see_what_is_for_members() {
        Browser member = portal.signedIn("member");

        assertThat(member.get("/verzeichnis").body()).contains("name=\"near\"");
        Browser.Page one = member.get("/verzeichnis/" + FakeNetwork.COLLEAGUE);

        assertThat(one.body())
                .contains("mailto:lukas@freising.example", "tel:+4989123456")
                .contains("Integrationslotse &lt;b&gt;");
    }

    @Test
    void asks_for_what_was_typed_and_keeps_it_for_the_next_page() {
        Browser member = portal.signedIn("member");

        Browser.Page page =
                member.get(
                        "/verzeichnis?topic=monitoring&district=09178&townSize=MEDIUM_DISTRICT"
                                + "&near=true&q=Zw%C3%B6lf+Indikatoren");

        assertThat(last("GET", API).query())
                .contains(
                        "topic=monitoring",
                        "district=09178",
                        "townSize=MEDIUM_DISTRICT",
                        "near=me",
                        "q=Zw%C3%B6lf%20Indikatoren");
        assertThat(page.body()).contains("value=\"Zwölf Indikatoren\"");
        String more =
                page.body().replaceAll("(?s).*href=\"(/verzeichnis\\?[^\"]*cursor=abc)\".*", "$1");
        member.get(more.replace("&amp;", "&"));
        assertThat(last("GET", API).query())
                .contains(
                        "topic=monitoring", "near=me", "cursor=abc", "q=Zw%C3%B6lf%20Indikatoren");
        assertThat(member.get("/verzeichnis?q=niemand").text())
                .contains("Dazu ist niemand zu finden");
    }

    @Test
    void a_question_that_is_refused_is_explained_in_the_form() {
        portal.network()
                .on(
                        "GET",
                        API,
                        FakeNetwork.Reply.problem(
                                400,
                                "no-town-of-yours",
                                "Keine eigene Kommune",
                                "Bitte anmelden."));

        Browser.Page page = portal.browser().get("/verzeichnis?near=true");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("href=\"#near\"", "id=\"near-fault\"");
        assertThat(page.text()).contains("Bitte anmelden.");
    }

    @Test
    void shows_how_others_see_the_own_entry() {
        String page = portal.signedIn("member").get("/konto/verzeichnis").text();

        assertThat(page)
                .contains("Sie stehen im Verzeichnis.", "Andere Mitglieder", "Alle im Internet")
                .contains("Sehen nichts von Ihnen und können Sie nicht finden.");
    }

    @Test
    void saves_the_entry_with_who_sees_what() {
        Browser member = portal.signedIn("member");
        member.get("/konto/verzeichnis");

        Browser.Page sent = member.submit("/konto/verzeichnis", typed("089 123456", "PUBLIC"));

        assertThat(sent.location()).isEqualTo("/konto/verzeichnis");
        FakeNetwork.Asked asked = last("PUT", ENTRY);
        assertThat(asked.headers()).containsEntry("if-match", "\"3\"");
        JsonNode body = JsonMapper.shared().readTree(asked.body());
        assertThat(body.get("listed").asBoolean()).isTrue();
        assertThat(body.get("telephone").asString()).isEqualTo("089 123456");
        assertThat(body.get("topics").toString()).isEqualTo("[\"monitoring\",\"ehrenamt\"]");
        assertThat(body.get("experience").asString()).isEqualTo("Eins\nZwei");
        assertThat(body.get("visibility").size()).isEqualTo(7);
        assertThat(body.get("visibility").get("name").asString()).isEqualTo("PUBLIC");
        assertThat(member.follow().text()).contains("Ihr Eintrag ist gespeichert");
    }

    @Test
    void what_membership_refuses_is_shown_at_its_field() {
        portal.network()
                .on(
                        "PUT",
                        ENTRY,
                        FakeNetwork.Reply.problem(
                                400,
                                "invalid-request",
                                "Ungültig",
                                "Bitte prüfen.",
                                """
                                [{"pointer":"#/telephone","detail":"Keine Nummer."},
                                 {"pointer":"#/visibility/email","detail":"Bitte wählen."}]
                                """));
        Browser member = portal.signedIn("member");
        member.get("/konto/verzeichnis");

        Browser.Page refused = member.submit("/konto/verzeichnis", typed("12", "MEMBERS"));

        assertThat(refused.body())
                .contains("id=\"telephone-fault\"", "id=\"visibility-email-fault\"")
                .contains("value=\"12\"");
    }

    @Test
    void a_change_somebody_overtook_comes_back_with_what_differs() {
        portal.network()
                .on(
                        "PUT",
                        ENTRY,
                        FakeNetwork.Reply.problem(412, "person-changed-meanwhile", "Neu", "Neu."));
        Browser member = portal.signedIn("member");
        member.get("/konto/verzeichnis");

        Browser.Page back = member.submit("/konto/verzeichnis", typed("089 999", "PUBLIC"));

        assertThat(back.body()).contains("value=\"089 999\"", "id=\"unterschiede\"");
        assertThat(back.text()).contains("alle im Internet Mitglieder und das Netzwerkteam");
    }

    @Test
    void leaves_at_once_even_when_something_else_was_changed_meanwhile() {
        List<String> answers = new ArrayList<>();
        portal.network()
                .on(
                        "PUT",
                        ENTRY,
                        (asked, _) -> {
                            answers.add(asked.body());
                            return answers.size() == 1
                                    ? FakeNetwork.Reply.problem(
                                            412, "person-changed-meanwhile", "Neu", "Neu.")
                                    : FakeNetwork.Reply.ok("{}");
                        });
        Browser member = portal.signedIn("member");
        member.get("/konto/verzeichnis");

        Browser.Page left = member.submit("/konto/verzeichnis/austragen");

        assertThat(left.location()).isEqualTo("/konto/verzeichnis");
        assertThat(answers).hasSize(2);
        JsonNode body = JsonMapper.shared().readTree(answers.getLast());
        assertThat(body.get("listed").asBoolean()).isFalse();
        assertThat(body.get("position").asString()).isEqualTo("Integrationsbeauftragte");
        assertThat(member.follow().text()).contains("Sie stehen nicht mehr im Verzeichnis");
    }

    @Test
    void the_history_names_what_was_said_in_the_directory() {
        assertThat(portal.signedIn("administrator").get("/team/personen/member").text())
                .contains("Integrationsmonitoring aufbauen, Zusammenarbeit mit Ehrenamt")
                .contains("nur das Netzwerkteam alle im Internet");
    }

    private static String[] typed(String telephone, String circle) {
        Map<String, String> one =
                Map.of("position", "Lotsin", "telephone", telephone, "listed", "true");
        List<String> typed = new ArrayList<>();
        one.forEach((name, value) -> typed.addAll(List.of(name, value)));
        typed.addAll(List.of("topics", "monitoring", "topics", "ehrenamt"));
        typed.addAll(List.of("experience", "Eins\r\nZwei"));
        for (String field :
                List.of(
                        "name",
                        "email",
                        "municipality",
                        "position",
                        "telephone",
                        "topics",
                        "experience")) {
            typed.addAll(List.of("visibility-" + field, circle));
        }
        return typed.toArray(String[]::new);
    }

    private FakeNetwork.Asked last(String method, String path) {
        return portal.network().last(method, path).orElseThrow();
    }
}
