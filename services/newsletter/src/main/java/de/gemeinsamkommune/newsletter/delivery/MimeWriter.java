package de.gemeinsamkommune.newsletter.delivery;

import de.gemeinsamkommune.newsletter.letter.Letter;
import de.gemeinsamkommune.newsletter.letter.Letterhead;

import jakarta.activation.DataHandler;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.ByteArrayDataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;

/**
 * Writes mails as MIME messages (RFC 5322, 2045 to 2049): plain text and HTML as alternatives, the
 * emblem beside the HTML, an invitation to a date as a third alternative (RFC 6047).
 */
@Component
final class MimeWriter {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final Letterhead letterhead;
    private final SmtpSettings settings;
    private final Clock clock;

    MimeWriter(Letterhead letterhead, SmtpSettings settings, Clock clock) {
        this.letterhead = letterhead;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The message of a delivery; its Message-ID is always the same for the same delivery.
     *
     * @throws AddressUnusable when the recipient's address breaks RFC 5322
     */
    MimeMessage write(Session session, String deliveryId, Mail mail) throws MessagingException {
        String messageId = "<" + deliveryId + "@" + settings.domain() + ">";
        MimeMessage message =
                new MimeMessage(session) {
                    @Override
                    protected void updateMessageID() throws MessagingException {
                        setHeader("Message-ID", messageId);
                    }
                };
        Letter letter = mail.letter();
        message.setFrom(address(settings.from(), settings.sender()));
        message.setRecipient(Message.RecipientType.TO, recipient(mail.address(), mail.name()));
        message.setSubject(letter.subject(), UTF_8);
        message.setSentDate(Date.from(clock.instant()));
        message.setHeader("Content-Language", letter.locale().getLanguage());
        message.setHeader("Auto-Submitted", "auto-generated");
        if (mail.oneClick() != null) {
            message.setHeader(
                    "List-Id",
                    MimeUtility.fold(
                            9, "Gemeinsam Kommune Newsletter <newsletter." + listDomain() + ">"));
            message.setHeader("List-Unsubscribe", "<" + mail.oneClick().toASCIIString() + ">");
            message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
            message.setHeader("Precedence", "bulk");
        }
        MimeMultipart alternatives = new MimeMultipart("alternative");
        alternatives.addBodyPart(textPart(letterhead.text(letter), "plain"));
        alternatives.addBodyPart(htmlPart(letter));
        if (mail.invite() != null) {
            alternatives.addBodyPart(invitePart(mail.invite()));
        }
        message.setContent(alternatives);
        message.saveChanges();
        return message;
    }

    /** A List-Id wants a domain with a dot (RFC 2919). */
    private String listDomain() {
        String domain = settings.domain();
        return domain.contains(".") ? domain : domain + ".localdomain";
    }

    private BodyPart htmlPart(Letter letter) throws MessagingException {
        MimeMultipart related = new MimeMultipart("related");
        related.addBodyPart(textPart(letterhead.html(letter), "html"));
        MimeBodyPart emblem = new MimeBodyPart();
        emblem.setDataHandler(
                new DataHandler(new ByteArrayDataSource(letterhead.emblem(), "image/png")));
        emblem.setContentID("<" + Letterhead.EMBLEM_ID + ">");
        emblem.setDisposition(Part.INLINE);
        emblem.setFileName("eu.png");
        related.addBodyPart(emblem);
        MimeBodyPart part = new MimeBodyPart();
        part.setContent(related);
        return part;
    }

    private static BodyPart textPart(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, UTF_8, subtype);
        part.setHeader("Content-Transfer-Encoding", "quoted-printable");
        return part;
    }

    private static BodyPart invitePart(Mail.Invite invite) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(
                new DataHandler(
                        new ByteArrayDataSource(
                                invite.calendar().getBytes(StandardCharsets.UTF_8),
                                "text/calendar; charset=UTF-8; method=" + invite.method())));
        part.setHeader("Content-Transfer-Encoding", "base64");
        return part;
    }

    private static InternetAddress recipient(String address, @Nullable String name)
            throws MessagingException {
        try {
            new InternetAddress(address, true).validate();
        } catch (MessagingException e) {
            throw new AddressUnusable();
        }
        return address(address, name);
    }

    private static InternetAddress address(String address, @Nullable String name)
            throws MessagingException {
        try {
            return name == null || name.isBlank()
                    ? new InternetAddress(address)
                    : new InternetAddress(address, Letter.oneLine(name), UTF_8);
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
