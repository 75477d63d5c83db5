package de.gemeinsamkommune.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOnlyOptions;
import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.ScreenshotType;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A person who walks through the network by keyboard, in a browser that runs no scripts. What the
 * person sees is looked at again in a browser that does, because the accessibility check is a
 * script.
 */
final class Walker implements AutoCloseable {

    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final int HEIGHT = 900;
    private static final int DESKTOP = 1280;
    private static final int PHONE = 390;

    /** What a page of 1280 pixels has left at 400 %: WCAG 2.2, 1.4.10. */
    private static final int NARROWEST = 320;

    private static final int CLIENT_ERROR = 400;

    private final String home;
    private final BrowserContext without;
    private final BrowserContext with;
    private final Page examined;
    private final Set<String> seen;
    private final List<String> findings;
    private Page page;

    Walker(Browser browser, String home, Set<String> seen, List<String> findings) {
        this.home = home;
        this.seen = seen;
        this.findings = findings;
        this.without = context(browser, false);
        this.with = context(browser, true);
        this.examined = with.newPage();
        this.page = without.newPage();
    }

    private BrowserContext context(Browser browser, boolean scripts) {
        BrowserContext context =
                browser.newContext(
                        new Browser.NewContextOptions()
                                .setJavaScriptEnabled(scripts)
                                // only for the script that examines
                                .setBypassCSP(scripts)
                                .setLocale("de-DE")
                                .setTimezoneId("Europe/Berlin")
                                .setViewportSize(DESKTOP, HEIGHT));
        context.setDefaultTimeout(60_000);
        context.onRequest(
                request -> {
                    URI address = URI.create(request.url());
                    if (!"data".equals(address.getScheme())
                            && !"localhost".equals(address.getHost())) {
                        findings.add("asks elsewhere: " + request.url());
                    }
                });
        context.onConsoleMessage(
                message -> {
                    if (message.type().equals("error")) {
                        findings.add("console: " + message.text() + " " + message.location());
                    }
                });
        context.onWebError(error -> findings.add("script: " + error.error()));
        context.onResponse(
                response -> {
                    if (response.status() >= CLIENT_ERROR) {
                        findings.add(response.status() + " " + response.url());
                    }
                });
        return context;
    }

    /** As everything can be done by keyboard; Chromium also lets it through to windows behind. */
    private Walker enter(Locator target) {
        target.press("Enter");
        page.waitForLoadState();
        return this;
    }

    Walker open(String path) {
        page.navigate(home + path);
        return this;
    }

