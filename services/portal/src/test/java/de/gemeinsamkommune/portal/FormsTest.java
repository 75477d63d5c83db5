package de.gemeinsamkommune.portal;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.Map;

/** What forms send, and what people see when it is refused. */
class FormsTest {
    private RunningPortal portal;

    @BeforeEach
    void start() {
        portal = RunningPortal.anew();
    }

    @Test
    void invites() {
        Browser browser = portal.signedIn("project-lead");
        browser.get("/team/einladungen");

        Browser.Page sent =
                browser.submit(
                        "/team/einladungen",
                        "givenName",
                        "Olena",
                        "familyName",
                        "Kovalenko",
                        "email",
                        "olena@fuerth.example",
                        "municipality",
                        "09573",
                        "roles",
                        "MEMBER",
                        "roles",
                        "LEAD",
                        "locale",
                        "en");

        assertThat(sent.location()).isEqualTo("/team/einladungen");
        FakeNetwork.Asked asked = last("POST", "/api/membership/invitations");
        JsonNode body = json(asked.body());
        assertThat(body.get("givenName").asString()).isEqualTo("Olena");
        assertThat(body.get("municipality").asString()).isEqualTo("09573");
        assertThat(body.get("roles").toString()).isEqualTo("[\"MEMBER\",\"LEAD\"]");
        assertThat(body.get("locale").asString()).isEqualTo("en");
        assertThat(asked.headers().get("idempotency-key")).matches("[0-9a-f-]{36}");
        assertThat(asked.headers().get("authorization")).startsWith("Bearer token-project-lead-");
        assertThat(browser.follow().text()).contains("Die Einladung ist gespeichert");
        assertThat(browser.get("/team/einladungen").text())
                .as("said once")
                .doesNotContain("Die Einladung ist gespeichert");
    }

    @Test
    void leads_invite_members_of_their_own_municipality_only() {
        Browser browser = portal.signedIn("lead");
        browser.get("/team/einladungen");

        browser.submit(
                "/team/einladungen",
                "givenName",
                "Olena",
                "familyName",
                "Kovalenko",
                "email",
                "olena@freising.example",
                "municipality",
                "09573",
                "roles",
                "ADMINISTRATOR",
                "locale",
                "de");

        JsonNode body = json(last("POST", "/api/membership/invitations").body());
        assertThat(body.get("municipality").asString()).isEqualTo("09178");
        assertThat(body.get("roles").toString()).isEqualTo("[\"MEMBER\"]");
    }

    @Test
    void shows_a_problem_at_its_field_and_keeps_what_was_typed() {
        portal.network()
                .on(
                        "POST",
                        "/api/membership/invitations",
                        FakeNetwork.Reply.problem(
                                409,
                                "person-already-known",
                                "Adresse bereits vergeben",
                                "Zu dieser E-Mail-Adresse gibt es bereits eine Person."));
        Browser browser = portal.signedIn("project-lead");
        browser.get("/team/einladungen");

        Browser.Page refused =
                browser.submit(
                        "/team/einladungen",
                        "givenName",
                        "Olena <b>",
                        "familyName",
                        "Kovalenko",
                        "email",
                        "bekannt@fuerth.example",
                        "roles",
                        "EDITOR",
                        "locale",
                        "de");

        assertThat(refused.status()).isEqualTo(200);
        assertThat(refused.body())
                .contains("value=\"bekannt@fuerth.example\"", "value=\"Olena &lt;b&gt;\"")
                .contains("href=\"#email\"", "id=\"email-fault\"", "aria-invalid=\"true\"")
                .contains("<title>Fehler:");
        assertThat(refused.text()).contains("Zu dieser E-Mail-Adresse gibt es bereits eine Person");
    }

    @Test
    void a_form_sent_again_has_the_same_key() {
        Browser browser = portal.signedIn("member");
        browser.get("/beratung/neu");
        String[] typed = {
            "topic", "monitoring", "subject", "Zahlen", "question", "Welche?", "contactBy", "PHONE"
        };
        portal.network()
                .on(
                        "POST",
                        "/api/advisory/requests",
                        FakeNetwork.Reply.problem(
                                409, "conflict", "Nicht möglich", "Gerade nicht."));
        Browser.Page refused = browser.submit("/beratung/neu", typed);
        assertThat(refused.text()).contains("Gerade nicht.");
        String first = last("POST", "/api/advisory/requests").headers().get("idempotency-key");

        browser.submit("/beratung/neu", typed);

        assertThat(last("POST", "/api/advisory/requests").headers())
                .containsEntry("idempotency-key", first);
        browser.get("/beratung/neu");
        browser.submit("/beratung/neu", typed);
        assertThat(last("POST", "/api/advisory/requests").headers().get("idempotency-key"))
                .isNotEqualTo(first);
    }

    @Test
    void proves_a_consent_with_its_words() {
        String lookUps = "/api/newsletter/consents/look-ups";
        Browser lead = portal.signedIn("project-lead");
        lead.get("/team/einwilligungen");
        assertThat(lead.submit("/team/einwilligungen", "email", "").body())
                .contains("href=\"#email\"");
        assertThat(portal.network().last("POST", lookUps)).isEmpty();

        Browser.Page proof = lead.submit("/team/einwilligungen", "email", "a@amt.example");
        assertThat(json(last("POST", lookUps).body()).get("address").asString())
                .isEqualTo("a@amt.example");
        assertThat(proof.text())
                .contains("a@amt.example", "Ich möchte den Newsletter erhalten.", "2026-11")
                .contains("In Kraft", "Beendet", "Abmeldung", "Noch nicht bestätigt");
        assertThat(portal.signedIn("editor").get("/team/einwilligungen").status()).isEqualTo(403);
        assertThat(portal.signedIn("member").get("/konto/einwilligungen").text())
                .contains("Ja, gern.", "nicht widerrufen");

        portal.network()
                .on(
                        "POST",
                        lookUps,
                        FakeNetwork.Reply.problem(
                                400, "email-address-invalid", "Adresse", "Keine Adresse"));
        Browser again = portal.signedIn("project-lead");
        again.get("/team/einwilligungen");
        assertThat(again.submit("/team/einwilligungen", "email", "niemand").body())
                .contains("email-fault", "Keine Adresse", "value=\"niemand\"");
    }

