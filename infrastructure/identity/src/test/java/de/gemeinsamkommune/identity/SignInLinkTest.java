package de.gemeinsamkommune.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;

import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Links: who gets them, what they look like, how long and how often they work. */
class SignInLinkTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static Network.Installation identity;

    @BeforeAll
    static void start() {
        identity = Network.installation().with("--SIGN_IN_ATTEMPTS_PER_CLIENT=1000").start();
    }

    @AfterAll
    static void stop() {
        identity.close();
    }

    @Test
    void a_link_signs_in_one_of_twenty_who_use_it_at_once() throws Exception {
        String token = linkFor(knownAddress());
        List<Browser> browsers = new ArrayList<>();
        List<String> csrfs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Browser browser = identity.browser();
            csrfs.add(Browser.csrf(browser.get("/identity/link?token=" + token)));
            browsers.add(browser);
        }
        CountDownLatch go = new CountDownLatch(1);
        List<Future<Integer>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < browsers.size(); i++) {
                Browser browser = browsers.get(i);
                String csrf = csrfs.get(i);
                answers.add(
                        threads.submit(
                                () -> {
                                    go.await();
                                    return browser.post(
                                                    "/identity/link",
                                                    Map.of("token", token, "_csrf", csrf))
                                            .statusCode();
                                }));
            }
            go.countDown();
        }

        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> answer : answers) {
            statuses.add(answer.get());
        }
        assertThat(statuses).filteredOn(status -> status == 302).hasSize(1);
        assertThat(statuses).filteredOn(status -> status == 410).hasSize(19);
        assertThat(browsers)
                .filteredOn(browser -> browser.cookie("identity_session").isPresent())
                .hasSize(1);
    }

    @Test
    void opening_a_link_uses_nothing_up() throws Exception {
        String token = linkFor(knownAddress());
        for (int i = 0; i < 3; i++) {
            assertThat(identity.browser().get("/identity/link?token=" + token).statusCode())
                    .isEqualTo(200);
        }
        HttpResponse<String> head =
                identity.browser()
                        .send(
                                HttpRequest.newBuilder(
                                                java.net.URI.create(
                                                        identity.url
                                                                + "/identity/link?token="
                                                                + token))
                                        .HEAD());
        assertThat(head.statusCode()).isEqualTo(200);

        assertThat(use(identity.browser(), token).statusCode()).isEqualTo(302);
    }

    @Test
    void a_link_opened_in_another_browser_leads_to_the_portals_sign_in() throws Exception {
        String token = linkFor(knownAddress());
        Browser phone = identity.browser();

        assertThat(Browser.location(use(phone, token))).isEqualTo(identity.url + "/anmelden");
        assertThat(new Portal(identity).signIn(phone).access()).isNotEmpty();
    }

    @Test
    void a_link_ends_after_a_quarter_of_an_hour() throws Exception {
        try (Network.Installation own = Network.installation().start()) {
            String address = knownAddress();
            String token = linkFor(own, address);
            own.clock.forward(Duration.ofMinutes(14));
            assertThat(own.browser().get("/identity/link?token=" + token).statusCode())
                    .isEqualTo(200);
            Browser browser = own.browser();
            String csrf = Browser.csrf(browser.get("/identity/link?token=" + token));

            own.clock.forward(Duration.ofMinutes(1));

            HttpResponse<String> late =
                    browser.post("/identity/link", Map.of("token", token, "_csrf", csrf));
            assertThat(late.statusCode()).isEqualTo(410);
            assertThat(late.body()).contains("gilt nicht mehr");
        }
    }

    @Test
    void an_unknown_address_gets_the_same_answer_and_no_mail() {
        String known = knownAddress();
        String unknown = "nobody@elsewhere.example";

        HttpResponse<String> yes = ask(identity.browser(), known);
        HttpResponse<String> no = ask(identity.browser(), unknown);

        assertThat(no.statusCode()).isEqualTo(yes.statusCode()).isEqualTo(302);
        assertThat(Browser.location(no)).isEqualTo(Browser.location(yes));
        await().untilAsserted(() -> assertThat(new Inbox(known).mails()).hasSize(1));
        await().untilAsserted(() -> assertThat(mails("unknown")).isPositive());
        assertThat(new Inbox(unknown).mails()).isEmpty();
    }

    @Test
    void neither_headers_nor_body_nor_time_tell_whether_an_address_is_known() {
        List<Long> known = new ArrayList<>();
        List<Long> unknown = new ArrayList<>();
        Set<String> answers = new HashSet<>();
        for (int i = 0; i < 15; i++) {
            known.add(timed(knownAddress(), answers));
            unknown.add(timed("nobody." + i + "@elsewhere.example", answers));
        }

        assertThat(answers).hasSize(1);
        assertThat(Duration.ofNanos(Math.abs(median(known) - median(unknown))))
                .isLessThan(Duration.ofMillis(100));
    }

    /** How long the answer took; what it was goes to the answers, without what is always new. */
    private static long timed(String address, Set<String> answers) {
        Browser browser = identity.browser();
        String csrf = Browser.csrf(browser.get("/identity/sign-in"));
        long before = System.nanoTime();
        HttpResponse<String> answer =
                browser.post("/identity/sign-in", Map.of("_csrf", csrf, "email", address));
        long took = System.nanoTime() - before;
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.keySet().removeIf(name -> name.equalsIgnoreCase("date"));
        headers.computeIfPresent(
                "set-cookie",
                (_, set) ->
                        set.stream().map(cookie -> cookie.replaceFirst("=[^;]*", "=")).toList());
        answers.add(answer.statusCode() + "\n" + headers + "\n" + answer.body());
        return took;
    }

    private static long median(List<Long> times) {
        return times.stream().sorted().skip(times.size() / 2).findFirst().orElseThrow();
    }

    @Test
    void the_answer_does_not_wait_for_membership() {
        Network.membership.down(true);
        double failedBefore = mails("failed");
        try {
            assertThat(ask(identity.browser(), knownAddress()).statusCode()).isEqualTo(302);
            await().untilAsserted(() -> assertThat(mails("failed")).isGreaterThan(failedBefore));
        } finally {
            Network.membership.down(false);
        }
    }

    @Test
    void a_mail_server_that_is_away_changes_no_answer() {
        try (Network.Installation own =
                Network.installation().with("--SMTP_PORT=" + Network.freePort()).start()) {
            assertThat(ask(own.browser(), knownAddress()).statusCode()).isEqualTo(302);
            await().untilAsserted(
                            () ->
                                    assertThat(
                                                    own.bean(MeterRegistry.class)
                                                            .counter(
                                                                    "identity.sign-in.mail",
                                                                    "outcome",
                                                                    "failed")
                                                            .count())
                                            .isEqualTo(1));
        }
    }

    @Test
    void an_address_gets_five_links_in_a_quarter_of_an_hour() throws Exception {
        try (Network.Installation own = Network.installation().start()) {
            String address = knownAddress();
            for (int i = 0; i < 8; i++) {
                assertThat(ask(own.browser(), address).statusCode()).isEqualTo(302);
            }
            String other = knownAddress();
            ask(own.browser(), other);
            await().untilAsserted(() -> assertThat(new Inbox(other).mails()).hasSize(1));
            await().untilAsserted(() -> assertThat(new Inbox(address).mails()).hasSize(5));

            own.clock.forward(Duration.ofMinutes(15));

            ask(own.browser(), address);
            await().untilAsserted(() -> assertThat(new Inbox(address).mails()).hasSize(6));
        }
    }

    @Test
    void a_client_is_told_to_wait_whoever_it_claims_to_be() {
        try (Network.Installation own =
                Network.installation().with("--SIGN_IN_ATTEMPTS_PER_CLIENT=3").start()) {
            for (int i = 0; i < 3; i++) {
                ask(own.browser(), "a" + i + "@elsewhere.example", "203.0.113.7");
            }
            // the client writes in front, the gateway behind
            HttpResponse<String> refused =
                    ask(own.browser(), "b@elsewhere.example", "198.51.100.9, 203.0.113.7");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).contains("900");
            assertThat(refused.body()).contains("Zu viele Versuche");
            assertThat(ask(own.browser(), "c@elsewhere.example", "203.0.113.8").statusCode())
                    .isEqualTo(302);
        }
    }

    @Test
    void the_mail_is_text_and_html_and_says_what_it_is() throws Exception {
        String address = knownAddress();
        linkFor(address);
        MimeMessage mail = new Inbox(address).mails().getFirst();

        assertThat(mail.getSubject()).isEqualTo("Ihr Anmeldelink für Gemeinsam Kommune");
        assertThat(mail.getFrom()).containsExactly(new InternetAddress("netz@gk.example"));
        assertThat(((InternetAddress) mail.getFrom()[0]).getPersonal())
                .isEqualTo("Gemeinsam Kommune");
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(mail.getRecipients(Message.RecipientType.TO)[0]).hasToString(address);
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getMessageID()).matches("<[0-9a-f-]{36}@gk\\.example>");
        assertThat(mail.getSentDate()).isNotNull();
        assertThat(mail.getContentType()).startsWith("multipart/alternative");
        BodyPart text = Inbox.part(mail, 0);
        BodyPart html = Inbox.part(mail, 1);
        assertThat(text.getContentType()).startsWith("text/plain").containsIgnoringCase("utf-8");
        assertThat(html.getContentType()).startsWith("text/html").containsIgnoringCase("utf-8");
        assertThat((String) text.getContent())
                .contains("Guten Tag,", "15 Minuten", identity.url + "/identity/link?token=")
                .contains("Ihr Netzwerkteam", "Kofinanziert von der Europäischen Union")
                .contains("&lang=de")
                .doesNotContain("&amp;", "??");
        assertThat((String) html.getContent())
                .contains("<html lang=\"de\"", "15 Minuten", "/identity/link?token=")
                .contains("Kofinanziert von der Europäischen Union")
                .doesNotContain("??", "th:text");
    }

    @Test
    void who_reads_english_gets_an_english_mail_and_pages() throws Exception {
        String address = knownAddress();
        Browser browser = identity.browser();
        assertThat(browser.get("/identity/sign-in?lang=en").body())
                .contains("<html lang=\"en\"", "You need no password");
        browser.submit("/identity/sign-in", "/identity/sign-in", Map.of("email", address));
        String token = new Inbox(address).token(1);
        MimeMessage mail = new Inbox(address).mails().getFirst();

        assertThat(mail.getSubject()).isEqualTo("Your sign-in link for Gemeinsam Kommune");
        assertThat(Inbox.text(mail))
                .contains("Hello,", "within 15 minutes", "Co-funded by the European Union")
                .contains("&lang=en");
        assertThat(identity.browser().get("/identity/link?lang=en&token=" + token).body())
                .contains("One more click");
    }

    @Test
    void another_service_gets_a_link_for_its_invitation() throws Exception {
        String person = Network.membership.admit(SignInFlowTest.address(), "MEMBER");
        Browser newsletter = identity.browser();

        HttpResponse<String> made = issue(newsletter, person, "INVITATION");

        assertThat(made.statusCode()).isEqualTo(201);
        JsonNode link = JSON.readTree(made.body());
        String url = link.get("url").asString();
        assertThat(url).startsWith(identity.url + "/identity/link?token=");
        assertThat(
                        Duration.between(
                                identity.clock.instant(),
                                java.time.Instant.parse(link.get("expiresAt").asString())))
                .isBetween(Duration.ofDays(7).minusMinutes(1), Duration.ofDays(7));
        Browser invited = identity.browser();
        String token = Browser.query(url).get("token");
        assertThat(use(invited, token).statusCode()).isEqualTo(302);
        assertThat(use(identity.browser(), token).statusCode()).isEqualTo(410);
    }

    @Test
    void no_link_is_made_for_people_membership_does_not_know() {
        Browser newsletter = identity.browser();

        assertThat(
                        issue(newsletter, "6f1c7a52-3f0e-4a55-9a53-0f4b8a4d1c11", "SIGN_IN")
                                .statusCode())
                .isEqualTo(404);
        assertThat(issue(newsletter, "../../etc", "SIGN_IN").statusCode()).isEqualTo(404);
        assertThat(issue(newsletter, "x", "PARTY").statusCode()).isEqualTo(400);
    }

    private static HttpResponse<String> issue(Browser service, String person, String purpose) {
        return service.postJson(
                "/internal/identity/sign-in-links",
                JSON.writeValueAsString(Map.of("person", person, "purpose", purpose)),
                "Authorization",
                "Bearer " + new Portal(identity).service("newsletter"));
    }

    private static String knownAddress() {
        String address = SignInFlowTest.address();
        Network.membership.admit(address, "MEMBER");
        return address;
    }

    private static String linkFor(String address) throws Exception {
        return linkFor(identity, address);
    }

    private static String linkFor(Network.Installation identity, String address) throws Exception {
        assertThat(ask(identity.browser(), address).statusCode()).isEqualTo(302);
        return new Inbox(address).token(1);
    }

    private static HttpResponse<String> ask(Browser browser, String address, String... from) {
        String csrf = Browser.csrf(browser.get("/identity/sign-in"));
        Map<String, String> form = Map.of("email", address, "_csrf", csrf);
        return from.length == 0
                ? browser.post("/identity/sign-in", form)
                : browser.post("/identity/sign-in", form, "X-Forwarded-For", from[0]);
    }

    private static HttpResponse<String> use(Browser browser, String token) {
        HttpResponse<String> page = browser.get("/identity/link?token=" + token);
        if (page.statusCode() != 200) {
            return page;
        }
        return browser.post("/identity/link", Map.of("token", token, "_csrf", Browser.csrf(page)));
    }

    private static double mails(String outcome) {
        return identity.bean(MeterRegistry.class)
                .counter("identity.sign-in.mail", "outcome", outcome)
                .count();
    }
}