    /** Follows the first link that is named so. */
    Walker follow(String name) {
        return enter(
                page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name)).first());
    }

    /** Follows the link that changes the language. */
    Walker speak(String language) {
        return enter(page.locator("nav a[hreflang='" + language + "']"));
    }

    /** Follows a link into a window of its own and goes on there. */
    Walker followIntoNewWindow(String name) {
        page =
                without.waitForPage(
                        () ->
                                page.getByRole(
                                                AriaRole.LINK,
                                                new Page.GetByRoleOptions().setName(name))
                                        .press("Enter"));
        page.waitForLoadState();
        return this;
    }

    /** Closes the window and goes on in the one before. */
    Walker back() {
        page.close();
        page = without.pages().getLast();
        return this;
    }

    Walker press(String name) {
        return enter(
                page.getByRole(
                        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true)));
    }

    Walker fill(String field, String answer) {
        page.locator("[id='" + field + "']").fill(answer);
        return this;
    }

    /** Chooses a file for the field. */
    Walker attach(String field, String name, String content) {
        page.locator("[id='" + field + "']")
                .setInputFiles(
                        new FilePayload(
                                name, "text/csv", content.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    Walker choose(String field, String value) {
        page.locator("select[id='" + field + "']").selectOption(value);
        return this;
    }

    /** {@return the value of the choice whose text begins so} */
    String optionNaming(String field, String words) {
        return page.locator("select[id='" + field + "'] option")
                .filter(new Locator.FilterOptions().setHasText(words))
                .first()
                .getAttribute("value");
    }

    /** Chooses a box or a radio button, unless it is chosen already. */
    Walker check(String field) {
        if (!page.locator("[id='" + field + "']").isChecked()) {
            page.locator("[id='" + field + "']").press("Space");
        }
        assertThat(page.locator("[id='" + field + "']").isChecked()).as(field).isTrue();
        return this;
    }

    /** Opens what is folded away. */
    Walker unfold(String summary) {
        page.locator("summary", new Page.LocatorOptions().setHasText(summary)).press("Enter");
        return this;
    }

    /** Expects words on the page. */
    Walker reads(String... words) {
        assertThat(text()).as(page.url()).contains(words);
        return this;
    }

    Walker doesNotRead(String words) {
        assertThat(text()).as(page.url()).doesNotContain(words);
        return this;
    }

    String text() {
        return page.locator("body").innerText();
    }

    String address() {
        return page.url();
    }

    /** {@return the figure in the tile with this title} */
    String tile(String title) {
        return page.locator(
                        ".tiles > div",
                        new Page.LocatorOptions()
                                .setHas(
                                        page.locator(
                                                "dt", new Page.LocatorOptions().setHasText(title))))
                .locator("dd")
                .innerText();
    }

    /** {@return whether the page has this text now; loads it again first} */
    boolean readsWhenLoadedAgain(String words) {
        page.reload();
        return text().contains(words);
    }

    /** Opens the newest mail with this subject on the page of the caught mails. */
    Walker openMail(String recipient, String subject) {
        open("/mail").fill("to", recipient).press("Anzeigen");
        return follow(subject);
    }

    /** Follows the link of a mail that goes to this path. */
    Walker followInMail(String path) {
        return enter(page.locator("pre.mail-text a[href*='" + path + "']").first());
    }

    /** Asks for a link, finds it in the mailbox, and signs in with it. */
    Walker signIn(Api mails, String email) throws Exception {
        int before = mails.mails(email).size();
        open("/").follow("Anmelden").look("anmelden");
        fill("email", email).press("Link anfordern").look("anmelden-verschickt");
        mails.mails(email, before + 1);
        openMail(email, "Ihr Anmeldelink");
        return followInMail("/identity/link").look("anmelden-link").press("Jetzt anmelden");
    }

    /**
     * Examines the page as it is now: one main heading, no violation that axe knows of, nothing cut
     * off on a phone; takes pictures. A name is looked at once.
     */
    Walker look(String name) {
        if (!seen.add(name)) {
            return this;
        }
        int headings = page.locator("h1").count();
        if (headings != 1) {
            findings.add(name + ": " + headings + " h1");
        }
        with.clearCookies();
        with.addCookies(
                without.cookies().stream()
                        .map(
                                cookie ->
                                        new com.microsoft.playwright.options.Cookie(
                                                        cookie.name, cookie.value)
                                                .setDomain(cookie.domain)
                                                .setPath(cookie.path)
                                                .setHttpOnly(cookie.httpOnly)
                                                .setSecure(cookie.secure))
                        .toList());
        examined.navigate(page.url());
        examine(name);
        return this;
    }

    /**
     * Sends the form as it is, on purpose incomplete, where scripts run, and examines the answer.
     */
    Walker lookAtRefusal(String name, String button) {
        if (seen.add(name)) {
            examined.navigate(page.url());
            examined.getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName(button).setExact(true))
                    .press("Enter");
            assertThat(examined.getByRole(AriaRole.ALERT).innerText()).as(name).isNotBlank();
            examine(name);
        }
        return this;
    }

    private void examine(String name) {
        examined.setViewportSize(DESKTOP, HEIGHT);
        AxeRunOptions options = new AxeRunOptions();
        AxeRunOnlyOptions tags = new AxeRunOnlyOptions();
        tags.setType("tag");
        tags.setValues(RULES);
        options.setRunOnly(tags);
        options.setResultTypes(List.of("violations"));
        AxeBuilder axe = new AxeBuilder(examined).options(options).setLegacyMode(true);
        if (examined.locator("iframe").count() > 0) {
            // shows a page that is looked at by itself, and lets no script in
            axe = axe.exclude("iframe");
        }
        for (Rule violation : axe.analyze().getViolations()) {
            for (CheckedNode node : violation.getNodes()) {
                findings.add(
                        name
                                + ": "
                                + violation.getId()
                                + " "
                                + node.getTarget()
                                + " "
                                + node.getHtml()
                                + " "
                                + node.getFailureSummary());
            }
        }
        photograph(name + "-1280");
        examined.setViewportSize(NARROWEST, HEIGHT);
        fits(name, NARROWEST);
        examined.setViewportSize(PHONE, HEIGHT);
        fits(name, PHONE);
        photograph(name + "-390");
    }

    private void fits(String name, int width) {
        Object taken = examined.evaluate("document.documentElement.scrollWidth");
        if (((Number) taken).intValue() > width) {
            findings.add(name + ": is " + taken + " wide where there is room for " + width);
        }
    }

    /** For people to look at, so not where nobody does. */
    private void photograph(String name) {
        if ("true".equals(System.getenv("CI"))) {
            return;
        }
        examined.screenshot(
                new Page.ScreenshotOptions()
                        .setPath(SCREENSHOTS.resolve(name + ".jpeg"))
                        .setType(ScreenshotType.JPEG)
                        .setQuality(75)
                        .setFullPage(true));
    }

    @Override
    public void close() {
        without.close();
        with.close();
    }
}