    @Test
    void postpones_and_releases_what_a_rule_of_retention_announced() {
        String page = "/team/aufbewahrung/advisory/closed-requests";
        String rule = "/api/advisory/retention/closed-requests";
        Browser browser = portal.signedIn("administrator");
        browser.get(page);
        Browser.Page refused = browser.submit(page + "/aufschub", "item", "r2");
        assertThat(refused.body()).contains("href=\"#until\"", "href=\"#reason\"");
        assertThat(portal.network().last("POST", rule + "/holds")).isEmpty();

        browser.submit(
                page + "/aufschub", "item", "r2", "until", "2027-01-31", "reason", "Prüfung");
        JsonNode body = json(last("POST", rule + "/holds").body());
        assertThat(body.get("item").asString()).isEqualTo("r2");
        assertThat(body.get("until").asString()).isEqualTo("2027-01-31");

        portal.network()
                .on(
                        "POST",
                        rule + "/holds",
                        FakeNetwork.Reply.problem(
                                400, "retention-hold-out-of-bounds", "Tag", "Tag nicht möglich"));
        browser.get(page);
        assertThat(
                        browser.submit(
                                        page + "/aufschub",
                                        "until",
                                        "2040-01-31",
                                        "reason",
                                        "Prüfung")
                                .body())
                .contains("until-fault", "Tag nicht möglich", "value=\"2040-01-31\"");

        browser.get(page);
        browser.submit(page + "/aufschub/h1/ende");
        assertThat(portal.network().last("DELETE", rule + "/holds/h1")).isPresent();
        browser.get(page + "/freigabe");
        browser.submit(page + "/freigabe");
        assertThat(portal.network().last("POST", rule + "/release")).isEmpty();
        browser.submit(page + "/freigabe", "sure", "true");
        assertThat(portal.network().last("POST", rule + "/release")).isPresent();
    }

    @Test
    void says_itself_what_is_missing() {
        Browser browser = portal.signedIn("member");
        browser.get("/beratung/neu");

        Browser.Page refused = browser.submit("/beratung/neu", "subject", "Zahlen");

        assertThat(refused.body())
                .contains("href=\"#topic\"", "href=\"#question\"", "value=\"Zahlen\"");
        assertThat(portal.network().last("POST", "/api/advisory/requests")).isEmpty();
    }

    @Test
    void asks_for_advice_for_the_own_municipality() {
        Browser browser = portal.signedIn("member");
        browser.get("/beratung/neu");

        Browser.Page sent =
                browser.submit(
                        "/beratung/neu",
                        "topic",
                        "monitoring",
                        "subject",
                        "Zahlen",
                        "question",
                        "Erste Zeile\r\nZweite Zeile",
                        "contactBy",
                        "VIDEO");

        assertThat(sent.location()).isEqualTo("/beratung/" + FakeNetwork.REQUEST);
        JsonNode body = json(last("POST", "/api/advisory/requests").body());
        assertThat(body.get("question").asString()).isEqualTo("Erste Zeile\nZweite Zeile");
        assertThat(body.get("contactBy").asString()).isEqualTo("VIDEO");
        assertThat(body.get("municipality").asString()).isEqualTo("09178");
    }

    @Test
    void advises_from_acceptance_to_conclusion() {
        Browser browser = portal.signedIn("adviser");
        browser.get("/beratung/" + FakeNetwork.REQUEST);
        browser.submit("/beratung/" + FakeNetwork.REQUEST + "/annahme");
        assertThat(last("POST", "/api/advisory/requests/" + FakeNetwork.REQUEST + "/assignment"))
                .isNotNull();

        String request = "/beratung/" + FakeNetwork.ACCEPTED;
        String api = "/api/advisory/requests/" + FakeNetwork.ACCEPTED;
        browser.get(request);
        browser.submit(request + "/antwort", "reply", "Gern.");
        assertThat(json(last("POST", api + "/replies").body()).get("text").asString())
                .isEqualTo("Gern.");

        browser.get(request);
        browser.submit(
                request + "/aufwand", "activity", "ON_SITE", "minutes", "90", "on", "2026-11-17");
        JsonNode effort = json(last("POST", api + "/efforts").body());
        assertThat(effort.get("minutes").asInt()).isEqualTo(90);
        assertThat(effort.get("on").asString()).isEqualTo("2026-11-17");

        browser.get(request);
        browser.submit(request + "/abschluss", "outcome", "ADVICE_GIVEN", "conclusion", "Fertig.");
        FakeNetwork.Asked concluded = last("POST", api + "/conclusion");
        assertThat(concluded.headers()).containsEntry("if-match", "\"6\"");
        assertThat(json(concluded.body()).get("outcome").asString()).isEqualTo("ADVICE_GIVEN");
    }

    @Test
    void a_conclusion_somebody_overtook_comes_back_with_its_text() {
        String request = "/beratung/" + FakeNetwork.ACCEPTED;
        String api = "/api/advisory/requests/" + FakeNetwork.ACCEPTED;
        portal.network()
                .on(
                        "POST",
                        api + "/conclusion",
                        FakeNetwork.Reply.problem(412, "precondition-failed", "Geändert", "Neu."));
        Browser browser = portal.signedIn("adviser");
        browser.get(request);

        Browser.Page back =
                browser.submit(
                        request + "/abschluss", "outcome", "REFERRED", "conclusion", "Mein Text");

        assertThat(back.body()).contains(">Mein Text</textarea>");
        assertThat(back.text()).contains("Inzwischen ist etwas hinzugekommen");
    }

    @Test
    void registers_and_cancels_after_asking_once_more() {
        Browser browser = portal.signedIn("lead");
        String event = "/veranstaltungen/" + FakeNetwork.FULL_EVENT;
        assertThat(browser.get(event).text()).contains("Auf die Warteliste setzen");

        assertThat(browser.submit(event + "/anmeldung").location()).isEqualTo(event);
        assertThat(browser.follow().text()).contains("Sie stehen auf der Warteliste");

        Browser member = portal.signedIn("member");
        assertThat(member.get("/veranstaltungen/" + FakeNetwork.EVENT).text())
                .contains("Sie sind angemeldet");
        assertThat(member.get("/veranstaltungen/" + FakeNetwork.EVENT + "/abmeldung").text())
                .contains("Ihr Platz geht an die nächste Person");
        member.submit("/veranstaltungen/" + FakeNetwork.EVENT + "/abmeldung");
        assertThat(
                        last(
                                "POST",
                                "/api/events/events/"
                                        + FakeNetwork.EVENT
                                        + "/registrations/r-1/cancellation"))
                .isNotNull();
    }

    @Test
    void announces_in_the_time_of_bavaria() {
        Browser browser = portal.signedIn("editor");
        browser.get("/team/veranstaltungen/neu");

        Browser.Page sent =
                browser.submit(
                        "/team/veranstaltungen/neu",
                        "title",
                        "Netzwerktreffen",
                        "format",
                        "netzwerktreffen",
                        "description",
                        "Text",
                        "startDate",
                        "2027-07-01",
                        "startTime",
                        "10:00",
                        "endDate",
                        "2027-07-01",
                        "endTime",
                        "16:00",
                        "venue",
                        "München",
                        "capacity",
                        "30",
                        "audience",
                        "PUBLIC",
                        "closesDate",
                        "2027-06-20",
                        "topics",
                        "monitoring, ehrenamt");

        assertThat(sent.location()).isEqualTo("/team/veranstaltungen/" + FakeNetwork.DRAFT);
        JsonNode body = json(last("POST", "/api/events/events").body());
        assertThat(body.get("startsAt").asString()).isEqualTo("2027-07-01T10:00:00+02:00");
        assertThat(body.get("registrationClosesAt").asString())
                .isEqualTo("2027-06-20T23:59:00+02:00");
        assertThat(body.get("capacity").asInt()).isEqualTo(30);
        assertThat(body.get("topics").toString()).isEqualTo("[\"monitoring\",\"ehrenamt\"]");
    }

