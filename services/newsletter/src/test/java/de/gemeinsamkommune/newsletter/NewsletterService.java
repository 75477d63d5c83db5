package de.gemeinsamkommune.newsletter;

import static org.awaitility.Awaitility.await;

import de.gemeinsamkommune.testsupport.Mailbox;
import de.gemeinsamkommune.testsupport.ServiceTest;
import de.gemeinsamkommune.testsupport.TestClient;
import de.gemeinsamkommune.testsupport.TestIssuer;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;

import org.awaitility.Awaitility;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The running service with its peers, mails and streams; all tests share one. */
@ServiceTest(
        application = NewsletterApplication.class,
        properties = {
            "DEMO=true",
            "MAIL_FROM=netzwerk@netz.example",
            "MAIL_SWEEP=PT0.2S",
            "MAIL_FIRST_RETRY=PT0.2S",
            "NEWSLETTER_ROUNDS=PT0.2S",
            "NEWSLETTER_CIRCULARS=PT0.2S"
        })
public abstract class NewsletterService {

    protected static final Peers PEERS = new Peers();
    protected static final String API = "/api/newsletter";

    @Autowired protected TestClient client;

    static {
        // a busy machine is no failure
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }

    @DynamicPropertySource
    static void peers(DynamicPropertyRegistry registry) {
        registry.add("newsletter.membership-url", PEERS::url);
        registry.add("newsletter.identity-url", PEERS::url);
        registry.add("newsletter.events-url", PEERS::url);
    }

    protected TestClient as(String... roles) {
        return client.as(TestIssuer.shared().tokenOfSomebody(roles));
    }

    protected static String newAddress() {
        return "s" + UUID.randomUUID().toString().substring(0, 12) + "@kommune.example";
    }

    /** The mails to an address as soon as there are so many. */
    protected static List<MimeMessage> mails(String address, int atLeast) {
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> Mailbox.shared().mailsTo(address), mails -> mails.size() >= atLeast);
    }

    protected static MimeMessage mail(String address) {
        return mails(address, 1).getFirst();
    }

    protected void subscribe(String address, Map<String, Object> more) {
        Map<String, Object> request = new java.util.HashMap<>(more);
        request.put("email", address);
        request.put("consent", true);
        client.post(API + "/subscriptions", request).expect(202);
    }

    /** Subscribes and confirms by the mail's link. */
    protected void subscribeAndConfirm(String address) {
        subscribe(address, Map.of());
        confirm(tokenOf(mail(address))).expect(200);
    }

    protected TestClient.Answer confirm(String token) {
        return client.post(API + "/subscriptions/confirmation", Map.of("token", token));
    }

    protected static String tokenOf(MimeMessage mail) {
        return found(text(mail), "/newsletter/bestaetigen\\?token=([A-Za-z0-9_-]+)");
    }

    protected static String found(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new AssertionError("No " + pattern + " in " + text);
        }
        return matcher.group(1);
    }

    protected static String header(MimeMessage mail, String name) {
        try {
            return mail.getHeader(name, null);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    protected static String subject(MimeMessage mail) {
        try {
            return mail.getSubject();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    protected static String text(MimeMessage mail) {
        return part(mail, "text/plain");
    }

    protected static String html(MimeMessage mail) {
        return part(mail, "text/html");
    }

    /** The calendar part without folded lines, empty when there is none. */
    protected static String calendar(MimeMessage mail) {
        return part(mail, "text/calendar").replace("\r\n ", "");
    }

    protected static String part(Part part, String type) {
        try {
            if (part.isMimeType(type)) {
                Object content = part.getContent();
                return content instanceof String string
                        ? string
                        : new String(part.getInputStream().readAllBytes(), "UTF-8");
            }
            if (part.isMimeType("multipart/*")) {
                Multipart parts = (Multipart) part.getContent();
                for (int i = 0; i < parts.getCount(); i++) {
                    BodyPart inner = parts.getBodyPart(i);
                    String found = part(inner, type);
                    if (!found.isEmpty()) {
                        return found;
                    }
                }
            }
            return "";
        } catch (MessagingException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Keeps a mail under {@code target/mails}, to be read by a person. */
    protected static MimeMessage keep(String name, MimeMessage mail) {
        Path file = Path.of("target", "mails", name + ".eml");
        try {
            Files.createDirectories(file.getParent());
            try (OutputStream out = Files.newOutputStream(file)) {
                mail.writeTo(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
        return mail;
    }
}
