package de.gemeinsamkommune.portal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pages by which the team imports a register. */
class RegisterPagesTest {

    private static final String PAGE = "/team/register";
    private static final String IMPORTS = "/api/membership/register-imports";

    private RunningPortal portal;

    @BeforeEach
    void start() {
        portal = RunningPortal.anew();
    }

    @Test
    void a_file_is_passed_on_as_it_is_and_followed_to_its_end() {
        Browser browser = portal.signedIn("project-lead");
        assertThat(browser.get(PAGE).text()).contains("nur das mitgelieferte Verzeichnis");

        Browser.Page sent =
                browser.upload(
                        PAGE,
                        "file",
                        "units.csv",
                        "ebene;ags\nMünchen",
                        "asOf",
                        "2026-06-30",
                        "dryRun",
                        "true");

        assertThat(sent.location()).isEqualTo(PAGE + "/" + FakeNetwork.REQUEST);
        FakeNetwork.Asked asked = portal.network().last("POST", IMPORTS).orElseThrow();
        assertThat(asked.body()).isEqualTo("ebene;ags\nMünchen");
        assertThat(asked.query()).contains("on=2026-06-30", "dryRun=true");
        assertThat(asked.headers().get("idempotency-key")).isNotBlank();

        Browser.Page running = browser.follow();
        assertThat(running.header("Refresh")).hasValue("2");
        assertThat(running.body()).contains("value=\"500\"", "max=\"2160\"");
        assertThat(browser.get(sent.location() + "?anhalten=").header("Refresh")).isEmpty();

        String done = FakeNetwork.registerImport(FakeNetwork.REQUEST, "DONE", "2160");
        portal.network().on("GET", IMPORTS, FakeNetwork.Reply.ok("{\"items\":[" + done + "]}"));
        portal.network().on("GET", IMPORTS + "/" + FakeNetwork.REQUEST, FakeNetwork.Reply.ok(done));
        portal.network()
                .on(
                        "GET",
                        "/api/membership/register",
                        FakeNetwork.Reply.ok(
                                """
                                {"asOf":"2026-06-30","municipalities":2056,"population":13369393}
                                """));
        Browser.Page ended = browser.get(sent.location());
        assertThat(ended.header("Refresh")).isEmpty();
        assertThat(ended.text()).contains("Eingelesen", "Neue Einheiten 2.000");
        assertThat(browser.get(PAGE).text()).contains("2.056 Gemeinden mit 13.369.393");
    }

    @Test
    void what_is_to_be_mended_stands_beside_its_field() {
        Browser browser = portal.signedIn("administrator");
        browser.get(PAGE);
        assertThat(browser.upload(PAGE, "file", "", "", "asOf", "gestern").text())
                .contains("Bitte wählen Sie eine Datei aus.", "Datum");

        portal.network()
                .on(
                        "POST",
                        IMPORTS,
                        FakeNetwork.Reply.problem(400, "register-day-missing", "-", "on=…"));
        Browser.Page refused = browser.upload(PAGE, "file", "units.csv", "ebene;ags");
        assertThat(refused.body()).contains("id=\"asOf-fault\"").doesNotContain("on=…");

        Browser.Page flaws = browser.get(PAGE + "/" + FakeNetwork.RECEIPT);
        assertThat(flaws.text()).contains("1 Mangel", "7 ags Hier stehen 8 Ziffern.");
    }

    @Test
    void a_file_of_nobody_is_not_even_received() {
        Browser anybody = portal.browser();
        // without a token against forgery, of which nothing is told: that would need the parameters
        Browser.Page answer = anybody.upload(PAGE, "file", "units.csv", "ebene;ags");
        assertThat(answer.location()).isEqualTo("/anmelden");
        Browser member = portal.signedIn("member");
        assertThat(member.unseen().upload(PAGE, "file", "units.csv", "ebene;ags").status())
                .isEqualTo(403);
        assertThat(portal.network().last("POST", IMPORTS)).isEmpty();
    }

    @Test
    void a_file_that_is_too_large_is_refused_with_a_page() {
        Browser browser = portal.signedIn("administrator");
        browser.get(PAGE);
        Browser.Page refused =
                browser.upload(PAGE, "file", "units.csv", "x".repeat(52 * 1024 * 1024));
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.text()).contains("50 MB");
    }
}