    @Test
    void wrong_dates_and_numbers_are_shown_at_their_fields() {
        Browser browser = portal.signedIn("editor");
        browser.get("/team/veranstaltungen/neu");

        Browser.Page refused =
                browser.submit(
                        "/team/veranstaltungen/neu",
                        "title",
                        "Treffen",
                        "format",
                        "workshop",
                        "startDate",
                        "morgen",
                        "startTime",
                        "10:00",
                        "endDate",
                        "2027-07-01",
                        "endTime",
                        "spät",
                        "capacity",
                        "viele");

        assertThat(refused.body())
                .contains("href=\"#startDate\"", "href=\"#endTime\"", "href=\"#capacity\"")
                .contains("value=\"morgen\"", "value=\"viele\"");
        assertThat(portal.network().last("POST", "/api/events/events")).isEmpty();
    }

    @Test
    void fields_the_service_refuses_are_marked() {
        portal.network()
                .on(
                        "POST",
                        "/api/events/events",
                        FakeNetwork.Reply.problem(
                                400,
                                "invalid-request",
                                "Angaben ungültig",
                                "",
                                "[{\"pointer\":\"#/endsAt\",\"detail\":\"Das Ende muss nach dem"
                                    + " Beginn"
                                    + " liegen.\"},{\"pointer\":\"#/elsewhere\",\"detail\":\"Auch"
                                    + " das.\"}]"));
        Browser browser = portal.signedIn("editor");
        browser.get("/team/veranstaltungen/neu");

        Browser.Page refused =
                browser.submit(
                        "/team/veranstaltungen/neu",
                        "title",
                        "Treffen",
                        "format",
                        "workshop",
                        "startDate",
                        "2027-07-01",
                        "startTime",
                        "10:00",
                        "endDate",
                        "2027-06-01",
                        "endTime",
                        "10:00",
                        "capacity",
                        "5");

        assertThat(refused.body()).contains("id=\"endDate-fault\"", "href=\"#endDate\"");
        assertThat(refused.text()).contains("Das Ende muss nach dem Beginn liegen", "Auch das.");
    }

    @Test
    void an_edit_somebody_overtook_shows_both_and_loses_nothing() {
        String path = "/team/veranstaltungen/" + FakeNetwork.DRAFT + "/bearbeiten";
        String api = "/api/events/events/" + FakeNetwork.DRAFT;
        Browser browser = portal.signedIn("editor");
        browser.get(path);
        portal.network()
                .on(
                        "PUT",
                        api,
                        FakeNetwork.Reply.problem(
                                412,
                                "announcement-changed-meanwhile",
                                "Inzwischen geändert",
                                "Die Veranstaltung wurde geändert."));
        String[] typed = {
            "title", "Mein neuer Titel",
            "format", "workshop",
            "startDate", "2027-07-01",
            "startTime", "10:00",
            "endDate", "2027-07-01",
            "endTime", "16:00",
            "capacity", "25",
            "audience", "MEMBERS"
        };

        Browser.Page conflict = browser.submit(path, typed);

        assertThat(last("PUT", api).headers()).containsEntry("if-match", "\"1\"");
        assertThat(conflict.body()).contains("value=\"Mein neuer Titel\"");
        assertThat(conflict.text())
                .contains("Die Veranstaltung wurde geändert.", "Jetzt gespeichert")
                .contains("Workshop Kaufbeuren: Unser Weg zum Integrationsbericht");

        portal.network().on("PUT", api, FakeNetwork.Reply.ok("{}"));
        assertThat(browser.submit(path, typed).location())
                .isEqualTo("/team/veranstaltungen/" + FakeNetwork.DRAFT);
    }

    @Test
    void publishes_cancels_and_records_attendance() {
        Browser browser = portal.signedIn("editor");
        String draft = "/team/veranstaltungen/" + FakeNetwork.DRAFT;
        browser.get(draft + "/veroeffentlichen");
        assertThat(browser.submit(draft + "/veroeffentlichen").location()).isEqualTo(draft);
        assertThat(last("POST", "/api/events/events/" + FakeNetwork.DRAFT + "/publication"))
                .isNotNull();

        String open = "/team/veranstaltungen/" + FakeNetwork.EVENT;
        assertThat(browser.get(open + "/absagen").text()).contains("37 vergebene Plätze");
        browser.submit(open + "/absagen");
        assertThat(last("POST", "/api/events/events/" + FakeNetwork.EVENT + "/cancellation"))
                .isNotNull();

        String held = "/team/veranstaltungen/" + FakeNetwork.HELD;
        assertThat(browser.get(held).text()).contains("Amira Haddad", "Teilgenommen: 5 h 30 min");
        browser.submit(held + "/teilnahme", "minutes", "240");
        assertThat(
                        json(last(
                                                "POST",
                                                "/api/events/events/"
                                                        + FakeNetwork.HELD
                                                        + "/registrations/r-1/attendance")
                                        .body())
                                .get("minutes")
                                .asInt())
                .isEqualTo(240);
    }

    @Test
    void composes_an_edition_part_by_part() {
        Browser browser = portal.signedIn("editor");
        String path = "/team/newsletter/neu";
        browser.get(path);
        Browser.Page grown =
                browser.submit(
                        path,
                        "subject",
                        "Herbst",
                        "heading-1",
                        "Editorial",
                        "markdown-1",
                        "Liebe alle",
                        "add",
                        "EVENT");
        assertThat(grown.body()).contains(">Liebe alle</textarea>", "name=\"event-2\"");
        assertThat(portal.network().last("POST", "/api/newsletter/editions")).isEmpty();

        Browser.Page missing =
                browser.submit(path, "subject", "Herbst", "markdown-1", "Liebe alle");
        assertThat(missing.body()).contains("href=\"#event-2\"");

        Browser.Page swapped =
                browser.submit(
                        path,
                        "subject",
                        "Herbst",
                        "markdown-1",
                        "Liebe alle",
                        "event-2",
                        FakeNetwork.EVENT,
                        "up",
                        "2");
        assertThat(swapped.body()).contains("name=\"event-1\"", "name=\"markdown-2\"");

        Browser.Page saved =
                browser.submit(
                        path,
                        "subject",
                        "Herbst",
                        "event-1",
                        FakeNetwork.EVENT,
                        "markdown-2",
                        "Liebe alle");
        assertThat(saved.location()).isEqualTo("/team/newsletter/" + FakeNetwork.EDITION);
        JsonNode blocks = json(last("POST", "/api/newsletter/editions").body()).get("blocks");
        assertThat(blocks.get(0).toString())
                .isEqualTo("{\"kind\":\"EVENT\",\"event\":\"" + FakeNetwork.EVENT + "\"}");
        assertThat(blocks.get(1).get("markdown").asString()).isEqualTo("Liebe alle");
    }

