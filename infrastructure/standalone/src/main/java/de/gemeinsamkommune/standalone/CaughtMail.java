package de.gemeinsamkommune.standalone;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.Locale;

/**
 * A mail as it came over SMTP.
 *
 * @param number counts up from 1 in the order of arrival
 * @param sender address of the envelope, empty for none
 * @param recipient address of the envelope
 * @param source the whole mail, byte for byte
 */
record CaughtMail(
        int number,
        Instant receivedAt,
        String sender,
        String recipient,
        String subject,
        byte[] source) {

    static CaughtMail of(int number, String sender, String recipient, byte[] source, Instant at) {
        return new CaughtMail(number, at, sender, recipient, subject(source), source);
    }

    /** {@return the mail taken apart, which is done anew each time} */
    MailContent content() {
        return MailContent.of(source);
    }

    boolean isFor(String partOfAddress) {
        return recipient.toLowerCase(Locale.ROOT).contains(partOfAddress.toLowerCase(Locale.ROOT));
    }

    private static String subject(byte[] source) {
        try {
            String subject = new MimeMessage(null, new ByteArrayInputStream(source)).getSubject();
            return subject == null ? "" : subject;
        } catch (MessagingException unreadable) {
            return "";
        }
    }
}
