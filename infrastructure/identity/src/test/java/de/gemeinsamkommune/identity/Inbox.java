package de.gemeinsamkommune.identity;

import static org.awaitility.Awaitility.await;

import de.gemeinsamkommune.testsupport.Mailbox;

import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the mail server got for one address. */
final class Inbox {

    private static final Pattern LINK =
            Pattern.compile("https?://\\S+/identity/link\\?token=([A-Za-z0-9_-]+)\\S*");

    private final String address;

    Inbox(String address) {
        this.address = address;
    }

    List<MimeMessage> mails() {
        return Mailbox.shared().mailsTo(address);
    }

    /** The token of the newest link, when there are this many mails. */
    String token(int mails) throws Exception {
        await().atMost(Duration.ofSeconds(15)).until(() -> mails().size() >= mails);
        Matcher link = LINK.matcher(text(mails().getLast()));
        if (!link.find()) {
            throw new AssertionError("no link in the mail");
        }
        return link.group(1);
    }

    static String text(MimeMessage mail) throws Exception {
        return (String) part(mail, 0).getContent();
    }

    static BodyPart part(MimeMessage mail, int index) throws Exception {
        return ((MimeMultipart) mail.getContent()).getBodyPart(index);
    }
}