    @Test
    void releases_only_what_was_seen_and_after_asking() {
        Browser browser = portal.signedIn("editor");
        String path = "/team/newsletter/" + FakeNetwork.EDITION;
        browser.get(path);
        browser.submit(path + "/test");
        assertThat(last("POST", "/api/newsletter/editions/" + FakeNetwork.EDITION + "/tests"))
                .isNotNull();

        assertThat(browser.get(path + "/freigabe").text()).contains("zurzeit 214");
        browser.submit(path + "/freigabe");
        assertThat(
                        last("POST", "/api/newsletter/editions/" + FakeNetwork.EDITION + "/release")
                                .headers())
                .containsEntry("if-match", "\"2\"");

        Browser.Page preview = browser.get(path + "/vorschau");
        assertThat(preview.body()).contains("Vorschau");
        assertThat(preview.header("content-security-policy").orElse("")).startsWith("sandbox;");
    }

    @Test
    void changes_the_own_data_with_the_version_that_was_read() {
        Browser browser = portal.signedIn("member");
        browser.get("/konto");

        browser.submit("/konto", "givenName", "Amira", "familyName", "Haddad-Weiß", "locale", "en");

        FakeNetwork.Asked put = last("PUT", "/api/membership/me");
        assertThat(put.headers()).containsEntry("if-match", "\"3\"");
        assertThat(json(put.body()).get("familyName").asString()).isEqualTo("Haddad-Weiß");
    }

    @Test
    void passes_on_the_export_of_everything_held() {
        portal.network()
                .on(
                        "GET",
                        "/api/membership/me/data",
                        new FakeNetwork.Reply(
                                200,
                                "application/zip",
                                "PK archive",
                                Map.of(
                                        "Content-Disposition",
                                        "attachment; filename=\"export.zip\"")));
        Browser browser = portal.signedIn("member");
        assertThat(browser.get("/konto").body()).contains("href=\"/konto/daten\"");

        Browser.Page export = browser.get("/konto/daten");

        assertThat(export.status()).isEqualTo(200);
        assertThat(export.body()).isEqualTo("PK archive");
        assertThat(export.header("content-type")).hasValue("application/zip");
        assertThat(export.header("content-disposition"))
                .hasValue("attachment; filename=\"export.zip\"");
        assertThat(export.header("cache-control")).hasValue("no-store");
        assertThat(last("GET", "/api/membership/me/data").headers().get("authorization"))
                .startsWith("Bearer token-member-");
        assertThat(portal.browser().get("/konto/daten").location()).isEqualTo("/anmelden");
    }

