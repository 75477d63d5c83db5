package de.gemeinsamkommune.newsletter.delivery;

import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;

import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One connection to the mail server (RFC 5321), kept open from mail to mail. For one thread at a
 * time.
 */
final class Connection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    /**
     * Reply code and, where there is one, enhanced code (RFC 3463); what follows may be personal.
     */
    private static final Pattern CODES =
            Pattern.compile("^(\\d{3})(?:[ -](\\d\\.\\d{1,3}\\.\\d{1,3}))?");

    private final SmtpSettings settings;
    private final Session session;
    private @Nullable Transport transport;

    Connection(SmtpSettings settings) {
        this.settings = settings;
        this.session = Session.getInstance(properties(settings));
    }

    Session session() {
        return session;
    }

    /**
     * Hands the message over to the server.
     *
     * @return the server's reply code
     * @throws MailRefused on a 5xx reply about this mail
     * @throws MailDeferred on a 4xx reply, on a broken connection, and when the server refuses
     *     sender or credentials: that is no fault of the recipient
     */
    String send(MimeMessage message) throws MailRefused, MailDeferred {
        try {
            Transport open = open();
            open.sendMessage(message, message.getAllRecipients());
            return "250";
        } catch (MessagingException e) {
            throw judge(e);
        }
    }

    private Transport open() throws MessagingException {
        Transport open = transport;
        if (open != null && open.isConnected()) {
            return open;
        }
        close();
        open =
                session.getTransport(
                        settings.security() == SmtpSettings.Security.TLS ? "smtps" : "smtp");
        transport = open;
        open.connect(
                settings.host(),
                settings.port(),
                settings.username().isEmpty() ? null : settings.username(),
                settings.password().isEmpty() ? null : settings.password());
        return open;
    }

    private MailDeferred judge(MessagingException failure) throws MailRefused {
        @Nullable String reply = null;
        boolean refused = false;
        boolean sender = false;
        for (Exception next = failure; next != null; next = next(next)) {
            int code =
                    switch (next) {
                        case SMTPAddressFailedException address -> address.getReturnCode();
                        case SMTPSenderFailedException from -> from.getReturnCode();
                        case SMTPSendFailedException send -> send.getReturnCode();
                        default -> 0;
                    };
            sender |=
                    next instanceof SMTPSenderFailedException
                            || next instanceof SMTPSendFailedException send
                                    && send.getCommand().startsWith("MAIL");
            if (code >= 400) {
                // the innermost names the recipient's own reply
                reply = codes(next.getMessage(), code);
                refused = code >= 500;
            }
        }
        if (refused && !sender && reply != null && failure instanceof SendFailedException) {
            throw new MailRefused(reply);
        }
        close();
        return new MailDeferred(reply);
    }

    private static @Nullable Exception next(Exception failure) {
        return failure instanceof MessagingException messaging
                ? messaging.getNextException()
                : null;
    }

    private static String codes(@Nullable String reply, int code) {
        Matcher matcher = CODES.matcher(reply == null ? "" : reply.strip());
        return matcher.find() && matcher.group(2) != null
                ? matcher.group(1) + " " + matcher.group(2)
                : Integer.toString(code);
    }

    /** Ends the connection; the next mail opens another. */
    @Override
    public void close() {
        Transport open = transport;
        transport = null;
        if (open != null) {
            try {
                open.close();
            } catch (MessagingException e) {
                LOG.debug("The mail server ended the connection first: {}", e.getClass());
            }
        }
    }

    private static Properties properties(SmtpSettings settings) {
        Properties properties = new Properties();
        for (String protocol : new String[] {"mail.smtp.", "mail.smtps."}) {
            // at most seven of these in a row stay below the time a claim is good for
            properties.put(protocol + "connectiontimeout", "10000");
            properties.put(protocol + "timeout", "30000");
            properties.put(protocol + "writetimeout", "30000");
            properties.put(protocol + "auth", Boolean.toString(!settings.username().isEmpty()));
            properties.put(protocol + "ssl.checkserveridentity", "true");
            // bounces go to the sender's address, without its name
            properties.put(protocol + "from", settings.from());
        }
        boolean startTls = settings.security() == SmtpSettings.Security.STARTTLS;
        properties.put("mail.smtp.starttls.enable", Boolean.toString(startTls));
        properties.put("mail.smtp.starttls.required", Boolean.toString(startTls));
        return properties;
    }
}
