package de.gemeinsamkommune.newsletter.delivery;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.springframework.context.ApplicationContext;

import java.util.List;

/** Lets tests of other packages start a second mailroom, as another instance would have it. */
public final class Mailrooms {

    private Mailrooms() {}

    public static AutoCloseable another(ApplicationContext service) {
        Mailroom mailroom =
                new Mailroom(
                        service.getBean(Ledger.class),
                        List.copyOf(service.getBeansOfType(Composer.class).values()),
                        service.getBean(MimeWriter.class),
                        service.getBean(SmtpSettings.class),
                        service.getBean(MailroomSettings.class),
                        new SimpleMeterRegistry());
        mailroom.start();
        return mailroom::stop;
    }

    public static void close(AutoCloseable mailroom) {
        try {
            mailroom.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
