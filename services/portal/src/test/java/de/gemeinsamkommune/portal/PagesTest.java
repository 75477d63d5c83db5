package de.gemeinsamkommune.portal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every page, for those it is for, in both languages, as accessible as a machine can tell. */
class PagesTest {
    private RunningPortal portal;

    @BeforeEach
    void start() {
        portal = RunningPortal.anew();
    }

    /** A page and who looks at it; nobody is signed in for an empty name. */
    record Seen(String person, String path) {}

    static Stream<Seen> pages() {
        List<Seen> pages = new ArrayList<>();
        for (String path :
                List.of(
                        "/",
                        "/netzwerk",
                        "/partner",
                        "/verzeichnis",
                        "/verzeichnis?q=niemand&topic=monitoring",
                        "/verzeichnis/" + FakeNetwork.COLLEAGUE,
                        "/veranstaltungen",
                        "/veranstaltungen/" + FakeNetwork.EVENT,
                        "/veranstaltungen/" + FakeNetwork.FULL_EVENT,
                        "/newsletter",
                        "/mitmachen",
                        "/mitmachen?q=Quitte",
                        "/mitmachen/antrag",
                        "/mitmachen/antrag?key=09184131",
                        "/mitmachen/angefragt",
                        "/mitmachen/bestaetigen?token=abc",
                        "/mitmachen/zuruecknehmen?token=abc",
                        "/newsletter/angefragt",
                        "/newsletter/bestaetigen?token=abc",
                        "/newsletter/bestaetigt",
                        "/newsletter/abmelden/abc",
                        "/newsletter/daten",
                        "/newsletter/daten/angefragt",
                        "/newsletter/daten/ansehen?token=abc",
                        "/newsletter/daten/geloescht",
                        "/anmelden?fehler",
                        "/anmelden?abgelaufen",
                        "/loeschung/" + FakeNetwork.RECEIPT,
                        "/daten",
                        "/schnittstellen",
                        "/problems/not-found",
                        "/impressum",
                        "/datenschutz",
                        "/barrierefreiheit")) {
            pages.add(new Seen("", path));
        }
        for (String path :
                List.of(
                        "/",
                        "/veranstaltungen/" + FakeNetwork.EVENT,
                        "/veranstaltungen/" + FakeNetwork.EVENT + "/abmeldung",
                        "/beratung",
                        "/beratung?status=CONCLUDED",
                        "/beratung/neu",
                        "/beratung/" + FakeNetwork.REQUEST,
                        "/beratung/" + FakeNetwork.ACCEPTED,
                        "/beratung/" + FakeNetwork.REQUEST + "/zuruecknahme",
                        "/beratung/" + FakeNetwork.REQUEST + "/zugriffe",
                        "/beratung/" + FakeNetwork.ACCEPTED + "/zugriffe",
                        "/konto",
                        "/konto/einwilligungen",
                        "/konto/loeschen",
                        "/konto/verzeichnis",
                        "/verzeichnis?near=true&townSize=MEDIUM_DISTRICT",
                        "/verzeichnis/" + FakeNetwork.COLLEAGUE,
                        "/willkommen",
                        "/abmelden")) {
            pages.add(new Seen("member", path));
        }
        for (String path : List.of("/beratung", "/beratung/" + FakeNetwork.ACCEPTED)) {
            pages.add(new Seen("adviser", path));
        }
        for (String path :
                List.of(
                        "/team/veranstaltungen",
                        "/team/veranstaltungen?liste=entwuerfe",
                        "/team/veranstaltungen?liste=abgesagt",
                        "/team/veranstaltungen?liste=alle",
                        "/team/veranstaltungen/neu",
                        "/team/veranstaltungen/" + FakeNetwork.DRAFT,
                        "/team/veranstaltungen/" + FakeNetwork.DRAFT + "/bearbeiten",
                        "/team/veranstaltungen/" + FakeNetwork.DRAFT + "/veroeffentlichen",
                        "/team/veranstaltungen/" + FakeNetwork.EVENT + "/absagen",
                        "/team/veranstaltungen/" + FakeNetwork.HELD,
                        "/team/newsletter",
                        "/team/newsletter/neu",
                        "/team/newsletter/" + FakeNetwork.EDITION,
                        "/team/newsletter/" + FakeNetwork.EDITION + "/bearbeiten",
                        "/team/newsletter/" + FakeNetwork.EDITION + "/freigabe",
                        "/team/newsletter/" + FakeNetwork.RECEIPT)) {
            pages.add(new Seen("editor", path));
        }
        for (String path :
                List.of(
                        "/team/einladungen",
                        "/team/personen",
                        "/team/personen/member",
                        "/team/personen/member/loeschen",
                        "/team/register",
                        "/team/register/" + FakeNetwork.REQUEST,
                        "/team/register/" + FakeNetwork.RECEIPT,
                        "/team/kommunen",
                        "/team/kommunen?left=true",
                        "/team/kommunen/neu",
                        "/team/kommunen/09178",
                        "/team/kommunen/v-0a1b2c3d",
                        "/team/kommunen/09178/austritt",
                        "/team/antraege",
                        "/team/antraege?status=DECLINED",
                        "/team/antraege/" + FakeNetwork.APPLICATION,
                        "/team/personen/import",
                        "/team/personen/import/" + FakeNetwork.LIST,
                        "/team/personen/import/" + FakeNetwork.LIST + "?problems=true",
                        "/team/personen/import/" + FakeNetwork.RUNNING_LIST,
                        "/team/personen/import/" + FakeNetwork.RUNNING_LIST + "?follow=true",
                        "/team/personen/import/" + FakeNetwork.DONE_LIST,
                        "/team/personen/member/zweiter-faktor",
                        "/team/dubletten",
                        "/team/dubletten?distinct=true&person=member",
                        "/team/dubletten/lead/member",
                        "/team/foerderzeitraeume",
                        "/team/foerderzeitraeume/neu",
                        "/team/foerderzeitraeume/gk-2023",
                        "/team/einwilligungen",
                        "/team/aufbewahrung",
                        "/team/aufbewahrung/advisory/closed-requests",
                        "/team/aufbewahrung/advisory/closed-requests/freigabe",
                        "/team/aufbewahrung/advisory/proofs",
                        "/team/aufbewahrung/advisory/readings")) {
            pages.add(new Seen("administrator", path));
        }
        pages.add(new Seen("project-lead", "/team/aufbewahrung/advisory/closed-requests"));
        pages.add(new Seen("lead", "/team/einladungen"));
        pages.add(new Seen("lead", "/team/personen/member"));
        pages.add(new Seen("adviser", "/team/personen/member"));
        pages.add(new Seen("analyst", "/daten"));
        pages.add(new Seen("invited", "/willkommen"));
        return pages.stream();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void is_complete_and_well_formed(Seen seen) {
        Browser browser =
                seen.person().isEmpty() ? portal.browser() : portal.signedIn(seen.person());
        for (String language : List.of("de", "en")) {
            String separator = seen.path().contains("?") ? "&" : "?";
            Browser.Page page = browser.get(seen.path() + separator + "lang=" + language);

            assertThat(page.status()).as(seen.path()).isEqualTo(200);
            assertThat(page.body()).contains("<html lang=\"" + language + "\"");
            assertThat(page.body()).as("a text is missing").doesNotContain("??");
            assertThat(page.body()).doesNotContain("<script").doesNotContain(" style=\"");
            assertThat(page.body())
                    .as("a template shows through")
                    .doesNotContainPattern("<[^>]*\\sth:");
            assertThat(count(page.body(), "<h1")).as("one h1").isEqualTo(1);
            assertThat(count(page.body(), "<main id=\"inhalt\"")).as("one main").isEqualTo(1);
            assertThat(page.body()).contains("class=\"skip-link\" href=\"#inhalt\"");
            assertThat(page.text())
                    .contains(
                            language.equals("de")
                                    ? "Kofinanziert von der Europäischen Union"
                                    : "Co-funded by the European Union");
            assertThat(page.body()).contains("/assets/eu-emblem-");
            assertThat(page.body())
                    .contains("href=\"/impressum\"", "\"/datenschutz\"", "\"/barrierefreiheit\"");
            assertThat(page.text()).contains(language.equals("de") ? "Demodaten" : "Demo data");
            labelled(page.body());
            described(page.body());
            tables(page.body());
            assertThat(page.header("content-security-policy").orElse(""))
                    .contains("default-src 'none'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
        }
    }

    @Test
    void shows_the_network_to_everybody() {
        String home = portal.browser().get("/").text();

        assertThat(home)
                .contains("Netzwerktreffen Herbst: Zusammenarbeit mit Ehrenamt")
                .contains("23 von 60 Plätzen frei")
                .contains("Ausgebucht, 3 Personen warten")
                .contains("Landkreis Garmisch-Partenkirchen")
                .contains("Integrationsmonitoring aufbauen");
        assertThat(portal.browser().get("/partner").text()).contains("184.433");
        assertThat(portal.browser().get("/partner?lang=en").text()).contains("184,433");
        assertThat(portal.browser().get("/netzwerk").text()).contains("rund 1.000.000 €");
    }

    @Test
    void writes_dates_out_as_the_clocks_in_bavaria_show_them() {
        String page = portal.browser().get("/veranstaltungen/" + FakeNetwork.EVENT).text();

        assertThat(page)
                .containsPattern(
                        "(Mon|Diens|Donners|Frei|Sams|Sonn)tag, \\d+\\. \\p{L}+ \\d{4}, 10:00 bis"
                            + " 16:00 Uhr|Mittwoch, \\d+\\. \\p{L}+ \\d{4}, 10:00 bis 16:00 Uhr");
    }

    @Test
    void shows_descriptions_without_what_could_run() {
        String page = portal.browser().get("/veranstaltungen/" + FakeNetwork.EVENT).body();

        assertThat(page).contains("<strong>Ankommen</strong>").doesNotContain("<script>alert");
    }

    @Test
    void remembers_the_language() {
        Browser browser = portal.browser();
        assertThat(browser.get("/partner").body()).contains("<html lang=\"de\"");
        browser.get("/partner?lang=en");

        assertThat(browser.get("/veranstaltungen").text()).contains("seats free");
        assertThat(portal.network().last("GET", "/api/events/formats").orElseThrow().headers())
                .containsEntry("accept-language", "en");
        assertThat(browser.get("/?lang=xx").body()).contains("<html lang=\"de\"");
    }

    @Test
    void offers_each_the_pages_they_can_use() {
        assertThat(portal.browser().get("/").body()).doesNotContain("/team/");
        assertThat(portal.signedIn("member").get("/").body()).doesNotContain("/team/");
        assertThat(portal.signedIn("editor").get("/").body())
                .contains("/team/veranstaltungen", "/team/newsletter", "/team/personen")
                .doesNotContain("/team/einladungen");
        assertThat(portal.signedIn("lead").get("/").body())
                .contains("/team/einladungen", "/team/personen")
                .doesNotContain("/team/foerderzeitraeume", "/team/veranstaltungen");
    }

    @Test
    void shows_what_is_kept_for_how_long_and_names_who_does_not_answer() {
        portal.network()
                .on(
                        "GET",
                        "/api/events/retention",
                        new FakeNetwork.Reply(502, "text/html", "x", Map.of()));
        Browser lead = portal.signedIn("project-lead");

        assertThat(lead.get("/team/aufbewahrung").text())
                .contains("Diese Dienste antworten gerade nicht", "Veranstaltungen")
                .contains("3 Jahre ab Ende des Jahres: Abschluss", "3, frühestens am")
                .contains("1, wartet auf Freigabe", "ein Jahr ab: Zugriff", "Aufgeschoben");
        String page = "/team/aufbewahrung/advisory/closed-requests";
        assertThat(lead.get(page).text())
                .contains("Streitfall", "Verena Lechner", "5.000, der Rest folgt");
        assertThat(lead.get(page).body()).doesNotContain("/aufschub", "/freigabe");
        assertThat(lead.get(page + "/freigabe").status()).isEqualTo(403);
        assertThat(lead.get("/team/aufbewahrung/advisory/no-rule").status()).isEqualTo(404);
        assertThat(lead.get("/team/aufbewahrung/portal/x").status()).isEqualTo(404);
        assertThat(portal.signedIn("adviser").get("/team/aufbewahrung").status()).isEqualTo(403);
    }

    @Test
    void shows_who_read_a_request_to_its_asker_by_role_and_to_those_responsible_by_name() {
        String page = "/beratung/" + FakeNetwork.ACCEPTED;
        Browser member = portal.signedIn("member");
        assertThat(member.get(page).body()).contains(page + "/zugriffe");
        assertThat(member.get(page + "/zugriffe").text())
                .contains("Beratung", "Projektleitung", "10:30 Uhr")
                .doesNotContain("Theresa Wimmer");
        assertThat(member.get("/beratung/" + FakeNetwork.REQUEST + "/zugriffe").text())
                .contains("hat niemand aus dem Netzwerkteam diese Anfrage gelesen");
        assertThat(portal.signedIn("project-lead").get(page + "/zugriffe").text())
                .contains("Theresa Wimmer");
        assertThat(portal.signedIn("adviser").get(page).body()).doesNotContain("/zugriffe");
    }

    @Test
    void refuses_pages_of_other_roles_in_the_frame() {
        Browser member = portal.signedIn("member");

        Browser.Page refused = member.get("/team/veranstaltungen");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).contains("Kein Zugriff", "Amira Haddad");
    }

    @Test
    void says_in_the_frame_what_is_not_there() {
        Browser.Page missing = portal.browser().get("/gibt-es-nicht");
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.text()).contains("Seite nicht gefunden", "Kofinanziert");

        Browser.Page unknown = portal.browser().get("/veranstaltungen/unbekannt");
        assertThat(unknown.status()).isEqualTo(404);

        assertThat(portal.browser().get("/problems/gibt-es-nicht").status()).isEqualTo(404);
    }