    @Test
    void says_clearly_that_the_export_is_not_complete_just_now() {
        portal.network()
                .on(
                        "GET",
                        "/api/membership/me/data",
                        FakeNetwork.Reply.problem(
                                503,
                                "export-incomplete",
                                "Nicht vollständig",
                                "Der Dienst events antwortet gerade nicht."));

        Browser.Page refused = portal.signedIn("member").get("/konto/daten");

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.text()).contains("Der Dienst events antwortet gerade nicht.");
        assertThat(refused.header("content-disposition")).isEmpty();
    }

    @Test
    void erases_only_after_a_clear_yes_and_shows_the_receipt() {
        Browser browser = portal.signedIn("member");
        browser.get("/konto/loeschen");
        assertThat(browser.submit("/konto/loeschen").body()).contains("href=\"#sure\"");
        assertThat(portal.network().last("POST", "/api/membership/me/erasure")).isEmpty();

        Browser.Page erased = browser.submit("/konto/loeschen", "sure", "true");

        assertThat(erased.location()).startsWith("/loeschung/" + FakeNetwork.RECEIPT);
        assertThat(portal.browser().get("/loeschung/" + FakeNetwork.RECEIPT).text())
                .contains("Löschung abgeschlossen", "aufbewahrt für den Fördergeber");
    }

    @Test
    void resets_second_factors_only_after_a_clear_yes() {
        String page = "/team/personen/member/zweiter-faktor";
        Browser browser = portal.signedIn("administrator");
        assertThat(browser.get("/team/personen/member").body()).contains("href=\"" + page + "\"");
        portal.network()
                .on(
                        "DELETE",
                        "/api/identity/people/([^/]+)/second-factors",
                        FakeNetwork.Reply.json(204, ""));
        browser.get(page);
        assertThat(browser.submit(page).body()).contains("href=\"#sure\"");
        String command = "/api/identity/people/member/second-factors";
        assertThat(portal.network().last("DELETE", command)).isEmpty();

        Browser.Page reset = browser.submit(page, "sure", "true");

        assertThat(reset.location()).isEqualTo("/team/personen/member");
        assertThat(last("DELETE", command).body()).isEmpty();
        assertThat(browser.get("/team/personen/member").text())
                .contains("Die zweiten Faktoren sind zurückgesetzt");
    }

    @Test
    void says_who_else_resets_second_factors() {
        Browser.Page page = portal.signedIn("adviser").get("/team/personen/member");

        assertThat(page.body())
                .contains("disabled", "aria-describedby=\"zweiter-faktor-wer\"")
                .doesNotContain("/zweiter-faktor\"");
        assertThat(page.text()).contains("Nur die Administration kann");
        assertThat(portal.signedIn("adviser").get("/team/personen/member/zweiter-faktor").status())
                .isEqualTo(403);
    }

    @Test
    void subscribes_in_two_steps() {
        Browser browser = portal.browser();
        browser.get("/newsletter");
        assertThat(browser.submit("/newsletter", "email", "a@b.example").body())
                .contains("href=\"#consent\"");

        Browser.Page asked =
                browser.submit("/newsletter", "email", "a@b.example", "consent", "true");

        assertThat(asked.location()).isEqualTo("/newsletter/angefragt");
        JsonNode body = json(last("POST", "/api/newsletter/subscriptions").body());
        assertThat(body.get("email").asString()).isEqualTo("a@b.example");
        assertThat(body.get("consent").asBoolean()).isTrue();
        assertThat(body.get("locale").asString()).isEqualTo("de");

        portal.network().asked();
        browser.get("/newsletter/bestaetigen?token=geheim");
        assertThat(portal.network().asked())
                .as("opening the link confirms nothing")
                .noneMatch(a -> a.method().equals("POST"));
        assertThat(browser.submit("/newsletter/bestaetigen").location())
                .isEqualTo("/newsletter/bestaetigt");
        assertThat(
                        json(last("POST", "/api/newsletter/subscriptions/confirmation").body())
                                .get("token")
                                .asString())
                .isEqualTo("geheim");
    }

    @Test
    void unsubscribes_by_one_click_of_a_mail_program() {
        Browser mailProgram = portal.browser();

        Browser.Page done =
                mailProgram.post("/newsletter/abmelden/geheim", "List-Unsubscribe=One-Click");

        assertThat(done.status()).isEqualTo(200);
        assertThat(done.headers()).doesNotContainKey("set-cookie");
        assertThat(last("POST", "/api/newsletter/unsubscribe/geheim")).isNotNull();
    }

    @Test
    void does_not_claim_to_have_unsubscribed_when_the_service_is_away() {
        portal.network()
                .on(
                        "POST",
                        "/api/newsletter/unsubscribe/.*",
                        new FakeNetwork.Reply(503, "text/plain", "", Map.of()));

        assertThat(
                        portal.browser()
                                .post("/newsletter/abmelden/geheim", "List-Unsubscribe=One-Click")
                                .status())
                .isEqualTo(503);
    }

    @Test
    void unsubscribes_by_the_button_of_the_page() {
        Browser browser = portal.browser();
        portal.network().asked();
        browser.get("/newsletter/abmelden/geheim");
        assertThat(portal.network().last("POST", "/api/newsletter/unsubscribe/geheim")).isEmpty();

        assertThat(browser.submit("/newsletter/abmelden/geheim").text())
                .contains("Sie sind abgemeldet");
        assertThat(last("POST", "/api/newsletter/unsubscribe/geheim")).isNotNull();
    }

    @Test
    void a_subscriber_without_an_account_sees_takes_and_deletes_what_is_held() {
        Browser browser = portal.browser();
        browser.get("/newsletter/daten");
        assertThat(browser.submit("/newsletter/daten").body()).contains("href=\"#email\"");
        assertThat(browser.submit("/newsletter/daten", "email", "a@b.example").location())
                .isEqualTo("/newsletter/daten/angefragt");
        assertThat(json(last("POST", "/api/newsletter/data-links").body()))
                .isEqualTo(json("{\"email\":\"a@b.example\",\"locale\":\"de\"}"));

        Browser.Page page = browser.get("/newsletter/daten/ansehen?token=geheim");
        assertThat(page.text())
                .contains("a@b.example", "A. B.", "Fassung 2026-11", "Ausgabe des Newsletters")
                .contains("widersprechen Sie weiteren E-Mails");
        Browser.Page file = browser.submit("/newsletter/daten/datei");
        assertThat(file.header("content-disposition").orElse(""))
                .isEqualTo("attachment; filename=\"gemeinsam-kommune-newsletter.json\"");
        assertThat(json(file.body()).get("consents").get(0).get("version").asString())
                .isEqualTo("2026-11");

        browser.get("/newsletter/daten/ansehen?token=geheim");
        assertThat(browser.submit("/newsletter/daten/loeschen").body())
                .contains("href=\"#sure\"", "value=\"geheim\"");
        assertThat(portal.network().last("POST", "/api/newsletter/data/deletion")).isEmpty();
        Browser.Page deleted =
                browser.submit("/newsletter/daten/loeschen", "sure", "true", "objecting", "true");
        assertThat(deleted.location()).isEqualTo("/newsletter/daten/geloescht");
        assertThat(json(last("POST", "/api/newsletter/data/deletion").body()))
                .isEqualTo(json("{\"token\":\"geheim\",\"objecting\":true}"));
    }

    @Test
    void a_link_to_ones_data_that_is_not_valid_leads_to_a_new_one() {
        portal.network()
                .on(
                        "POST",
                        "/api/newsletter/data",
                        FakeNetwork.Reply.problem(
                                404, "data-link-not-valid", "Link gilt nicht", "Zu alt."));

        Browser.Page gone = portal.browser().get("/newsletter/daten/ansehen?token=alt");

        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.body()).contains("href=\"/newsletter/daten\"");
    }

    @Test
    void gives_roles_in_the_network_and_in_municipalities() {
        Browser browser = portal.signedIn("project-lead");
        Browser.Page page = browser.get("/team/personen/member");
        assertThat(page.text())
                .contains("Landkreis Freising", "Beratung, Redaktion")
                .as("only administrators erase")
                .doesNotContain("Löschen");
        assertThat(page.body())
                .as("a role in a municipality is none in the network")
                .doesNotContainPattern("id=\"roles-MEMBER\"[^>]*checked");

        Browser.Page sent =
                browser.submit(
                        "/team/personen/member/rollen",
                        "roles",
                        "ADVISER",
                        "affiliation-09178",
                        "LEAD",
                        "municipality",
                        "09573",
                        "affiliation",
                        "MEMBER");
        assertThat(sent.location()).isEqualTo("/team/personen/member");
        FakeNetwork.Asked asked = last("PUT", "/api/membership/people/member/roles");
        assertThat(json(asked.body()).get("roles").toString()).isEqualTo("[\"ADVISER\"]");
        assertThat(json(asked.body()).get("affiliations").toString())
                .isEqualTo(
                        "[{\"municipality\":\"09178\",\"role\":\"LEAD\"},"
                                + "{\"municipality\":\"09573\",\"role\":\"MEMBER\"}]");
        assertThat(asked.headers()).containsEntry("if-match", "\"3\"");
    }

    @Test
    void merges_two_records_after_saying_what_will_happen() {
        Browser browser = portal.signedIn("project-lead");
        assertThat(browser.get("/team/personen").body()).contains("/team/dubletten");
        assertThat(browser.get("/team/personen/member").body())
                .contains("/team/dubletten?person=member");
        assertThat(browser.get("/team/dubletten").text())
                .contains("Gleicher Name in derselben Kommune", "Landkreis Freising");
        String pair = "/team/dubletten/lead/member";
        browser.get(pair);
        Browser.Page refused = browser.submit(pair + "/pruefen", "kept", "SECOND");
        assertThat(refused.body()).contains("id=\"keptName-fault\"", "id=\"keptEmail-fault\"");

        Browser.Page confirm =
                browser.submit(
                        pair + "/pruefen",
                        "kept",
                        "SECOND",
                        "keptName",
                        "FIRST",
                        "keptEmail",
                        "SECOND");
        assertThat(confirm.text()).contains("nicht rückgängig", "Newsletter", "Beratung");
        assertThat(browser.submit(pair + "/zusammenfuehren").body()).contains("id=\"sure-fault\"");
        Browser.Page sent = browser.submit(pair + "/zusammenfuehren", "sure", "true");
        assertThat(sent.location()).isEqualTo("/team/personen/member");
        FakeNetwork.Asked asked = last("POST", "/api/membership/people/member/merge");
        assertThat(asked.headers()).containsEntry("if-match", "\"3\"");
        JsonNode body = json(asked.body());
        assertThat(body.get("absorbed").asString()).isEqualTo("lead");
        assertThat(body.get("absorbedETag").asString()).isEqualTo("\"3\"");
        assertThat(body.get("name").asString()).isEqualTo("ABSORBED");
        assertThat(body.get("email").asString()).isEqualTo("KEPT");
        assertThat(browser.follow().text()).contains("Die Einträge sind zusammengeführt");
    }

    @Test
    void shows_a_refused_merge_with_what_there_is_by_now() {
        portal.network()
                .on(
                        "POST",
                        "/api/membership/people/[^/]+/merge",
                        FakeNetwork.Reply.problem(
                                412,
                                "person-changed-meanwhile",
                                "Inzwischen geändert",
                                "Die Angaben wurden inzwischen geändert."));
        Browser browser = portal.signedIn("project-lead");
        String pair = "/team/dubletten/lead/member";
        browser.get(pair);
        browser.submit(
                pair + "/pruefen", "kept", "FIRST", "keptName", "FIRST", "keptEmail", "FIRST");
        Browser.Page refused = browser.submit(pair + "/zusammenfuehren", "sure", "true");
        assertThat(refused.text()).contains("Die Angaben wurden inzwischen geändert.");
        assertThat(refused.body())
                .contains("role=\"alert\"")
                .containsPattern("id=\"kept-FIRST\"[^>]*checked");
    }

    @Test
    void whoever_was_merged_signs_in_anew() {
        Browser browser = portal.signedIn("member");
        browser.get("/konto");
        portal.network()
                .on(
                        "GET",
                        "/api/membership/me",
                        FakeNetwork.Reply.problem(
                                403, "caller-merged", "Zugang zusammengeführt", "Neu anmelden."));
        assertThat(browser.get("/konto").location()).isEqualTo("/anmelden?abgelaufen");
        assertThat(browser.get("/").text()).doesNotContain("Angemeldet als");
    }

    @Test
    void tells_two_people_apart_and_takes_that_back() {
        Browser browser = portal.signedIn("project-lead");
        browser.get("/team/dubletten");
        assertThat(browser.submit("/team/dubletten/lead/member/verschieden").location())
                .isEqualTo("/team/dubletten");
        last("PUT", "/api/membership/duplicates/lead/distinct/member");
        assertThat(browser.get("/team/dubletten?distinct=true").text())
                .contains("Als verschieden vermerkt");
        browser.submit("/team/dubletten/lead/member/doch-nicht");
        last("DELETE", "/api/membership/duplicates/lead/distinct/member");
        assertThat(portal.signedIn("adviser").get("/team/dubletten").status()).isEqualTo(403);
    }

    @Test
    void a_lead_changes_roles_in_the_own_municipality() {
        Browser browser = portal.signedIn("lead");
        assertThat(browser.get("/team/personen/member").text()).contains("In Ihrer Kommune");
        browser.submit("/team/personen/member/kommune", "affiliation-09178", "LEAD");
        assertThat(
                        json(last("PUT", "/api/membership/people/member/affiliations/09178").body())
                                .get("role")
                                .asString())
                .isEqualTo("LEAD");
        browser.get("/team/personen/member");
        Browser.Page left =
                browser.submit("/team/personen/member/kommune", "affiliation-09178", "NONE");
        assertThat(left.location()).isEqualTo("/team/personen");
        last("DELETE", "/api/membership/people/member/affiliations/09178");
    }

    @Test
    void somebody_of_two_municipalities_says_for_which_they_ask() {
        portal.network()
                .on(
                        "GET",
                        "/api/membership/me",
                        FakeNetwork.Reply.ok(
                                """
                                {"id":"member","name":"Amira Haddad","email":"a@x.example","locale":"de","roles":["MEMBER"],"status":"ACTIVE",
                                "affiliations":[{"municipality":"09178","role":"MEMBER"},{"municipality":"09573","role":"MEMBER"}]}
                                """));
        Browser browser = portal.signedIn("member");
        browser.get("/beratung/neu");
        String[] question = {
            "topic", "monitoring", "subject", "Zahlen", "question", "Wie?", "contactBy", "PHONE"
        };
        assertThat(browser.submit("/beratung/neu", question).body())
                .contains("id=\"municipality-fault\"");
        String[] complete =
                java.util.stream.Stream.concat(
                                java.util.Arrays.stream(question),
                                java.util.stream.Stream.of("municipality", "09573"))
                        .toArray(String[]::new);
        browser.submit("/beratung/neu", complete);
        assertThat(
                        json(last("POST", "/api/advisory/requests").body())
                                .get("municipality")
                                .asString())
                .isEqualTo("09573");
    }

    @Test
    void opens_a_funding_period_with_amounts_in_cents() {
        Browser browser = portal.signedIn("project-lead");
        browser.get("/team/foerderzeitraeume/neu");

        Browser.Page refused =
                browser.submit("/team/foerderzeitraeume/neu", period("1.2.3", "zwölf", "GK 26"));
        assertThat(refused.text())
                .contains("Bitte geben Sie einen Betrag in Euro ein")
                .contains("Ein Kürzel hat 1 bis 40 Zeichen");
        assertThat(refused.body()).contains("value=\"1.2.3\"", "value=\"zwölf\"");

        Browser.Page sent =
                browser.submit(
                        "/team/foerderzeitraeume/neu", period("1.000.000,50", "900000", "gk-2026"));
        assertThat(sent.location()).isEqualTo("/team/foerderzeitraeume");
        FakeNetwork.Asked asked = last("PUT", "/api/membership/funding-periods/gk-2026");
        JsonNode body = json(asked.body());
        assertThat(body.get("totalCents").asLong()).isEqualTo(100_000_050);
        assertThat(body.get("grantCents").asLong()).isEqualTo(90_000_000);
        assertThat(body.get("from").asString()).isEqualTo("2026-04-01");
        assertThat(asked.headers()).doesNotContainKey("if-match");
        assertThat(browser.follow().text()).contains("Der Förderzeitraum ist angelegt");
    }

    @Test
    void corrects_a_funding_period_and_shows_what_was_changed_before() {
        Browser browser = portal.signedIn("project-lead");
        Browser.Page form = browser.get("/team/foerderzeitraeume/gk-2023");
        assertThat(form.body()).contains("value=\"1.000.000,20\"", "value=\"900.000\"");
        assertThat(form.text())
                .contains("980.000 €", "Gesamtkosten in Euro 980.000 €", "Beträge gerundet nein ja")
                .contains("Eine Person, die nicht mehr im Netzwerk ist");

        portal.network()
                .on(
                        "PUT",
                        "/api/membership/funding-periods/gk-2023",
                        FakeNetwork.Reply.problem(
                                412,
                                "funding-period-changed-meanwhile",
                                "Inzwischen geändert",
                                "Der Förderzeitraum wurde inzwischen geändert."));
        Browser.Page overtaken =
                browser.submit(
                        "/team/foerderzeitraeume/gk-2023", period("990.000", "891.000", "gk-2023"));
        assertThat(last("PUT", "/api/membership/funding-periods/gk-2023").headers())
                .containsEntry("if-match", "\"1\"");
        assertThat(overtaken.body()).contains("value=\"990.000\"");
        assertThat(overtaken.text()).contains("1.000.000,20");
    }

    @Test
    void admits_changes_and_lets_municipalities_leave() {
        Browser browser = portal.signedIn("project-lead");
        browser.get("/team/kommunen/neu");
        Browser.Page refused =
                browser.submit(
                        "/team/kommunen/neu", "level", "PARTNER", "on", "2026-01-01", "hours", "x");
        assertThat(refused.body())
                .contains("href=\"#key\"", "href=\"#hours\"", "href=\"#contractFrom\"");
        assertThat(
                        browser.submit(
                                        "/team/kommunen/neu",
                                        "key",
                                        "09178",
                                        "level",
                                        "PARTNER",
                                        "on",
                                        "2026-01-01",
                                        "contractFrom",
                                        "2026-01-01",
                                        "hours",
                                        "7,5")
                                .location())
                .isEqualTo("/team/kommunen/09178");
        JsonNode admitted = json(last("PUT", "/api/membership/municipalities/09178").body());
        assertThat(admitted.get("contract").get("minutesPerWeek").asInt()).isEqualTo(450);
        assertThat(admitted.get("on").asString()).isEqualTo("2026-01-01");

        Browser.Page unit = browser.get("/team/kommunen/09178");
        assertThat(unit.body()).contains("value=\"7,5\"");
        assertThat(unit.text()).contains("Partnerkommune", "Stunden je Woche");
        portal.network()
                .on(
                        "PUT",
                        "/api/membership/municipalities/09178",
                        FakeNetwork.Reply.problem(
                                412, "municipality-changed-meanwhile", "Geändert", "Neu laden."));
        Browser.Page overtaken =
                browser.submit("/team/kommunen/09178", "level", "MEMBER", "on", "2026-02-01");
        assertThat(last("PUT", "/api/membership/municipalities/09178").headers())
                .containsEntry("if-match", "\"3\"");
        assertThat(overtaken.body()).contains("value=\"2026-02-01\"", "unterschiede");

        Browser.Page asked = browser.get("/team/kommunen/09178/austritt");
        assertThat(asked.text()).contains("nicht mehr für die Kommune im Netzwerk");
        assertThat(
                        browser.submit(
                                        "/team/kommunen/09178/austritt",
                                        "on",
                                        "2026-03-01",
                                        "reason",
                                        "OWN_WISH")
                                .body())
                .contains("href=\"#sure\"");
        browser.submit(
                "/team/kommunen/09178/austritt",
                "on",
                "2026-03-01",
                "reason",
                "OWN_WISH",
                "sure",
                "true");
        FakeNetwork.Asked left = last("POST", "/api/membership/municipalities/09178/leaving");
        assertThat(json(left.body()).get("reason").asString()).isEqualTo("OWN_WISH");
        assertThat(left.headers()).containsEntry("if-match", "\"3\"");
    }

    @Test
    void anybody_applies_by_three_steps() {
        Browser browser = portal.browser();
        assertThat(browser.get("/mitmachen?q=85354").body())
                .contains("/mitmachen/antrag?key=09184131")
                .doesNotContain("key=09161000");
        browser.get("/mitmachen/antrag?key=09184131");
        assertThat(browser.submit("/mitmachen/antrag", "email", "zoe@quittenau.example").body())
                .contains("href=\"#sure\"", "href=\"#givenName\"");
        String[] typed = {
            "level", "MEMBER",
            "givenName", "Zoe",
            "familyName", "Quitte",
            "email", "zoe@quittenau.example",
            "position", "Integrationsbeauftragte",
            "locale", "de",
            "sure", "true"
        };
        portal.network()
                .on(
                        "POST",
                        "/api/membership/applications",
                        FakeNetwork.Reply.problem(
                                409, "privacy-notice-outdated", "Geändert", "Bitte neu lesen."));
        assertThat(browser.submit("/mitmachen/antrag", typed).text()).contains("Bitte neu lesen.");
        portal.network()
                .on(
                        "POST",
                        "/api/membership/applications",
                        FakeNetwork.Reply.json(202, "{\"status\":\"CONFIRMATION_PENDING\"}"));
        assertThat(browser.submit("/mitmachen/antrag", typed).location())
                .isEqualTo("/mitmachen/angefragt");
        JsonNode wish = json(last("POST", "/api/membership/applications").body());
        assertThat(wish.get("municipality").asString()).isEqualTo("09184131");
        assertThat(wish.get("notice").asString()).isEqualTo("v1");
        assertThat(wish.get("maySpeak").asBoolean()).isTrue();

        browser.get("/mitmachen/bestaetigen?token=abc");
        assertThat(browser.submit("/mitmachen/bestaetigen").text())
                .contains("Ihr Antrag ist bestätigt");
        assertThat(
                        json(last("POST", "/api/membership/applications/confirmation").body())
                                .get("token")
                                .asString())
                .isEqualTo("abc");
        browser.get("/mitmachen/zuruecknehmen?token=abc");
        assertThat(browser.submit("/mitmachen/zuruecknehmen").text())
                .contains("Ihr Antrag ist zurückgenommen");
    }

    @Test
    void the_team_decides_on_an_application() {
        Browser browser = portal.signedIn("project-lead");
        String page = "/team/antraege/" + FakeNetwork.APPLICATION;
        String api = "/api/membership/applications/" + FakeNetwork.APPLICATION;
        assertThat(browser.get(page).body())
                .contains("Gemeinde Quittenau &lt;b&gt;", "zoe@quittenau.example");
        assertThat(browser.submit(page + "/ablehnung", "reason", "OTHER").body())
                .contains("href=\"#text\"");
        browser.submit(page + "/ablehnung", "reason", "OTHER", "text", "Leider nicht.");
        FakeNetwork.Asked declined = last("POST", api + "/decline");
        assertThat(declined.headers()).containsEntry("if-match", "\"2\"");
        assertThat(json(declined.body()).get("text").asString()).isEqualTo("Leider nicht.");

        browser.get(page);
        portal.network()
                .on(
                        "POST",
                        api + "/approval",
                        FakeNetwork.Reply.problem(
                                400,
                                "invalid-request",
                                "Ungültig",
                                "Bitte prüfen.",
                                "[{\"pointer\":\"#/facts\",\"detail\":\"Angaben fehlen.\"}]"));
        assertThat(
                        browser.submit(
                                        page + "/annahme",
                                        "level",
                                        "MEMBER",
                                        "on",
                                        "2026-12-01",
                                        "kind",
                                        "")
                                .body())
                .contains("href=\"#kind\"", "Angaben fehlen.");
        JsonNode approval = json(last("POST", api + "/approval").body());
        assertThat(approval.get("admission").get("on").asString()).isEqualTo("2026-12-01");
    }

    private static String[] period(String total, String grant, String code) {
        return new String[] {
            "code", code,
            "name", "Gemeinsam Kommune",
            "funder", "BAMF",
            "programme", "AMIF",
            "specificObjective", "2",
            "from", "2026-04-01",
            "to", "2029-03-31",
            "total", total,
            "grant", grant,
            "rate", "90"
        };
    }

    @Test
    void sends_a_list_of_people_and_shows_what_would_become_of_each_row() {
        Browser browser = portal.signedIn("lead");
        browser.get("/team/personen/import");
        byte[] file = "Vorname;Nachname;E-Mail\r\nÖ;B;a@b.example".getBytes(ISO_8859_1);

        Browser.Page sent = browser.upload("/team/personen/import", "file", "liste.csv", file);

        assertThat(sent.location()).isEqualTo("/team/personen/import/" + FakeNetwork.LIST);
        FakeNetwork.Asked asked = last("POST", "/api/membership/people-imports");
        assertThat(asked.headers())
                .containsEntry("content-type", "application/octet-stream")
                .containsEntry("content-length", String.valueOf(file.length));
        assertThat(asked.body()).startsWith("Vorname;Nachname;E-Mail").contains("a@b.example");
        assertThat(asked.headers().get("idempotency-key")).matches("[0-9a-f-]{36}-[0-9a-f]{64}");
        Browser.Page rows = browser.follow();
        assertThat(rows.text())
                .contains("Noch ist niemand eingeladen.")
                .contains("Die führende Null fehlte und wurde ergänzt.")
                .contains("E-Mail : Das ist keine E-Mail-Adresse.")
                .contains("Telefon", "Zeilen mit Mängeln auslassen (1)", "Jetzt einladen (1)");
        assertThat(rows.body()).contains("&lt;b&gt;Bea").doesNotContain("<b>Bea");
        browser.get("/team/personen/import/" + FakeNetwork.LIST + "?problems=true");
        assertThat(last("GET", "/api/membership/people-imports/" + FakeNetwork.LIST + "/rows"))
                .extracting(FakeNetwork.Asked::query)
                .asString()
                .contains("problems=true");
    }

    @Test
    void a_file_that_is_no_list_is_explained_at_the_field() {
        Browser browser = portal.signedIn("project-lead");
        portal.network()
                .on(
                        "POST",
                        "/api/membership/people-imports",
                        FakeNetwork.Reply.problem(
                                400,
                                "people-file-old-excel",
                                "Altes Format",
                                "Bitte speichern Sie sie als .xlsx."));
        browser.get("/team/personen/import");
        Browser.Page refused =
                browser.upload("/team/personen/import", "file", "a.xls", new byte[] {1});
        assertThat(refused.body())
                .contains("id=\"file-fault\"", "Bitte speichern Sie sie als .xlsx.");

        portal.network()
                .on(
                        "POST",
                        "/api/membership/people-imports",
                        FakeNetwork.Reply.problem(413, "request-too-large", "Zu groß", "Zu groß."));
        assertThat(
                        browser.upload(
                                        "/team/personen/import",
                                        "file",
                                        "a.csv",
                                        new byte[6 * 1024 * 1024])
                                .text())
                .contains("Die Datei ist größer als 5 MB.");
        assertThat(browser.upload("/team/personen/import", "file", "", new byte[0]).text())
                .contains("Bitte wählen Sie eine Datei.");
        assertThat(portal.signedIn("adviser").get("/team/personen/import").status()).isEqualTo(403);
    }

    @Test
    void invites_whom_a_list_names_and_follows_it() {
        Browser browser = portal.signedIn("project-lead");
        String page = "/team/personen/import/" + FakeNetwork.LIST;
        browser.get(page);
        assertThat(browser.submit(page + "/start", "skipFlawed", "true").location())
                .isEqualTo(page);
        assertThat(
                        last(
                                        "POST",
                                        "/api/membership/people-imports/"
                                                + FakeNetwork.LIST
                                                + "/start")
                                .query())
                .isEqualTo("skipFlawed=true");
        assertThat(browser.follow().text()).contains("Das Einladen hat begonnen.");
        portal.network()
                .on(
                        "POST",
                        "/api/membership/people-imports/.*/start",
                        FakeNetwork.Reply.problem(
                                409,
                                "people-import-flawed",
                                "Mängel",
                                "Bitte lassen Sie sie aus."));
        assertThat(browser.submit(page + "/start").body())
                .contains("id=\"skipFlawed-fault\"", "Bitte lassen Sie sie aus.");
        browser.get(page);
        assertThat(browser.submit(page + "/abbruch").location()).isEqualTo(page);

        String running = "/team/personen/import/" + FakeNetwork.RUNNING_LIST;
        Browser.Page quiet = browser.get(running);
        assertThat(quiet.text()).contains("2 von 4 Zeilen bearbeitet");
        assertThat(quiet.header("refresh")).isEmpty();
        assertThat(browser.get(running + "?follow=true").header("refresh")).hasValue("3");
        assertThat(browser.get("/team/personen/import/" + FakeNetwork.DONE_LIST).body())
                .contains("href=\"/team/personen?status=INVITED\"");
    }

    @Test
    void passes_on_people_and_template_as_files() {
        Browser browser = portal.signedIn("lead");
        assertThat(browser.get("/team/personen").body())
                .contains("/team/personen/export?format=xlsx", "href=\"/team/personen/import\"");
        for (String path : new String[] {"export", "import/vorlage"}) {
            Browser.Page file = browser.get("/team/personen/" + path + "?format=csv");
            assertThat(file.body()).isEqualTo("Vorname");
            assertThat(file.header("content-disposition"))
                    .hasValue("attachment; filename=\"personen.csv\"");
            assertThat(file.header("cache-control")).hasValue("no-store");
        }
        assertThat(last("GET", "/api/membership/people/export").query()).isEqualTo("format=csv");
        assertThat(portal.signedIn("adviser").get("/team/personen").body())
                .doesNotContain("/team/personen/export");
    }

    @Test
    void refuses_forged_forms() {
        Browser browser = portal.signedIn("member");

        Browser.Page forged = browser.post("/konto/loeschen", "sure=true");

        assertThat(forged.status()).isEqualTo(403);
        assertThat(forged.text()).contains("Kein Zugriff", "Ihre Eingaben bleiben");
        assertThat(portal.network().last("POST", "/api/membership/me/erasure")).isEmpty();
    }

    private FakeNetwork.Asked last(String method, String path) {
        return portal.network().last(method, path).orElseThrow();
    }

    private static JsonNode json(String body) {
        return JsonMapper.shared().readTree(body);
    }
}
