package de.gemeinsamkommune.identity.signin;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

import org.springframework.context.MessageSource;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.Locale;
import java.util.Properties;
import java.util.UUID;

/** The mail with a link: the same as text and as HTML, in German or English. */
@Component
final class SignInMail {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final JavaMailSenderImpl sender;
    private final Session session;
    private final InternetAddress from;
    private final String domain;
    private final SpringTemplateEngine templates;
    private final MessageSource texts;
    private final Clock clock;

    SignInMail(
            SignInSettings settings,
            SpringTemplateEngine identityTemplates,
            MessageSource identityTexts,
            Clock clock)
            throws MessagingException {
        // no bean: the health of this service is not that of the mail server
        this.sender = sender(settings);
        this.session = Session.getInstance(sender.getJavaMailProperties());
        this.from = new InternetAddress(settings.mailFrom(), true);
        this.domain = from.getAddress().substring(from.getAddress().indexOf('@') + 1);
        this.templates = identityTemplates;
        this.texts = identityTexts;
        this.clock = clock;
    }

    /**
     * Sends a link.
     *
     * @throws MessagingException when the address cannot be written
     * @throws org.springframework.mail.MailException when the mail server does not take it
     */
    void send(String address, SignInLink link, Locale locale) throws MessagingException {
        Context context = new Context(locale);
        context.setVariable("url", link.url() + "&lang=" + locale.getLanguage());
        context.setVariable("minutes", Purpose.SIGN_IN.validity().toMinutes());
        MimeMultipart both = new MimeMultipart("alternative");
        both.addBodyPart(part("plain", templates.process("identity/mail/sign-in.txt", context)));
        both.addBodyPart(part("html", templates.process("identity/mail/sign-in", context)));
        MimeMessage message = new Identified(session, domain);
        message.setFrom(from);
        message.setRecipient(RecipientType.TO, new InternetAddress(address));
        message.setSubject(texts.getMessage("mail.subject", null, locale), UTF_8);
        message.setSentDate(Date.from(clock.instant()));
        // RFC 3834: nobody is to answer, in particular no vacation notice
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("Content-Language", locale.getLanguage());
        message.setContent(both);
        sender.send(message);
    }

    private static MimeBodyPart part(String subtype, String content) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(content, UTF_8, subtype);
        return part;
    }

    private static JavaMailSenderImpl sender(SignInSettings settings) {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost(settings.smtpHost());
        sender.setPort(settings.smtpPort());
        Properties properties = sender.getJavaMailProperties();
        properties.setProperty("mail.smtp.connectiontimeout", "5000");
        properties.setProperty("mail.smtp.timeout", "10000");
        properties.setProperty("mail.smtp.writetimeout", "10000");
        if (!settings.smtpUsername().isEmpty()) {
            sender.setUsername(settings.smtpUsername());
            sender.setPassword(settings.smtpPassword());
            properties.setProperty("mail.smtp.auth", "true");
        }
        switch (settings.smtpSecurity()) {
            case NONE -> {}
            case STARTTLS -> {
                properties.setProperty("mail.smtp.starttls.enable", "true");
                properties.setProperty("mail.smtp.starttls.required", "true");
                properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
            }
            case TLS -> {
                properties.setProperty("mail.smtp.ssl.enable", "true");
                properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
            }
        }
        return sender;
    }

    /** Has a Message-ID of the network's own domain instead of the machine's name. */
    private static final class Identified extends MimeMessage {

        private final String domain;

        Identified(Session session, String domain) {
            super(session);
            this.domain = domain;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", "<" + UUID.randomUUID() + "@" + domain + ">");
        }
    }
}