    @Test
    void stays_up_when_a_service_does_not_answer() {
        portal.network()
                .on(
                        "GET",
                        "/api/events/.*",
                        new FakeNetwork.Reply(502, "text/html", "x", Map.of()));

        Browser.Page home = portal.browser().get("/");
        assertThat(home.status()).isEqualTo(200);
        assertThat(home.text()).contains("gerade nicht verfügbar", "Landkreis Freising");

        Browser.Page events = portal.browser().get("/veranstaltungen");
        assertThat(events.status()).isEqualTo(503);
        assertThat(events.text()).contains("Gerade nicht verfügbar");
    }

    @Test
    void empty_lists_say_so_and_how_to_go_on() {
        assertThat(portal.signedIn("editor").get("/team/veranstaltungen?liste=abgesagt").text())
                .contains("Es wurde keine Veranstaltung abgesagt.");
        assertThat(portal.signedIn("member").get("/beratung?status=CONCLUDED").text())
                .contains("Keine Ihrer Anfragen hat diesen Stand.");
        assertThat(portal.signedIn("lead").get("/konto").text())
                .contains("Sie sind für keine Veranstaltung angemeldet.");
    }

    @Test
    void style_sheets_and_fonts_come_from_here_and_may_be_kept() {
        Browser browser = portal.browser();
        Matcher link =
                Pattern.compile("href=\"(/assets/portal-[0-9a-f]{32}\\.css)\"")
                        .matcher(browser.get("/").body());
        assertThat(link.find()).isTrue();

        Browser.Page css = browser.get(link.group(1));
        assertThat(css.header("cache-control")).hasValue("max-age=31536000, public, immutable");
        assertThat(css.body()).doesNotContain("http://").doesNotContain("https://");
        Matcher font =
                Pattern.compile("url\\(\"(/assets/kern/fonts/[^\"]+\\.woff2)\"\\)")
                        .matcher(css.body());
        assertThat(font.find()).isTrue();
        assertThat(browser.get(font.group(1)).status()).isEqualTo(200);
        assertThat(browser.cookies()).isEmpty();
    }

