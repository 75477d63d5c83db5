package de.gemeinsamkommune.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Properties;

/** Sends over real SMTP and reads over real HTTP. */
class MailPageTest {

    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-22T08:00:00Z"), ZoneOffset.UTC);

    private final Mailbox mailbox = new Mailbox();
    private final HttpClient http = HttpClient.newHttpClient();
    private MailSink sink;
    private MailPage page;

    @BeforeEach
    void start() throws IOException {
        sink = MailSink.start(Loopback.freePorts(1).getFirst(), mailbox, CLOCK);
        page = MailPage.start(0, mailbox);
    }

    @AfterEach
    void end() {
        page.close();
        sink.close();
        http.close();
    }

    @Test
    void tells_tests_what_was_sent_to_whom() throws Exception {
        send("anna@stadt.example", "Grüße <b>", "Hallo\nhttp://localhost:8080/x?a=1&b=2.");
        send("ben@kreis.example", "Zweite", "Text");

        JsonNode all = json("/mail/messages.json");
        assertThat(all.get("items")).hasSize(2);
        assertThat(all.at("/items/0/subject").asString()).isEqualTo("Zweite");
        JsonNode anna = json("/mail/messages.json?to=ANNA%40stadt.example").get("items");
        assertThat(anna).hasSize(1);
        assertThat(anna.at("/0/number").asInt()).isEqualTo(1);
        assertThat(anna.at("/0/receivedAt").asString()).isEqualTo("2026-11-22T08:00:00Z");
        assertThat(anna.at("/0/sender").asString()).isEqualTo("netz@gemeinsam.example");
        assertThat(anna.at("/0/subject").asString()).isEqualTo("Grüße <b>");
        assertThat(anna.at("/0/text").asString()).startsWith("Hallo");
        assertThat(anna.at("/0/html").asString()).contains("<p>Hallo</p>");
        assertThat(anna.at("/0/headers/List-Unsubscribe").asString()).isEqualTo("<http://x/y>");
        assertThat(anna.at("/0/attachments/0/type").asString()).startsWith("text/calendar");
        assertThat(anna.at("/0/attachments/0/text").asString()).isEqualTo("BEGIN:VCALENDAR");
        assertThat(json("/mail/messages.json?after=1").get("items")).hasSize(1);
    }

