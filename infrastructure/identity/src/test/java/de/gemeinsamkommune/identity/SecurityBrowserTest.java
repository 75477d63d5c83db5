package de.gemeinsamkommune.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;

import org.junit.jupiter.api.Test;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages in a real browser with a virtual authenticator; each page on the way is accessible. */
class SecurityBrowserTest {

    private static final Path PICTURES = Path.of("target", "pictures");

    private final List<String> findings = new ArrayList<>();

    @Test
    void somebody_sets_up_and_uses_a_passkey_and_an_app_in_a_browser() throws Exception {
        Path chromium = chromium();
        Map<String, String> noDownload = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        try (Network.Installation identity = Network.named().with("--SECOND_FACTOR=team").start();
                Playwright playwright =
                        Playwright.create(new Playwright.CreateOptions().setEnv(noDownload));
                com.microsoft.playwright.Browser browser =
                        playwright
                                .chromium()
                                .launch(
                                        new BrowserType.LaunchOptions()
                                                .setExecutablePath(chromium)
                                                .setArgs(
                                                        List.of(
                                                                "--no-sandbox",
                                                                "--disable-gpu",
                                                                "--no-first-run",
                                                                "--disable-background-networking",
                                                                "--disable-component-update",
                                                                "--disable-sync")))) {
            String address = SignInFlowTest.address();
            Network.membership.admit(address, "ADVISER");
            try (BrowserContext context = browser.newContext()) {
                passkey(identity, context, address);
            }
            try (BrowserContext context = browser.newContext()) {
                app(identity, context);
            }
            try (BrowserContext context =
                    browser.newContext(
                            new com.microsoft.playwright.Browser.NewContextOptions()
                                    .setJavaScriptEnabled(false))) {
                Page page = context.newPage();
                page.navigate(identity.url + "/identity/sign-in");
                assertThat(page.getByText("Link anfordern").isVisible()).isTrue();
                assertThat(page.getByText("Mit Passkey anmelden").isVisible()).isFalse();
            }
        }
        assertThat(findings).isEmpty();
    }

    private void passkey(Network.Installation identity, BrowserContext context, String address)
            throws Exception {
        Page page = context.newPage();
        device(context, page);
        signInByLink(identity, page, address);
        assertThat(page.url()).endsWith("/identity/security");
        look(page, "security-required");
        page.getByLabel("Name des Passkeys").fill("Diensthandy");
        press(page, "Passkey hinzufügen");
        page.waitForURL(Pattern.compile(".*/identity/security/passkeys"));
        assertThat(page.getByRole(AriaRole.HEADING).first().textContent())
                .contains("Wiederherstellungscodes");
        look(page, "recovery-codes");
        page.navigate(identity.url + "/identity/security");
        assertThat(page.content()).contains("Diensthandy");
        look(page, "security");

        // another day, the same device
        context.clearCookies();
        page.navigate(identity.url + "/identity/sign-in");
        look(page, "sign-in");
        press(page, "Mit Passkey anmelden");
        page.waitForURL(Pattern.compile(".*/anmelden"));
        page.navigate(identity.url + "/identity/security");
        assertThat(page.content()).contains("zuletzt benutzt am", "Passkey hinzufügen");
    }

    private void app(Network.Installation identity, BrowserContext context) throws Exception {
        String address = SignInFlowTest.address();
        Network.membership.admit(address, "MEMBER");
        Page page = context.newPage();
        signInByLink(identity, page, address);
        page.navigate(identity.url + "/identity/security");
        press(page, "App einrichten");
        look(page, "app");
        Authenticator app = Authenticator.of(page.content(), identity.clock);
        page.getByLabel("Code aus der App").fill(app.wrong());
        press(page, "App bestätigen");
        look(page, "app-wrong");
        page.getByLabel("Code aus der App").fill(app.code());
        press(page, "App bestätigen");
        assertThat(page.content()).contains("Ihre Wiederherstellungscodes");

        context.clearCookies();
        identity.clock.forward(java.time.Duration.ofSeconds(30));
        signInByLink(identity, page, address);
        assertThat(page.url()).endsWith("/identity/second-factor");
        look(page, "second-factor");
        page.getByLabel("Code", new Page.GetByLabelOptions().setExact(true)).fill(app.code());
        press(page, "Bestätigen");
        page.navigate(identity.url + "/identity/security?lang=en");
        assertThat(page.content()).contains("Authenticator app", "Set up on");
        look(page, "security-english");
    }

    private static void signInByLink(Network.Installation identity, Page page, String address)
            throws Exception {
        Inbox inbox = new Inbox(address);
        int before = inbox.mails().size();
        page.navigate(identity.url + "/identity/sign-in?lang=de");
        page.getByLabel("E-Mail-Adresse").fill(address);
        press(page, "Link anfordern");
        String token = inbox.token(before + 1);
        page.navigate(identity.url + "/identity/link?token=" + token);
        press(page, "Jetzt anmelden");
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private static void device(BrowserContext context, Page page) {
        CDPSession devtools = context.newCDPSession(page);
        devtools.send("WebAuthn.enable");
        JsonObject options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        JsonObject asked = new JsonObject();
        asked.add("options", options);
        devtools.send("WebAuthn.addVirtualAuthenticator", asked);
    }

    private void look(Page page, String name) {
        page.setViewportSize(390, 844);
        if (Boolean.TRUE.equals(
                page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))) {
            findings.add(name + ": wider than a phone");
        }
        page.screenshot(
                new Page.ScreenshotOptions()
                        .setPath(PICTURES.resolve(name + ".png"))
                        .setFullPage(true));
        new AxeBuilder(page)
                .setLegacyMode(true)
                .analyze()
                .getViolations()
                .forEach(one -> findings.add(name + ": " + one.getId() + " " + one.getNodes()));
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
        return found.orElseGet(() -> abort(missing + ": the pages in a browser are left out"));
    }
}
