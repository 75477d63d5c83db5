package de.gemeinsamkommune.standalone;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;

/** An SMTP server on loopback that keeps every mail it is given and passes none on. */
final class MailSink implements AutoCloseable {

    private final GreenMail server;
    private final int port;

    private MailSink(GreenMail server, int port) {
        this.server = server;
        this.port = port;
    }

    /** Starts the server; what it is given goes into the mailbox. */
    static MailSink start(int port, Mailbox mailbox, Clock clock) {
        ServerSetup setup = new ServerSetup(port, Loopback.HOST, ServerSetup.PROTOCOL_SMTP);
        setup.setServerStartupTimeout(10_000);
        GreenMail server = new GreenMail(setup);
        server.withConfiguration(GreenMailConfiguration.aConfig().withDisabledAuthentication());
        server.start();
        server.getUserManager()
                .setMessageDeliveryHandler(
                        (message, recipient) -> new Delivery(message, recipient, mailbox, clock));
        return new MailSink(server, port);
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        server.stop();
    }

    /** Stands in for a user, so that GreenMail keeps no second copy in a mailbox without bound. */
    private record Delivery(
            MovingMessage message, MailAddress recipient, Mailbox mailbox, Clock clock)
            implements GreenMailUser {

        @Override
        public void deliver(MovingMessage moving) {
            deliver(moving.getMessage());
        }

        @Override
        public void deliver(MimeMessage mime) {
            ByteArrayOutputStream source = new ByteArrayOutputStream();
            try {
                mime.writeTo(source);
            } catch (MessagingException | IOException failure) {
                throw new IllegalStateException("A mail could not be kept", failure);
            }
            MailAddress sender = message.getReturnPath();
            mailbox.add(
                    sender == null ? "" : sender.getEmail(),
                    recipient.getEmail(),
                    source.toByteArray(),
                    clock.instant());
        }

        @Override
        public String getEmail() {
            return recipient.getEmail();
        }

        @Override
        public String getLogin() {
            return recipient.getEmail();
        }

        @Override
        public void create() {
            // there is no user behind the delivery
        }

        @Override
        public void delete() {
            // there is no user behind the delivery
        }

        @Override
        public String getPassword() {
            return "";
        }

        @Override
        public void setPassword(String password) {
            throw new UnsupportedOperationException("the sink knows no users");
        }

        @Override
        public void authenticate(String password) {
            throw new UnsupportedOperationException("the sink knows no users");
        }

        @Override
        public String getQualifiedMailboxName() {
            return recipient.getEmail();
        }
    }
}