    @Test
    void shows_a_mail_to_people() throws Exception {
        send("anna@stadt.example", "Grüße <b>", "Hallo http://localhost:8080/x?a=1&b=2.");

        HttpResponse<String> list = get("/mail");
        assertThat(list.body()).contains("Abgefangene E-Mails", "anna@stadt.example");
        assertThat(list.body()).contains("Grüße &lt;b&gt;").doesNotContain("Grüße <b>");
        assertThat(get("/mail?lang=en").body()).contains("Caught mails");
        assertThat(get("/mail?to=nobody").body()).contains("Keine E-Mails.");
        HttpResponse<String> mail = get("/mail/messages/1");
        assertThat(mail.body())
                .contains("href=\"http://localhost:8080/x?a=1&amp;b=2\"")
                .contains("BEGIN:VCALENDAR")
                .contains("sandbox=\"allow-top-navigation-by-user-activation");
        assertThat(mail.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'; style-src 'self'");
        assertThat(get("/mail/style.css").headers().firstValue("Content-Type"))
                .hasValue("text/css; charset=utf-8");
    }

    @Test
    void shows_html_so_that_it_can_do_nothing_but_be_read() throws Exception {
        send("anna@stadt.example", "HTML", "Text");

        HttpResponse<String> html = get("/mail/messages/1/html");

        assertThat(html.body()).contains("<head><base target=\"_top\">");
        assertThat(html.body()).contains("src=\"data:image/png;base64,");
        String policy = html.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertThat(policy).startsWith("default-src 'none'").contains("sandbox");
        assertThat(policy).doesNotContain("allow-scripts").doesNotContain("allow-same-origin");
    }

    @Test
    void gives_the_mail_byte_for_byte_and_its_parts() throws Exception {
        send("anna@stadt.example", "Anhang", "Text");

        HttpResponse<String> source = get("/mail/messages/1.eml");
        assertThat(source.headers().firstValue("Content-Type")).hasValue("message/rfc822");
        assertThat(source.body()).contains("To: anna@stadt.example\r\n", "Subject: Anhang\r\n");
        HttpResponse<String> calendar = get("/mail/messages/1/attachments/0");
        assertThat(calendar.body()).isEqualTo("BEGIN:VCALENDAR");
        assertThat(calendar.headers().firstValue("Content-Type"))
                .hasValue("text/plain; charset=utf-8");
        assertThat(get("/mail/messages/1/attachments/1").headers().firstValue("Content-Type"))
                .hasValue("application/octet-stream");
    }

    @Test
    void keeps_the_newest_thousand() throws Exception {
        for (int i = 1; i <= 1_003; i++) {
            mailbox.add(
                    "", "a" + i + "@x.example", "Subject: s\r\n\r\nt".getBytes(), Instant.EPOCH);
        }

        JsonNode items = json("/mail/messages.json").get("items");

        assertThat(items).hasSize(1_000);
        assertThat(items.at("/0/number").asInt()).isEqualTo(1_003);
        assertThat(get("/mail/messages/3").statusCode()).isEqualTo(404);
    }

    @Test
    void answers_what_it_does_not_know_with_a_problem() throws Exception {
        for (String path :
                new String[] {
                    "/", "/mail/x", "/mail/messages/7", "/mail/messages/99999999999", "/mail/../x"
                }) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.headers().firstValue("Content-Type"))
                    .hasValue("application/problem+json");
        }
        assertThat(get("/mail/messages.json?after=x").statusCode()).isEqualTo(400);
        HttpResponse<String> post =
                http.send(
                        HttpRequest.newBuilder(URI.create(page.url() + "/mail"))
                                .POST(HttpRequest.BodyPublishers.ofString("x"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(post.statusCode()).isEqualTo(405);
    }

    @Test
    void shows_a_mail_that_it_cannot_take_apart_as_it_came() throws Exception {
        byte[] broken =
                "Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\nContent-Type: text/plain; charset=nonsense\r\n\r\nhello\r\n--a--"
                        .getBytes();
        mailbox.add("", "a@x.example", broken, Instant.EPOCH);

        assertThat(get("/mail/messages/1").body()).contains("hello");
    }

    private void send(String to, String subject, String text)
            throws MessagingException, IOException {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", String.valueOf(sink.port()));
        MimeMessage message = new MimeMessage(Session.getInstance(properties));
        message.setFrom(new InternetAddress("netz@gemeinsam.example"));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        message.setSubject(subject, "UTF-8");
        message.setHeader("List-Unsubscribe", "<http://x/y>");
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(text, "UTF-8");
        MimeBodyPart html = new MimeBodyPart();
        html.setContent(
                "<html><head></head><body><p>Hallo</p><img src=\"cid:emblem\"></body></html>",
                "text/html; charset=UTF-8");
        MimeBodyPart calendar = new MimeBodyPart();
        calendar.setContent("BEGIN:VCALENDAR", "text/calendar; method=REQUEST; charset=UTF-8");
        MimeMultipart alternative = new MimeMultipart("alternative", plain, html, calendar);
        MimeBodyPart body = new MimeBodyPart();
        body.setContent(alternative);
        MimeBodyPart image = new MimeBodyPart();
        image.setDataHandler(
                new jakarta.activation.DataHandler(
                        new jakarta.mail.util.ByteArrayDataSource(new byte[] {1, 2}, "image/png")));
        image.setContentID("<emblem>");
        image.setDisposition("inline");
        message.setContent(new MimeMultipart("related", body, image));
        Transport.send(message);
    }

    private JsonNode json(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(page.url() + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
