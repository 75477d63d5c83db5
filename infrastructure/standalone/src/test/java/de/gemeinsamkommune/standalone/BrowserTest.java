package de.gemeinsamkommune.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * The network's main job as people do it: in a browser, without scripts, by keyboard, from the
 * invitation to the receipt of having been forgotten; every page on the way is accessible.
 */
class BrowserTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static final String REGISTER =
            """
            ebene,ags,name,bevoelkerung
            land,09,Bayern,13369393
            regierungsbezirk,091,Oberbayern,4781217
            kreis,09178,Freising,184433
            """;

    private static final String PROJECT_LEAD = "elif.kaya@netzwerk.example";
    private static final String EDITOR = "jonas.obermeier@netzwerk.example";
    private static final String ADVISER = "theresa.wimmer@netzwerk.example";
    private static final String ANALYST = "sabine.hofstetter@netzwerk.example";
    private static final String FIRST = "quirina.zwiebelturm@stadt-regensburg.example";
    private static final String APPLICANT = "zita.quittenlob@quittenbund.example";
    private static final String SECOND = "rasso.hopfenblatt@landkreis-fuerth.example";
    private static final String READER = "leserin@leserschaft.example";

    private static final String MEETING = "Netzwerktreffen: Ein Platz am runden Tisch";
    private static final String QUESTION = "Welche Kennzahlen brauchen wir im ersten Jahr?";
    private static final String ADVICE = "Beginnen Sie mit zwölf Kennzahlen aus dem Melderegister.";
    private static final String SUBJECT = "Neues vom runden Tisch";

    @TempDir private Path temporary;

    private final Set<String> seen = new HashSet<>();
    private final List<String> findings = new ArrayList<>();

    @Test
    void everything_can_be_done_in_a_browser_without_scripts() throws Exception {
        Path chromium = chromium();
        try (StandaloneProcess network = StandaloneProcess.start(temporary.resolve("data"))) {
            walk(chromium, network.url());
        }
    }

    private void walk(Path chromium, String home) throws Exception {
        Map<String, String> noDownload = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        try (Playwright playwright =
                        Playwright.create(new Playwright.CreateOptions().setEnv(noDownload));
                Browser browser =
                        playwright
                                .chromium()
                                .launch(
                                        new BrowserType.LaunchOptions()
                                                .setExecutablePath(chromium)
                                                .setArgs(
                                                        List.of(
                                                                "--no-sandbox",
                                                                "--disable-gpu",
                                                                "--disable-quic",
                                                                "--no-first-run",
                                                                "--disable-background-networking",
                                                                "--disable-component-update",
                                                                "--disable-sync")));
                Walker team = walker(browser, home);
                Walker editor = walker(browser, home);
                Walker adviser = walker(browser, home);
                Walker analyst = walker(browser, home);
                Walker first = walker(browser, home);
                Walker second = walker(browser, home);
                Walker reader = walker(browser, home)) {
            Api api = Api.anonymous(home);
            int concluded =
                    Api.as(home, "analyst")
                            .get("/api/analytics/figures")
                            .get("adviceConcluded")
                            .asInt();

            anybody_reads_about_the_network(reader);
            the_team_invites(team, api);
            an_association_applies_and_is_approved(reader, team, api);
            an_officer_accepts(first, api, FIRST, "Quirina Zwiebelturm");
            an_officer_accepts(second, api, SECOND, "Rasso Hopfenblatt");
            an_officer_is_found_and_leaves(first, reader);
            String meeting = the_editor_announces_a_meeting(editor, api);
            the_last_seat_is_passed_on(first, second, editor, api, meeting);
            advice_is_asked_and_given(first, adviser, api);
            a_newsletter_is_ordered_and_sent(reader, editor, api);
            the_analyst_sees_figures_and_streams(analyst, api, concluded + 1);
            an_officer_is_forgotten(second);
        }
        assertThat(findings).isEmpty();
    }

    private Walker walker(Browser browser, String home) {
        return new Walker(browser, home, seen, findings);
    }

    private static void anybody_reads_about_the_network(Walker reader) {
        reader.open("/")
                .reads("Gemeinsam Kommune", "Kofinanziert von der Europäischen Union")
                .look("start");
        reader.speak("en").reads("Sign in").look("start-englisch");
        reader.speak("de").reads("Anmelden");
        reader.open("/netzwerk").look("netzwerk");
        reader.open("/partner").reads("Kaufbeuren", "Garmisch-Partenkirchen").look("partner");
        reader.open("/verzeichnis").reads("Lukas Brandl", "Stadt Ingolstadt").look("verzeichnis");
        reader.open("/veranstaltungen").look("veranstaltungen");
        reader.open("/impressum").look("impressum");
        reader.open("/datenschutz").look("datenschutz");
        reader.open("/barrierefreiheit").look("barrierefreiheit");
        reader.open("/schnittstellen").look("schnittstellen");
    }

    private static void the_team_invites(Walker team, Api api) throws Exception {
        team.signIn(api, PROJECT_LEAD).reads("Elif Kaya").look("start-team");
        team.follow("Einladungen").look("einladungen");
        team.lookAtRefusal("einladungen-unvollstaendig", "Einladung senden");
        invite(team, "Quirina", "Zwiebelturm", FIRST, "09362");
        invite(team, "Rasso", "Hopfenblatt", SECOND, "09573");
        team.follow("Personen").reads("Quirina Zwiebelturm").look("personen");
        team.follow("Quirina Zwiebelturm").reads("Bisher wurde nichts geändert").look("person");
        team.choose("municipality", "09573")
                .check("affiliation-LEAD")
                .press("Speichern")
                .reads("Die Rollen sind gespeichert.", "Landkreis Fürth", "Elif Kaya")
                .look("person-geaendert");
        team.check("affiliation-09573-NONE").press("Speichern").reads("gehört nicht mehr dazu");
        team.follow("Gemeindeverzeichnis")
                .reads("nur das mitgelieferte Verzeichnis")
                .look("verzeichnis");
        team.lookAtRefusal("verzeichnis-unvollstaendig", "Datei senden");
        team.attach("file", "units.csv", REGISTER.replace("09178,", "9178,"))
                .fill("asOf", "2030-01-31")
                .press("Datei senden")
                .reads("Prüfung eines Verzeichnisses");
        eventually(() -> team.readsWhenLoadedAgain("1 Mangel"));
        team.reads("Abgelehnt", "Hier müssen genau 5 Ziffern stehen").look("verzeichnis-maengel");
        team.open("/team/register")
                .attach("file", "units.csv", REGISTER)
                .fill("asOf", "2030-01-31")
                .press("Datei senden")
                .reads("Prüfung eines Verzeichnisses");
        eventually(() -> team.readsWhenLoadedAgain("Geprüft"));
        team.reads("Neue Einheiten").look("verzeichnis-geprueft");
        team.follow("Förderzeiträume").reads("rund 1.000.000 €").look("foerderzeitraeume");
        team.follow("Förderzeitraum anlegen").look("foerderzeitraum-neu");
        team.lookAtRefusal("foerderzeitraum-unvollstaendig", "Anlegen");
        team.open("/team/foerderzeitraeume/gk-2023")
                .fill("total", "998.000")
                .fill("grant", "898.200")
                .press("Speichern")
                .reads("Die Änderungen sind gespeichert.");
        team.open("/team/foerderzeitraeume/gk-2023")
                .reads("1.000.000 €", "998.000 €", "Gesamtkosten in Euro", "Elif Kaya")
                .look("foerderzeitraum-geaendert");
    }

    private static void invite(
            Walker team, String given, String family, String email, String municipality) {
        team.fill("givenName", given)
                .fill("familyName", family)
                .fill("email", email)
                .choose("municipality", municipality)
                .check("roles-MEMBER")
                .check("locale-de")
                .press("Einladung senden")
                .reads("Die Einladung ist gespeichert.");
    }

    private static void an_association_applies_and_is_approved(Walker reader, Walker team, Api api)
            throws Exception {
        reader.open("/mitmachen").look("mitmachen");
        reader.open("/mitmachen/antrag").look("antrag");
        reader.fill("unitName", "Quittenbund e. V.")
                .fill("givenName", "Zita")
                .fill("familyName", "Quittenlob")
                .fill("position", "Vorsitzende")
                .fill("email", APPLICANT)
                .check("sure")
                .press("Antrag senden")
                .reads("Bitte sehen Sie in Ihr Postfach");
        api.mails(APPLICANT, 1);
        reader.openMail(APPLICANT, "Bitte bestätigen Sie Ihren Antrag");
        reader.followInMail("/mitmachen/bestaetigen")
                .press("Ja, ich bestätige")
                .reads("Ihr Antrag ist bestätigt");
        team.follow("Anträge").reads("Zita Quittenlob").look("antraege");
        team.follow("Quittenbund e. V.").reads(APPLICANT).look("antrag-team");
        team.press("Antrag annehmen").reads("Der Antrag ist angenommen.", "Elif Kaya");
        // the decision, and the invitation
        api.mails(APPLICANT, 3);
        team.follow("Kommunen verwalten").reads("Landkreis Freising").look("kommunen");
        team.follow("Quittenbund e. V.").reads("Zita Quittenlob").look("kommune");
        team.follow("Austritt festhalten").reads("Zita Quittenlob").look("austritt");
    }

    private static void an_officer_accepts(Walker officer, Api api, String email, String name) {
        api.mails(email, 1);
        officer.openMail(email, "inladung").look("mail-einladung");
        officer.followInMail("/identity/link").press("Jetzt anmelden");
        officer.reads("Willkommen im Netzwerk").look("willkommen");
        officer.press("Einladung annehmen").reads("Sie gehören jetzt zum Netzwerk", name);
        officer.open("/konto").reads(email).look("konto");
    }

    private static void an_officer_is_found_and_leaves(Walker officer, Walker reader) {
        officer.open("/konto/verzeichnis").look("verzeichnis-eintrag");
        officer.check("listed")
                .fill("position", "Lotsin")
                .check("topics-beirat")
                .check("visibility-name-PUBLIC")
                .check("visibility-position-PUBLIC")
                .press("Speichern")
                .reads("Ihr Eintrag ist gespeichert", "Sie stehen im Verzeichnis.")
                .look("verzeichnis-eintrag-gespeichert");
        reader.open("/verzeichnis?q=zwiebel").follow("Quirina Zwiebelturm");
        reader.reads("Lotsin").doesNotRead("Integrationsbeirat").look("verzeichnis-person");
        officer.press("Sofort austragen").reads("Sie stehen nicht mehr im Verzeichnis.");
        reader.open("/verzeichnis?q=zwiebel").reads("Dazu ist niemand zu finden");
    }

    private static String the_editor_announces_a_meeting(Walker editor, Api api) throws Exception {
        String day = LocalDate.now(BERLIN).plusDays(20).toString();
        editor.signIn(api, EDITOR).reads("Jonas Obermeier");
        editor.follow("Veranstaltungen verwalten").look("team-veranstaltungen");
        editor.follow("Neue Veranstaltung").look("veranstaltung-neu");
        editor.lookAtRefusal("veranstaltung-unvollstaendig", "Entwurf speichern");
        editor.fill("title", MEETING)
                .choose("format", "netzwerktreffen")
                .fill("description", "Wir sprechen über **Zahlen**, die helfen.")
                .fill("startDate", day)
                .fill("startTime", "10:00")
                .fill("endDate", day)
                .fill("endTime", "12:30")
                .fill("venue", "München, Haus der Verbände")
                .fill("capacity", "1")
                .check("audience-MEMBERS")
                .press("Entwurf speichern")
                .reads("Der Entwurf ist gespeichert.", MEETING)
                .look("team-veranstaltung");
        editor.follow("Veröffentlichen").look("veranstaltung-veroeffentlichen");
        editor.press("Jetzt veröffentlichen").reads("Die Veranstaltung ist veröffentlicht.");
        return editor.address().replaceFirst(".*/team(/veranstaltungen/[^/?]+).*", "$1");
    }

    private static void the_last_seat_is_passed_on(
            Walker first, Walker second, Walker editor, Api api, String meeting) {
        first.open("/veranstaltungen").follow(MEETING).look("veranstaltung");
        first.press("Verbindlich anmelden").reads("Sie sind angemeldet").look("angemeldet");
        second.open(meeting).look("veranstaltung-voll");
        second.press("Auf die Warteliste setzen")
                .reads("Sie stehen auf Platz 1 der Warteliste")
                .look("warteliste");
        editor.open("/team" + meeting)
                .reads("Quirina Zwiebelturm", "Rasso Hopfenblatt")
                .look("team-veranstaltung-anmeldungen");
        assertThat(editor.tile("Warteliste")).isEqualTo("1");

        first.follow("Von der Veranstaltung abmelden").look("abmelden");
        first.press("Ja, abmelden").reads("Sie sind abgemeldet.");

        second.open(meeting).reads("Sie sind angemeldet").doesNotRead("Warteliste, Platz");
        // invited, waiting, promoted
        api.mails(SECOND, 3);
        second.openMail(SECOND, MEETING).reads("BEGIN:VEVENT").look("mail-nachgerueckt");
        second.open("/konto").reads(MEETING).look("konto-angemeldet");
    }

    private static void advice_is_asked_and_given(Walker officer, Walker adviser, Api api)
            throws Exception {
        officer.open("/beratung").look("beratung");
        officer.follow("Beratung anfragen").look("beratung-neu");
        officer.lookAtRefusal("beratung-unvollstaendig", "Anfrage senden");
        officer.choose("topic", "monitoring")
                .fill("subject", "Erstes Integrationsmonitoring")
                .fill("question", QUESTION)
                .check("contactBy-VIDEO")
                .press("Anfrage senden")
                .reads("Ihre Anfrage ist eingegangen.", QUESTION)
                .look("beratung-eingegangen");

        adviser.signIn(api, ADVISER).reads("Theresa Wimmer");
        adviser.open("/beratung").look("beratung-tafel");
        adviser.follow("Erstes Integrationsmonitoring")
                .reads(QUESTION, "Quirina Zwiebelturm")
                .look("beratung-annehmen");
        adviser.press("Anfrage annehmen").reads("Sie beraten jetzt diese Anfrage.");
        adviser.fill("reply", ADVICE).press("Antwort senden").reads(ADVICE);
        adviser.unfold("Aufwand erfassen")
                .choose("activity", "CONVERSATION")
                .fill("minutes", "45")
                .fill("on", LocalDate.now(BERLIN).toString())
                .press("Aufwand speichern")
                .reads("Der Aufwand ist gespeichert.", "45")
                .look("beratung-in-arbeit");
        adviser.unfold("Beratung abschließen")
                .choose("outcome", "ADVICE_GIVEN")
                .fill("conclusion", "Viel Erfolg mit dem ersten Bericht.")
                .press("Beratung abschließen")
                .reads("Die Beratung ist abgeschlossen.")
                .look("beratung-abgeschlossen");
        officer.open(adviser.address().replaceFirst(".*(/beratung/[^?]+).*", "$1"))
                .reads(ADVICE, "Beratung gegeben", "Viel Erfolg mit dem ersten Bericht.");
    }

    private static void a_newsletter_is_ordered_and_sent(Walker reader, Walker editor, Api api) {
        reader.open("/newsletter").look("newsletter");
        reader.lookAtRefusal("newsletter-unvollstaendig", "Newsletter bestellen");
        reader.fill("email", READER).check("consent").press("Newsletter bestellen");
        reader.reads("Bitte sehen Sie in Ihr Postfach").look("newsletter-bestellt");
        api.mails(READER, 1);
        reader.openMail(READER, "ewsletter").look("mail-bestaetigen");
        reader.followInMail("/newsletter/bestaetigen").look("newsletter-bestaetigen");
        reader.press("Ja, ich bestätige").reads("Ihr Newsletter ist bestätigt");
        reader.look("newsletter-bestaetigt");

        editor.follow("Newsletter-Ausgaben").look("ausgaben");
        editor.follow("Neue Ausgabe").press("Veranstaltung hinzufügen");
        editor.fill("subject", SUBJECT)
                .fill("heading-1", "Guten Tag")
                .fill("markdown-1", "Das *Neueste* aus dem Netzwerk.");
        String event = editor.optionNaming("event-2", MEETING);
        editor.choose("event-2", event).press("Speichern");
        editor.reads("Die Ausgabe ist als Entwurf gespeichert.").look("ausgabe");
        editor.follow("Bearbeiten").look("ausgabe-bearbeiten").follow("Abbrechen");
        editor.followIntoNewWindow("Vorschau").reads(MEETING, "Das Neueste").look("vorschau");
        int before = mails(api, EDITOR);
        editor.back().press("Test an mich senden").reads("Der Test ist unterwegs");
        api.mails(EDITOR, before + 1);
        assertThat(mails(api, READER)).isEqualTo(1);
        editor.follow("Freigeben").look("ausgabe-freigeben");
        editor.press("Jetzt freigeben und senden").reads("Die Ausgabe ist freigegeben.");

        api.mails(READER, 2);
        reader.openMail(READER, SUBJECT).reads(MEETING, "Das Neueste").look("mail-newsletter");
        eventually(() -> editor.readsWhenLoadedAgain("Zugestellt"));
        editor.look("ausgabe-versandt");
        reader.open("/mail").look("mail");
        reader.openMail(READER, SUBJECT).followInMail("/newsletter/abmelden/");
        reader.look("newsletter-abmelden").press("Ja, abmelden").reads("Sie sind abgemeldet");
    }

    private static int mails(Api api, String recipient) {
        return api.mails(recipient, 0).size();
    }

    private static void the_analyst_sees_figures_and_streams(Walker analyst, Api api, int concluded)
            throws Exception {
        analyst.signIn(api, ANALYST).follow("Daten");
        eventually(
                () ->
                        analyst.readsWhenLoadedAgain("advisory.request-concluded.v1")
                                && analyst.tile("Abgeschlossene Beratungen")
                                        .equals(Integer.toString(concluded)));
        analyst.reads("membership.person", "events.event", "newsletter.edition").look("daten");
    }

    private static void an_officer_is_forgotten(Walker officer) {
        officer.open("/konto").follow("Löschung vorbereiten").look("konto-loeschen");
        officer.check("sure").press("Meine Daten jetzt löschen").reads("Beleg über die Löschung");
        eventually(() -> officer.readsWhenLoadedAgain("Löschung abgeschlossen"));
        officer.look("loeschung").doesNotRead("Hopfenblatt");
        officer.open("/konto").doesNotRead("Hopfenblatt").reads("Link anfordern");
    }

    private static void eventually(BooleanSupplier condition) {
        // a browser is driven by one thread
        await().pollInSameThread().atMost(Duration.ofSeconds(30)).until(condition::getAsBoolean);
    }

    private static Path chromium() {
        Optional<Path> found =
                Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                        .map(Path::of)
                        .flatMap(
                                folder ->
                                        Stream.of(
                                                        "chromium",
                                                        "chromium-browser",
                                                        "google-chrome",
                                                        "google-chrome-stable")
                                                .map(folder::resolve))
                        .filter(Files::isExecutable)
                        .findFirst();
        String missing = "No chromium, chromium-browser or google-chrome on the PATH";
        if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
            throw new AssertionError(missing);
        }
        return found.orElseGet(() -> abort(missing + ": the walk in the browser is left out"));
    }
}
