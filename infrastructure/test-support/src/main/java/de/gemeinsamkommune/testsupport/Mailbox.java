package de.gemeinsamkommune.testsupport;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

import java.util.Arrays;
import java.util.List;

/** A real SMTP server that keeps what it gets; one per JVM, started at first use. */
public final class Mailbox {

    private final GreenMail server;

    private static final class Shared {
        static final Mailbox INSTANCE = new Mailbox();
    }

    private Mailbox() {
        ServerSetup smtp = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        server = new GreenMail(smtp.setVerbose(false));
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "mailbox-stop"));
    }

    /** The mailbox of this JVM. */
    public static Mailbox shared() {
        return Shared.INSTANCE;
    }

    /** The setting {@code SMTP_HOST}. */
    public String host() {
        return "127.0.0.1";
    }

    /** The setting {@code SMTP_PORT}. */
    public int port() {
        return server.getSmtp().getPort();
    }

    /** All mails received so far, oldest first. */
    public List<MimeMessage> mails() {
        return List.of(server.getReceivedMessages());
    }

    /** The mails received so far by one address, oldest first. */
    public List<MimeMessage> mailsTo(String address) {
        return mails().stream().filter(mail -> isTo(mail, address)).toList();
    }

    private static boolean isTo(MimeMessage mail, String address) {
        try {
            Address[] to = mail.getRecipients(Message.RecipientType.TO);
            return to != null
                    && Arrays.stream(to)
                            .anyMatch(
                                    each ->
                                            each instanceof InternetAddress internet
                                                    && internet.getAddress()
                                                            .equalsIgnoreCase(address));
        } catch (MessagingException e) {
            throw new IllegalStateException("A mail without readable recipients", e);
        }
    }
}