    @Test
    void has_the_icon_that_browsers_ask_for_by_themselves() {
        Browser browser = portal.browser();

        Browser.Page asked = browser.get("/favicon.ico");

        assertThat(asked.status()).isEqualTo(308);
        assertThat(asked.header("location").orElseThrow()).endsWith("/assets/icon.svg");
        assertThat(browser.get("/assets/icon.svg").header("content-type"))
                .hasValue("image/svg+xml");
        assertThat(browser.cookies()).isEmpty();
    }

    @Test
    void tells_search_engines_what_is_of_no_use_to_them() {
        Browser.Page robots = portal.browser().get("/robots.txt");

        assertThat(robots.status()).isEqualTo(200);
        assertThat(robots.header("content-type").orElseThrow()).startsWith("text/plain");
        assertThat(robots.body()).contains("Disallow: /konto").contains("User-agent: *");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nicht-da.txt", "/nicht-da.json", "/assets/nicht-da.js"})
    void a_page_that_there_is_not_is_a_page(String path) {
        Browser.Page page = portal.browser().get(path);

        assertThat(page.status()).isEqualTo(404);
        assertThat(page.header("content-type").orElseThrow()).startsWith("text/html");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/?status=%ff", "/konto?a=%ff", "/newsletter/bestaetigen?token=%ff"})
    void a_parameter_that_nobody_can_read_is_the_askers_mistake(String path) {
        assertThat(portal.browser().get(path).status()).isEqualTo(400);
        assertThat(portal.signedIn("member").get(path).status()).isEqualTo(400);
    }

    @Test
    void names_what_the_operator_still_has_to_fill_in() {
        assertThat(portal.browser().get("/impressum").text()).contains("bitte eintragen");
        assertThat(portal.browser().get("/barrierefreiheit").text())
                .contains("Bayerischen Digitalverordnung", "LDBV", "bitte eintragen");
    }

    private static int count(String body, String what) {
        return body.split(Pattern.quote(what), -1).length - 1;
    }

    /** Every visible field has a label. */
    private static void labelled(String body) {
        Matcher fields = Pattern.compile("<(input|select|textarea)\\s([^>]*)>").matcher(body);
        while (fields.find()) {
            String attributes = fields.group(2);
            if (attributes.contains("type=\"hidden\"")) {
                continue;
            }
            Matcher id = Pattern.compile("\\bid=\"([^\"]+)\"").matcher(attributes);
            assertThat(id.find()).as("a field without id: " + attributes).isTrue();
            assertThat(body).contains("for=\"" + id.group(1) + "\"");
        }
    }

    /** What describes or labels something is on the page, and no id is there twice. */
    private static void described(String body) {
        Matcher references =
                Pattern.compile("aria-(?:describedby|labelledby)=\"([^\"]+)\"").matcher(body);
        while (references.find()) {
            for (String id : references.group(1).strip().split(" ")) {
                assertThat(body).contains("id=\"" + id + "\"");
            }
        }
        Matcher ids = Pattern.compile("\\sid=\"([^\"]+)\"").matcher(body);
        List<String> seen = new ArrayList<>();
        while (ids.find()) {
            seen.add(ids.group(1));
        }
        assertThat(seen).doesNotHaveDuplicates();
    }

    /** Every table has a caption and says what its headers are for. */
    private static void tables(String body) {
        assertThat(count(body, "<caption")).isEqualTo(count(body, "<table"));
        assertThat(count(body, "<th ")).isEqualTo(count(body, "scope=\""));
    }
}
